import ConnectorProtocol
import Foundation
import MySQLConnector
import PostgresConnector
import SQLConnector
import SQLiteConnector
import Testing

/// The SQL of every case of ``GoldenCases`` in every dialect: `Golden/<case>/postgres.sql`, `mysql.sql`, `sqlite.sql`.
///
/// `GOLDEN=record` in the environment rewrites the expectations; a missing one fails.
struct GoldenTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Golden")

  static let dialects: [(name: String, dialect: any SQLDialect)] = [
    ("postgres", PostgresConnector.dialect), ("mysql", MySQLConnector.dialect), ("sqlite", SQLiteConnector.dialect),
  ]

  @Test(arguments: GoldenCases.all.keys.sorted()) func statementsAreAsExpected(_ name: String) throws {
    let query = try #require(GoldenCases.all[name])
    let place = Self.folder.appendingPathComponent(name)
    let isRecording = ProcessInfo.processInfo.environment["GOLDEN"] == "record"
    for (kind, dialect) in Self.dialects {
      let file = place.appendingPathComponent("\(kind).sql")
      let sql = Self.text(of: query, dialect)
      if isRecording {
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        try sql.write(to: file, atomically: true, encoding: .utf8)
      }
      let expected = try? String(contentsOf: file, encoding: .utf8)
      #expect(expected == sql, "\(name) in \(kind)")
    }
  }

  /// A query that a dialect refuses has its reason as the expectation.
  private static func text(of query: Query, _ dialect: any SQLDialect) -> String {
    do throws(ConnectorError) {
      return try SQLQuery.statements(of: query, dialect: dialect).map { $0 + ";\n" }.joined(separator: "\n")
    } catch {
      return "-- \(error.family): \(error.message)\n"
    }
  }

  @Test func everyFolderIsACase() throws {
    let folders = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path).filter { !$0.hasPrefix(".") }
    #expect(folders.sorted() == (GoldenCases.all.keys + ["mutations"]).sorted())
  }
}
