import ConnectorProtocol
import JSON
import SQLiteConnector
import TestSupport
import Testing

/// SQLite stores what it is given: one value in several spellings is found, compared and shown as one value.
@Suite struct SQLiteSpellingTests {
  private func source() throws -> SQLiteFixture {
    let fixture = try SQLiteFixture()
    try fixture.source.sql(
      """
      CREATE TABLE t (id INTEGER PRIMARY KEY, at TIMESTAMP, key UUID, day TIME);
      INSERT INTO t VALUES (1, '2024-01-31 10:00:00', '5B0E6A3C-9D0F-4C57-8A51-0B6F3F1E7A01', '10:00'),
        (2, '2024-01-31T10:00:00.000', '5b0e6a3c-9d0f-4c57-8a51-0b6f3f1e7a01', '10:00:00.500'), (3, '2024-01-31 10:00', NULL, NULL),
        (4, '2024-01-31T10:00:00.5', NULL, NULL), (5, '2024-01-31', NULL, NULL), (6, '2024-02-01 00:00:00', NULL, NULL);
      """)
    return fixture
  }

  @Test func theyAreShownAlike() throws {
    let fixture = try source()
    let rows = try JSON(parsing: fixture.source.rows("t", ["at", "day"], orderedBy: "id")).arrayValue ?? []
    #expect(
      rows.map { $0["at"]?.stringValue } == [
        "2024-01-31T10:00:00", "2024-01-31T10:00:00", "2024-01-31T10:00:00", "2024-01-31T10:00:00.5", "2024-01-31T00:00:00",
        "2024-02-01T00:00:00",
      ])
    #expect(rows.prefix(2).map { $0["day"]?.stringValue } == ["10:00:00", "10:00:00.5"])
  }

  @Test(arguments: [
    ("_eq", "2024-01-31T10:00:00", [1, 2, 3]), ("_eq", "2024-01-31 10:00:00.50", [4]), ("_neq", "2024-01-31T10:00", [4, 5, 6]),
    ("_gt", "2024-01-31 10:00:00", [4, 6]), ("_gte", "2024-01-31T10:00:00.000", [1, 2, 3, 4, 6]), ("_lt", "2024-01-31T10:00:00", [5]),
    ("_lte", "2024-01-31 10:00:00", [1, 2, 3, 5]), ("_eq", "2024-01-31", [5]),
  ])
  func timestampsAreCompared(name: String, value: String, ids: [Int]) throws {
    let fixture = try source()
    let source = fixture.source
    let query = Query(
      selection: Selection(
        from: .table(try source.table("t").name), filter: try source.comparison("t", "at", name, 0), order: try source.order("t", ["id"]),
        shape: .rows(try source.fields("t", ["id"]))))
    let rows = try JSON(parsing: source.run(query, [.text(value)]))
    #expect(rows.arrayValue?.compactMap { $0["id"]?.int } == ids)
  }

  @Test func lookupsFindEverySpelling() throws {
    let fixture = try source()
    let found = try fixture.source.lookup(
      "t", by: "at", sent: .timestamp, show: "id", ["2024-01-31T10:00:00", "2024-01-31T10:00:00.500", "2024-01-30T10:00:00"])
    #expect(found == [["1", "2", "3"], ["4"], []])
    let keys = try fixture.source.lookup("t", by: "key", sent: .uuid, show: "id", ["5b0e6a3c-9d0f-4c57-8a51-0b6f3f1e7a01"])
    #expect(keys == [["1", "2"]])
  }

  @Test func rawSQLWithNULIsRefused() throws {
    let fixture = try source()
    #expect(throws: ConnectorError.self) { try fixture.source.sql("SELECT 1;\0 DROP TABLE t") }
  }
}
