import ConnectorProtocol
import Foundation
import SQLConnector
import Testing

/// The SQL of writes in every dialect, as ``GoldenTests`` has that of queries: `Golden/mutations/<case>.<kind>.sql`.
///
/// Writes whose statements depend on what earlier ones find (upserts and `returning` of updates on MariaDB) are tested on databases.
struct MutationGoldenTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Golden/mutations")

  private static let int = ColumnType(native: "integer", canonical: .int32)
  private static let text = ColumnType(native: "text", canonical: .text)
  private static let id = Column(name: "id", type: int)
  private static let name = Column(name: "name", type: text)
  private static let born = Column(name: "born", type: int)
  private static let authorID = Column(name: "author_id", type: int)
  private static let author = TableReference(["author"])

  private static func born(_ name: String, _ slot: Slot) -> Filter { .comparison(Operand(born), operator: name, .value(slot, int)) }

  private static let returning = [
    Field("id", .column(id, path: nil)),
    Field(
      "articles",
      .related(
        [ColumnPair(parent: id, child: authorID)],
        Selection(from: .table(TableReference(["article"])), shape: .rows([Field("id", .column(id, path: nil))])))),
  ]

  static let cases: [String: [Mutation.Operation]] = [
    // Rows that give different columns are statements of their own.
    "insert": [
      .insert(
        Mutation.Insert(
          table: author, columns: [name, born], rows: [[0, 1], [2, 3], [4, nil]], returning: returning, check: born("_lt", 5)))
    ],
    "insert-defaults": [.insert(Mutation.Insert(table: author, columns: [], rows: [[]]))],
    "upsert": [
      .insert(
        Mutation.Insert(
          table: author, columns: [name, born], rows: [[0, 1]],
          conflict: Mutation.Conflict(
            constraint: "author_name_key", columns: ["name"], update: [born], filter: born("_gt", 2),
            presets: [Mutation.Assignment(column: name, operator: "_set", slot: 3)])))
    ],
    "upsert-defaults": [
      .insert(
        Mutation.Insert(
          table: author, columns: [], rows: [[]],
          conflict: Mutation.Conflict(constraint: "author_name_key", columns: ["name"], update: [born])))
    ],
    "update": [
      .update(
        Mutation.Update(
          table: author,
          set: [
            Mutation.Assignment(column: name, operator: "_set", slot: 0), Mutation.Assignment(column: born, operator: "_inc", slot: 1),
          ], filter: born("_eq", 2)))
    ],
    "delete": [.delete(table: author, filter: born("_eq", 0), returning: returning)],
  ]

  @Test(arguments: cases.keys.sorted()) func statementsAreAsExpected(_ name: String) throws {
    let operations = try #require(Self.cases[name])
    for (kind, dialect) in GoldenTests.dialects {
      let file = Self.folder.appendingPathComponent("\(name).\(kind).sql")
      let sql = Self.text(of: Mutation(operations: operations), dialect)
      if ProcessInfo.processInfo.environment["GOLDEN"] == "record" {
        try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
        try sql.write(to: file, atomically: true, encoding: .utf8)
      }
      #expect((try? String(contentsOf: file, encoding: .utf8)) == sql, "\(name) in \(kind)")
    }
  }

  /// A write that a dialect refuses has its reason as the expectation.
  private static func text(of mutation: Mutation, _ dialect: any SQLDialect) -> String {
    do throws(ConnectorError) {
      return try SQLMutation.statements(of: mutation, dialect: dialect).map { $0 + ";\n" }.joined(separator: "\n")
    } catch {
      return "-- \(error.family): \(error.message)\n"
    }
  }
}
