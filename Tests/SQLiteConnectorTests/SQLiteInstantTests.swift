import ConnectorProtocol
import JSON
import SQLiteConnector
import TestSupport
import Testing

/// A `timestamptz` is an instant, at whatever offset it was written.
@Suite struct SQLiteInstantTests {
  private func source() throws -> SQLiteFixture {
    let fixture = try SQLiteFixture()
    try fixture.source.sql(
      """
      CREATE TABLE t (id INTEGER PRIMARY KEY, at TIMESTAMP WITH TIME ZONE);
      CREATE INDEX t_at ON t (at);
      INSERT INTO t VALUES (1, '2024-01-31T23:30:00Z'), (2, '2024-02-01 01:30:00.000+02:00'), (3, '2024-01-31T13:00-10:30'),
        (4, '2024-01-31 23:30:00.5+00'), (5, '2024-02-01T00:30:00+02'), (6, NULL), (7, '9999-12-31T23:30:00-00:00'),
        (8, '2024-03-01T00:15:00+01:00');
      """)
    return fixture
  }

  @Test(arguments: [
    ("_eq", "2024-01-31T23:30:00Z", [1, 2, 3]), ("_eq", "2024-02-01T13:29:00+13:59", [1, 2, 3]), ("_eq", "2024-01-31 23:30", [1, 2, 3]),
    ("_neq", "2024-01-31T23:30:00Z", [4, 5, 7, 8]), ("_gt", "2024-02-01T01:30:00+02:00", [4, 7, 8]),
    ("_gte", "2024-02-01T01:30:00+02:00", [1, 2, 3, 4, 7, 8]), ("_lt", "2024-01-31T23:30:00Z", [5]),
    ("_lte", "2024-01-31T18:30:00-05:00", [1, 2, 3, 5]), ("_eq", "9999-12-31T23:30:00Z", [7]),
    ("_lt", "9999-12-31T23:59:00Z", [1, 2, 3, 4, 5, 7, 8]), ("_eq", "2024-02-29T23:15:00Z", [8]),
  ])
  func areCompared(name: String, value: String, ids: [Int]) throws {
    let fixture = try source()
    #expect(try Self.found(fixture.source, name, .text(value)) == ids)
  }

  @Test func listsTakeAnyOffset() throws {
    let fixture = try source()
    let list = Parameter.list(["2024-01-31T18:30:00-05:00", "2024-02-29T23:15:00Z"])
    #expect(try Self.found(fixture.source, "_in", list) == [1, 2, 3, 8])
    #expect(try Self.found(fixture.source, "_nin", list) == [4, 5, 7])
  }

  @Test func keysFindThem() throws {
    let fixture = try source()
    let found = try fixture.source.lookup(
      "t", by: "at", sent: .timestampWithTimeZone, show: "id",
      ["2024-01-31T23:30:00+00:00", "2024-01-31T22:30:00Z", "2020-01-01T00:00:00Z"])
    #expect(found == [["1", "2", "3"], ["5"], []])
  }

  @Test func whatIsNoTimestampIsRefused() throws {
    let fixture = try source()
    #expect(throws: ConnectorError.self) { try Self.found(fixture.source, "_eq", .text("yesterday")) }
  }

  private static func found(_ source: SourceUnderTest, _ name: String, _ value: Parameter) throws -> [Int] {
    let at = try source.column("t", "at")
    let argument: Argument = if case .list = value { .list(0, at.type) } else { .value(0, at.type) }
    let query = Query(
      selection: Selection(
        from: .table(try source.table("t").name), filter: .comparison(Operand(at), operator: name, argument),
        order: try source.order("t", ["id"]), shape: .rows(try source.fields("t", ["id"]))))
    return try (JSON(parsing: source.run(query, [value])).arrayValue ?? []).compactMap { $0["id"]?.int }
  }
}
