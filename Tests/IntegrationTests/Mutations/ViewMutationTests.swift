import JSON
import TestSupport
import Testing

/// Writes to views whose triggers carry them out. MariaDB has no such triggers; its updatable views count as tables do.
@Suite(.enabled(if: Kind.missingServers == nil)) struct ViewMutationTests {
  private static func engine(_ kind: Kind) throws -> JoineryProcess {
    let engine = try JoineryProcess()
    try engine.addSource(
      "db", kind,
      ["CREATE TABLE kept (id INT PRIMARY KEY, v INT)", "CREATE TABLE log (v INT)", "CREATE VIEW seen AS SELECT id, v FROM kept"]
        + triggers(kind), tables: ["kept", "seen"])
    return engine
  }

  /// Each also writes elsewhere, which does not count.
  private static func triggers(_ kind: Kind) -> [String] {
    let bodies = [
      ("INSERT", "INSERT INTO kept VALUES (NEW.id, NEW.v); INSERT INTO log VALUES (1); INSERT INTO log VALUES (2);", "NEW"),
      ("UPDATE", "UPDATE kept SET v = NEW.v WHERE id = OLD.id; INSERT INTO log VALUES (3);", "NEW"),
      ("DELETE", "DELETE FROM kept WHERE id = OLD.id; INSERT INTO log VALUES (4);", "OLD"),
    ]
    return bodies.flatMap { event, body, row in
      switch kind {
      case .mysql: [String]()
      case .sqlite: ["CREATE TRIGGER on_\(event) INSTEAD OF \(event) ON seen BEGIN \(body) END"]
      case .postgres:
        [
          "CREATE FUNCTION on_\(event)() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \(body) RETURN \(row); END $$",
          "CREATE TRIGGER on_\(event) INSTEAD OF \(event) ON seen FOR EACH ROW EXECUTE FUNCTION on_\(event)()",
        ]
      }
    }
  }

  @Test(arguments: Kind.allCases) func `rows written through a view are counted`(_ kind: Kind) throws {
    let engine = try Self.engine(kind)
    defer { engine.stop() }
    let answer = try engine.data(
      """
      mutation {
        three: insert_seen(objects: [{id: 1, v: 1}, {id: 2, v: 2}, {id: 3, v: 3}]) { affected_rows }
        one: insert_seen(objects: {id: 4, v: 4}) { affected_rows returning { id v } }
        two: update_seen(where: {id: {_lt: 3}}, _inc: {v: 10}) { affected_rows }
        none: update_seen(where: {id: {_gt: 9}}, _inc: {v: 10}) { affected_rows }
        gone: delete_seen(where: {id: {_in: [1, 3]}}) { affected_rows }
      }
      """)
    #expect(
      answer.text
        == #"{"three":{"affected_rows":3},"one":{"affected_rows":1,"returning":[{"id":4,"v":4}]},"two":{"affected_rows":2},"#
        + #""none":{"affected_rows":0},"gone":{"affected_rows":2}}"#)
    #expect(try engine.data("{ kept(order_by: {id: asc}) { id v } }").text == #"{"kept":[{"id":2,"v":12},{"id":4,"v":4}]}"#)
  }
}
