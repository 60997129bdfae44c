import ConnectorProtocol
import SQLConnector

/// Which tables take back what a transaction wrote when it is rolled back.
///
/// Checks of permissions are tested on the rows that a statement has written: on a table of MyISAM, Aria, MEMORY and the like, a refused row
/// would stay.
final class MySQLTransactionality {
  private let database: MySQLDatabase
  /// The engines that have transactions, in lower case.
  private let engines: Set<String>
  private var known: [TableReference: Bool] = [:]

  init(_ database: MySQLDatabase) throws(ConnectorError) {
    self.database = database
    let found = try Self.rows("SELECT ENGINE FROM information_schema.ENGINES WHERE TRANSACTIONS = 'YES'", nil, database)
    engines = Set(found.compactMap { $0[0]?.lowercased() })
  }

  /// Whether an engine has transactions; false for none, which a table has whose engine is missing.
  func covers(engine: String?) -> Bool { engine.map { engines.contains($0.lowercased()) } ?? false }

  /// Whether all tables that a view reads have transactions. `definition` is the server's own text of it, which names tables in full.
  ///
  /// False without a text or for a table that this user may not see: nobody knows then.
  func covers(view definition: String?) throws(ConnectorError) -> Bool {
    let tables = definition.map { MySQLViewDefinition.tables(of: $0) } ?? []
    for table in tables where try !covers(table) { return false }
    return !tables.isEmpty
  }

  private func covers(_ table: TableReference) throws(ConnectorError) -> Bool {
    if let known = known[table] { return known }
    let found = try rows("SELECT TABLE_TYPE, ENGINE FROM information_schema.TABLES WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?", table)
    let isCovered: Bool
    if found.first?[0] == "VIEW" {
      let view = try rows("SELECT VIEW_DEFINITION FROM information_schema.VIEWS WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?", table)
      isCovered = try covers(view: view.first?[0])
    } else {
      isCovered = covers(engine: found.first?[1])
    }
    known[table] = isCovered
    return isCovered
  }

  private func rows(_ sql: String, _ table: TableReference) throws(ConnectorError) -> [[String?]] { try Self.rows(sql, table, database) }

  private static func rows(_ sql: String, _ table: TableReference?, _ database: MySQLDatabase) throws(ConnectorError) -> [[String?]] {
    let arguments = SQLArguments()
    for part in table?.path ?? [] { arguments.append(part) }
    let text = ColumnType(native: "varchar", canonical: .text)
    let parameters = (0..<arguments.count).map { SQLParameter(.value($0), type: text) }
    return try database.rows(of: SQLStatement(text: sql, parameters: parameters), arguments).texts
  }
}

extension RowBatch {
  /// All cells as texts.
  var texts: [[String?]] {
    (0..<rowCount).map { row in
      (0..<columnCount).map { column in
        let cell = cell(row, column)
        return cell.isNull ? nil : String(decoding: cell.buffer, as: UTF8.self)
      }
    }
  }
}
