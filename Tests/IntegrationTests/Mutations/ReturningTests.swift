import JSON
import TestSupport
import Testing

/// What answers of mutations show of the rows that were written.
@Suite(.enabled(if: Kind.missingServers == nil)) struct ReturningTests {
  /// A table with a row and a relationship to a table of another database; `writer` may write the one and read the other.
  private func engine(_ kind: Kind) throws -> JoineryProcess {
    let engine = try JoineryProcess()
    try engine.addSource(
      "notes", kind, ["CREATE TABLE note (id INT PRIMARY KEY, owner INT)", "INSERT INTO note VALUES (1, 7)"], tables: ["note"])
    try engine.addSource(
      "owners", .sqlite, ["CREATE TABLE owner (id INT PRIMARY KEY)", "INSERT INTO owner VALUES (7)"], tables: ["owner"])
    try engine.relate("owned_by", from: ("notes", "note"), to: ("owners", "owner"), [("owner", "id")])
    let permissions: [(operation: String, permission: JSON)] = [
      ("insert", ["columns": ["id"], "check": [:], "set": ["owner": 7]]),
      ("update", ["columns": ["id"], "filter": [:]]), ("delete", ["filter": [:]]),
    ]
    for (operation, permission) in permissions {
      try engine.metadata(
        "\(kind.prefix)_create_\(operation)_permission",
        ["source": "notes", "table": "note", "role": "writer", "permission": permission])
    }
    try engine.metadata(
      "sqlite_create_select_permission",
      ["source": "owners", "table": "owner", "role": "writer", "permission": ["columns": ["id"], "filter": [:]]])
    return engine
  }

  @Test(arguments: Kind.allCases) func `who may not read a table sees none of its rows, not even by a join`(_ kind: Kind) throws {
    let engine = try engine(kind)
    defer { engine.stop() }
    let writer = ["X-Hasura-Role": "writer"]
    let refused = [
      "insert_note(objects: [{id: 2}]) { returning { owned_by { id } } }", "insert_note_one(object: {id: 2}) { owned_by { id } }",
      "update_note(where: {}, _set: {id: 3}) { returning { owned_by { id } } }", "delete_note(where: {}) { returning { owned_by { id } } }",
      "delete_note(where: {}) { returning { __typename } }",
    ]
    for field in refused {
      let answer = try engine.answer("mutation { \(field) }", headers: writer)
      #expect(answer["data"] == nil && answer["errors"]?[0]?["extensions"]?["code"] == "validation-failed", "\(answer.text)")
    }
    let inserted = try engine.data("mutation { insert_note(objects: [{id: 2}]) { affected_rows } }", headers: writer)
    #expect(inserted == ["insert_note": ["affected_rows": 1]])
    #expect(try engine.data("{ note(order_by: {id: asc}) { id owner } }")["note"] == [["id": 1, "owner": 7], ["id": 2, "owner": 7]])
  }

  @Test(arguments: Kind.allCases) func `the name of the type is shown without any column`(_ kind: Kind) throws {
    let engine = try engine(kind)
    defer { engine.stop() }
    let row: JSON = ["__typename": "note"]
    let asked: [(field: String, answer: JSON)] = [
      ("delete_note(where: {_or: []}) { returning { __typename } }", ["returning": []]),
      ("insert_note(objects: [{id: 2}, {id: 3}]) { returning { __typename } }", ["returning": .array([row, row])]),
      ("insert_note_one(object: {id: 4}) { __typename }", row),
      ("update_note(where: {id: {_gt: 2}}, _set: {owner: 8}) { returning { __typename } }", ["returning": .array([row, row])]),
      ("update_note_by_pk(pk_columns: {id: 99}, _set: {owner: 8}) { __typename }", nil),
      ("delete_note(where: {id: {_gt: 2}}) { returning { __typename } }", ["returning": .array([row, row])]),
      ("delete_note_by_pk(id: 2) { __typename }", row), ("delete_note_by_pk(id: 2) { __typename }", nil),
      ("insert_note(objects: [{id: 2}, {id: 3}]) { returning { id @skip(if: true) } }", ["returning": [[:], [:]]]),
      ("insert_note_one(object: {id: 4}) { id @skip(if: true) }", [:]),
      ("update_note(where: {id: {_gt: 2}}, _set: {owner: 8}) { returning { id @include(if: false) } }", ["returning": [[:], [:]]]),
      ("update_note_by_pk(pk_columns: {id: 2}, _set: {owner: 8}) { id @skip(if: true) }", [:]),
      (
        "delete_note(where: {id: {_gt: 2}}) { affected_rows returning { id @skip(if: true) } }",
        ["affected_rows": 2, "returning": [[:], [:]]]
      ),
    ]
    for (field, answer) in asked { #expect(try engine.answer("mutation { r: \(field) }") == ["data": ["r": answer]], "\(field)") }
  }

  /// SQLite would judge every column of a returned row by the first one: its type, collation and `NOT NULL`.
  @Test(arguments: Kind.allCases) func `checks judge every column by its own type`(_ kind: Kind) throws {
    let engine = try JoineryProcess()
    defer { engine.stop() }
    try engine.addSource(
      "db", kind, ["CREATE TABLE code (id INT NOT NULL PRIMARY KEY, t VARCHAR(20), n INT)"], tables: ["code"])
    let checks: [(role: String, check: JSON, bad: String, good: String)] = [
      ("known", ["t": ["_is_null": false]], "null", "\"x\""), ("unlike", ["t": ["_nin": ["a", "b"]]], "null", "\"c\""),
      ("seven", ["t": ["_eq": "7"]], "\"007\"", "\"7\""), ("listed", ["t": ["_in": ["7"]]], "\"07\"", "\"7\""),
      ("unknown", ["t": ["_is_null": true]], "\"x\"", "null"), ("not", ["_not": ["t": ["_eq": "7"]]], "\"7\"", "\"007\""),
    ]
    for (number, check) in checks.enumerated() {
      try engine.metadata(
        "\(kind.prefix)_create_insert_permission",
        ["source": "db", "table": "code", "role": .string(check.role), "permission": ["columns": "*", "check": check.check]])
      func insert(_ id: Int, _ text: String) throws -> JSON {
        try engine.answer(
          "mutation { insert_code(objects: [{id: \(id), t: \(text)}]) { affected_rows } }", headers: ["X-Hasura-Role": check.role])
      }
      let bad = try insert(number * 2, check.bad)
      #expect(bad["errors"]?[0]?["extensions"]?["code"] == "permission-error", "\(check.role): \(bad.text)")
      #expect(try insert(number * 2 + 1, check.good) == ["data": ["insert_code": ["affected_rows": 1]]], "\(check.role)")
    }
  }
}
