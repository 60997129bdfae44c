import JSON
import TestSupport
import Testing

/// Functions that may write, as root fields of mutations.
@Suite(.enabled(if: Kind.missingServers == nil, "needs PostgreSQL and MariaDB")) struct FunctionMutationTests {
  private static let database = [
    "CREATE TABLE item (id int PRIMARY KEY, n int NOT NULL CHECK (n < 100))",
    "CREATE TABLE tag (id int PRIMARY KEY, item_id int REFERENCES item)",
    "INSERT INTO item VALUES (1, 1), (2, 2), (3, 3)", "INSERT INTO tag VALUES (7, 1)",
    """
    CREATE FUNCTION raise_items(by int, lowest int DEFAULT 0) RETURNS SETOF item
    AS $$ UPDATE item SET n = n + by WHERE n >= lowest RETURNING * $$ LANGUAGE sql VOLATILE
    """,
    "CREATE FUNCTION drop_item(which int) RETURNS item AS $$ DELETE FROM item WHERE id = which RETURNING * $$ LANGUAGE sql VOLATILE",
    "CREATE FUNCTION all_items() RETURNS SETOF item AS $$ SELECT * FROM item $$ LANGUAGE sql STABLE",
  ]

  private func engine() throws -> JoineryProcess {
    let engine = try JoineryProcess()
    try engine.addSource("db", .postgres, Self.database, tables: ["item", "tag"])
    try engine.metadata(
      "pg_create_array_relationship",
      ["source": "db", "table": "item", "name": "tags", "using": ["foreign_key_constraint_on": ["table": "tag", "column": "item_id"]]])
    try engine.metadata("pg_track_function", ["source": "db", "function": "raise_items", "configuration": ["exposed_as": "mutation"]])
    // A volatile function is one without being told.
    try engine.metadata("pg_track_function", ["source": "db", "function": "drop_item"])
    return engine
  }

  @Test func `they run once, in order, in the request's transaction`() throws {
    let engine = try engine()
    defer { engine.stop() }
    let answer = try engine.data(
      """
      mutation ($by: Int) {
        insert_item_one(object: {id: 4, n: 4}) { id }
        raise_items(args: {by: $by, lowest: 2}, where: {id: {_neq: 3}}, order_by: {id: desc}) { id n tags { id } }
        drop_item(args: {which: 2}) { n }
        none: drop_item(args: {which: 99}) { n }
        update_item(where: {n: {_gte: 13}}, _inc: {n: 1}) { affected_rows }
      }
      """, variables: ["by": 10])
    #expect(
      answer.text
        == #"{"insert_item_one":{"id":4},"raise_items":[{"id":4,"n":14,"tags":[]},{"id":2,"n":12,"tags":[]}],"drop_item":{"n":12},"#
        + #""none":null,"update_item":{"affected_rows":2}}"#)
    let content = "{ item(order_by: {id: asc}) { id n } }"
    let before = try engine.data(content).text
    #expect(before == #"{"item":[{"id":1,"n":1},{"id":3,"n":14},{"id":4,"n":15}]}"#)
    let failing =
      "mutation { delete_tag(where: {}) { affected_rows } raise_items(args: {by: 5}) { id } again: raise_items(args: {by: 90}) { id } }"
    #expect(try engine.refusal(failing) == "permission-error")
    #expect(try engine.data(content).text == before)
    #expect(try engine.data("{ tag { id } }").text == #"{"tag":[{"id":7}]}"#)
    #expect(try engine.refusal("{ raise_items(args: {by: 1}) { id } }") == "validation-failed")
    #expect(try engine.refusal("mutation { raise_items_aggregate(args: {by: 1}) { nodes { id } } }") == "validation-failed")
    let stable = try engine.post(
      "/v1/metadata",
      ["type": "pg_track_function", "args": ["source": "db", "function": "all_items", "configuration": ["exposed_as": "mutation"]]])
    #expect(stable.status == 400, "\(stable.text)")
  }

  @Test func `a role needs a permission, and sees rows as its permission on the table says`() throws {
    let engine = try engine()
    defer { engine.stop() }
    let role = ["X-Hasura-Role": "user"]
    let raise = "mutation { raise_items(args: {by: 1}, order_by: {id: asc}) { id } }"
    let select: JSON = ["columns": ["id"], "filter": ["id": ["_gt": 1]]]
    try engine.metadata("pg_create_select_permission", ["source": "db", "table": "item", "role": "user", "permission": select])
    #expect(try engine.answer(raise, headers: role)["data"] == nil)
    try engine.metadata("pg_create_function_permission", ["source": "db", "function": "raise_items", "role": "user"])
    #expect(try engine.data(raise, headers: role).text == #"{"raise_items":[{"id":2},{"id":3}]}"#)
    #expect(try engine.refusal("mutation { raise_items(args: {by: 1}) { n } }", headers: role) == "validation-failed")
    #expect(try engine.refusal("mutation { drop_item(args: {which: 1}) { id } }", headers: role) == "validation-failed")
  }
}
