import JSON
import TestSupport
import Testing

/// Rows written over the first API by a role: its permissions to write say which, and which columns.
@Suite(.enabled(if: Kind.missingServers == nil)) struct RoleRowsTests {
  private func engine() throws -> JoineryProcess {
    let engine = try JoineryProcess()
    try engine.addSource(
      "db", .postgres,
      [
        "CREATE TABLE note (id INT PRIMARY KEY, owner INT, text VARCHAR(50), level INT)",
        "INSERT INTO note VALUES (1, 1, 'mine', 1), (2, 2, 'theirs', 1)",
      ], tables: ["note"])
    for (operation, role, permission) in [
      ("select", "user", ["columns": ["id", "owner", "text", "level"], "filter": [:]]),
      ("insert", "user", ["columns": ["id", "text"], "check": ["id": ["_lt": 100]], "set": ["owner": "X-Hasura-User-Id"]]),
      (
        "update", "user",
        ["columns": ["text"], "filter": ["owner": "X-Hasura-User-Id"], "check": ["text": ["_neq": "bad"]], "set": ["level": 7]]
      ),
      ("delete", "user", ["filter": ["owner": "X-Hasura-User-Id"]]),
      ("insert", "writer", ["columns": "*", "check": [:]]), ("delete", "writer", ["filter": [:]]),
    ] as [(String, String, JSON)] {
      try engine.metadata(
        "pg_create_\(operation)_permission", ["source": "db", "table": "note", "role": .string(role), "permission": permission])
    }
    return engine
  }

  private func run(_ engine: JoineryProcess, _ type: String, _ args: JSONObject, as role: String = "user") throws -> HTTPAnswer {
    var args = args
    args["source"] = "db"
    args["table"] = "note"
    return try engine.post(
      "/v2/query", ["type": .string(type), "args": .object(args)], headers: ["X-Hasura-Role": role, "X-Hasura-User-Id": "1"])
  }

  private func rows(_ engine: JoineryProcess) throws -> String {
    try engine.data("{ note(order_by: {id: asc}) { id owner text level } }")["note"]?.text ?? ""
  }

  @Test func `what permissions allow is written, with presets`() throws {
    let engine = try engine()
    defer { engine.stop() }
    let inserted = try run(engine, "insert", ["objects": [["id": 3, "text": "new"]], "returning": ["id", "owner"]])
    #expect(inserted.json == ["affected_rows": 1, "returning": [["id": 3, "owner": 1]]], "\(inserted.text)")
    let updated = try run(engine, "update", ["$set": ["text": "changed"], "where": [:]])
    #expect(updated.json == ["affected_rows": 2], "\(updated.text)")
    #expect(
      try rows(engine) == #"[{"id":1,"owner":1,"text":"changed","level":7},{"id":2,"owner":2,"text":"theirs","level":1},"#
        + #"{"id":3,"owner":1,"text":"changed","level":7}]"#)
    #expect(try run(engine, "delete", ["where": ["id": ["$lt": 3]]]).json == ["affected_rows": 1])
    #expect(try run(engine, "insert", ["objects": [["id": 9]]], as: "writer").json == ["affected_rows": 1])
  }

  @Test func `what they do not allow is refused and leaves everything as it was`() throws {
    let engine = try engine()
    defer { engine.stop() }
    let before = try rows(engine)
    let upsert: JSONObject = [
      "objects": [["id": 2, "text": "stolen"]], "on_conflict": ["constraint": "note_pkey", "action": "update"],
    ]
    let refusals: [(type: String, args: JSONObject, role: String, words: String)] = [
      ("insert", ["objects": [["id": 100]]], "user", "check constraint of an insert/update permission has failed"),
      ("insert", ["objects": [["id": 4, "level": 1]]], "user", #"does not have permission to insert column \"level\""#),
      ("insert", ["objects": [["id": 4, "owner": 2]]], "user", #"column \"owner\" is not insertable for role \"user\""#),
      ("insert", upsert, "user", #"column \"id\" is not updatable"#),
      ("insert", upsert, "writer", #"upsert is not allowed for role \"writer\" since update permissions are not defined"#),
      ("insert", ["objects": [["id": 4]], "returning": ["id"]], "writer", #"\"returning\" can only be used if"#),
      ("insert", ["objects": [["id": 4]]], "nobody", #"insert on \"note\" for role \"nobody\" is not allowed. "#),
      ("update", ["$set": ["text": "bad"], "where": [:]], "user", "check constraint of an insert/update permission has failed"),
      ("update", ["$set": ["owner": 1], "where": [:]], "user", #"does not have permission to update column \"owner\""#),
      ("update", ["$default": ["owner"], "where": [:]], "user", #"does not have permission to update column \"owner\""#),
      ("update", ["$inc": ["level": 1], "where": [:]], "user", #"column \"level\" is not updatable for role \"user\"; its value is"#),
      ("update", ["$set": ["text": "x"], "where": [:]], "writer", #"update on \"note\" for role \"writer\" is not allowed. "#),
      ("delete", ["where": [:]], "writer", #"\"delete\" is only allowed if the role has \"select\" permission"#),
      ("delete", ["where": [:]], "nobody", #"delete on \"note\" for role \"nobody\" is not allowed. "#),
    ]
    for (type, args, role, words) in refusals {
      let answer = try run(engine, type, args, as: role)
      #expect(answer.status == 400 && answer.text.contains(words), "\(type) \(JSON.object(args).text) as \(role): \(answer.text)")
    }
    #expect(try rows(engine) == before)
    let others = try run(engine, "update", ["$set": ["text": "x"], "where": ["id": 2]])
    #expect(others.json == ["affected_rows": 0], "\(others.text)")
  }

  @Test func `an inherited role has what all parents allow of computed fields and writes`() throws {
    let engine = try engine()
    defer { engine.stop() }
    try engine.sql(
      source: "db", .postgres,
      ["CREATE FUNCTION loud(n note) RETURNS text AS $$ SELECT upper(n.text) $$ LANGUAGE sql STABLE"])
    for name in ["loud", "louder"] {
      try engine.metadata(
        "pg_add_computed_field",
        ["source": "db", "table": "note", "name": .string(name), "definition": ["function": "loud"]])
    }
    for (role, filter, fields) in [("one", ["id": 1], ["loud", "louder"]), ("two", ["id": 2], ["louder"]), ("all", [:], ["loud"])]
      as [(String, JSON, JSON)]
    {
      try engine.metadata(
        "pg_create_select_permission",
        [
          "source": "db", "table": "note", "role": .string(role),
          "permission": ["columns": ["id"], "computed_fields": fields, "filter": filter],
        ])
      try engine.metadata(
        "pg_create_delete_permission",
        ["source": "db", "table": "note", "role": .string(role), "permission": ["filter": filter]])
    }
    try engine.metadata("add_inherited_role", ["role_name": "both", "role_set": ["one", "two"]])
    try engine.metadata("add_inherited_role", ["role_name": "wide", "role_set": ["two", "all"]])
    let both = ["X-Hasura-Role": "both"]
    for (query, ids) in [
      ("where: {loud: {_eq: \"THEIRS\"}}", []), ("where: {loud: {_eq: \"MINE\"}}", [1]), ("order_by: {loud: desc_nulls_last}", [1, 2]),
    ] {
      let notes = try engine.data("{ note(\(query)) { id } }", headers: both)["note"]
      #expect(notes?.arrayValue?.compactMap { $0["id"]?.int } == ids, "\(query)")
    }
    #expect(
      try engine.data("{ note(order_by: {id: asc}) { loud } }", headers: both).text == #"{"note":[{"loud":"MINE"},{"loud":null}]}"#)
    #expect(
      try engine.data("{ note(order_by: {id: asc}) { louder } }", headers: both).text
        == #"{"note":[{"louder":"MINE"},{"louder":"THEIRS"}]}"#)
    // A parent that sees every row shows its field in every row.
    #expect(try engine.data("{ note(where: {id: {_eq: 2}}) { loud } }", headers: ["X-Hasura-Role": "wide"])["note"] == [["loud": "THEIRS"]])
    let inconsistent = try engine.metadata("get_inconsistent_metadata", [:])
    #expect(inconsistent["is_consistent"] == false)
    #expect(
      inconsistent["inconsistent_objects"]?[0] == [
        "reason":
          "Could not inherit permission for the role 'both' for the entity: 'delete permission, table: note, source: 'db''",
        "name": "both", "type": "inherited role permission inconsistency",
        "entity": ["permission_type": "delete", "source": "db", "table": "note"],
      ])
  }
}
