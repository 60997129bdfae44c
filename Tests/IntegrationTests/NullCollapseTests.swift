import JSON
import TestSupport
import Testing

/// `--v1-boolean-null-collapse`: what comparisons with null mean.
@Suite(.enabled(if: Kind.missingServers == nil, "needs PostgreSQL and MariaDB")) struct NullCollapseTests {
  private func engine(_ options: [String]) throws -> JoineryProcess {
    let engine = try JoineryProcess(options)
    let database = ["CREATE TABLE item (id int PRIMARY KEY, name text)", "INSERT INTO item VALUES (1, 'a'), (2, NULL), (3, 'c')"]
    try engine.addSource("db", .postgres, database, tables: ["item"])
    return engine
  }

  @Test(arguments: ["_eq: null", "_in: null", "_is_null: null", "_like: null", "_gt: null, _neq: null"])
  func `an operator that is given null is true`(_ comparison: String) throws {
    let query = "{ item(where: {name: {\(comparison)}}) { id } }"
    let engine = try engine(["--v1-boolean-null-collapse"])
    defer { engine.stop() }
    #expect(try engine.data(query)["item"]?.arrayValue?.count == 3)
    let strict = try self.engine([])
    defer { strict.stop() }
    #expect(try strict.answer(query)["errors"]?[0]?["extensions"]?["code"] == "validation-failed")
  }

  @Test func `a plan for null is not that for a value`() throws {
    let engine = try engine(["--v1-boolean-null-collapse"])
    defer { engine.stop() }
    let query = "query ($id: Int) { item(where: {id: {_eq: $id}}) { id } }"
    for (variables, count) in [(["id": 1], 1), (["id": .null], 3), ([:], 3), (["id": 3], 1)] as [(JSON, Int)] {
      #expect(try engine.data(query, variables: variables)["item"]?.arrayValue?.count == count)
    }
    let whole = "query ($w: item_bool_exp) { item(where: $w) { id } }"
    for (value, count) in [("a", 1), (.null, 3), ("c", 1)] as [(JSON, Int)] {
      let variables: JSON = ["w": ["name": ["_eq": value]]]
      #expect(try engine.data(whole, variables: variables)["item"]?.arrayValue?.count == count)
    }
    // Only operators are passed over.
    for wrong in ["{name: null}", "{_not: null}", "{_and: null}"] {
      #expect(try engine.answer("{ item(where: \(wrong)) { id } }")["errors"]?[0]?["extensions"]?["code"] == "validation-failed")
    }
  }
}
