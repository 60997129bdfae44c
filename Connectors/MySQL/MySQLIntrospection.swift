import ConnectorProtocol
import SQLConnector

/// Describes the tables of one database from `information_schema`, with one statement per kind of thing.
///
/// `information_schema` opens every table that a query touches; asking for one database by a constant keeps it to that.
struct MySQLIntrospection {
  let database: MySQLDatabase
  private let schema: String
  /// Names without the database; nil means all.
  private let wanted: Set<String>?

  init(database: MySQLDatabase, schema: String, only wanted: Set<String>?) {
    self.database = database
    self.schema = schema
    self.wanted = wanted
  }

  /// Tables in the order of their names, named by themselves.
  func describe(namesOnly: Bool) throws(ConnectorError) -> [TableDescription] {
    var tables = try names().filter { wanted?.contains($0.name.name) ?? true }
    if namesOnly || tables.isEmpty { return tables }
    let columns = try columns()
    let (primary, unique) = try keys()
    let foreign = try foreignKeys()
    for index in tables.indices {
      let name = tables[index].name.name
      tables[index].columns = columns[name] ?? []
      tables[index].primaryKey = primary[name]
      tables[index].uniqueKeys = unique[name] ?? []
      tables[index].foreignKeys = foreign[name] ?? []
    }
    return tables
  }

  /// The only table, if it is one: the server then opens that one alone.
  private var single: String? { wanted?.count == 1 ? wanted?.first : nil }

  private var scope: String { single == nil ? "= ?" : "= ? AND TABLE_NAME = ?" }

  private func rows(_ sql: String) throws(ConnectorError) -> [[String?]] {
    let text = ColumnType(native: "varchar", canonical: .text)
    let arguments = SQLArguments()
    arguments.append(schema)
    if let single { arguments.append(single) }
    let parameters = (0..<arguments.count).map { SQLParameter(.value($0), type: text) }
    let statement = SQLStatement(text: sql, parameters: parameters)
    return try database.rows(of: statement, arguments).texts
  }

  private func names() throws(ConnectorError) -> [TableDescription] {
    let transactionality = try MySQLTransactionality(database)
    let views = try writableViews(transactionality)
    let rows = try rows(
      """
      SELECT TABLE_NAME, TABLE_TYPE, TABLE_COMMENT, ENGINE FROM information_schema.TABLES
      WHERE TABLE_SCHEMA \(scope) AND TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED', 'VIEW') ORDER BY TABLE_NAME
      """)
    return rows.map { row in
      let name = row[0] ?? ""
      let isView = row[1] == "VIEW"
      let canWrite = isView ? views.contains(name) : transactionality.covers(engine: row[3])
      let comment = isView ? nil : row[2].flatMap { $0.isEmpty ? nil : $0 }
      return TableDescription(
        name: TableReference([name]), kind: isView ? .view : .table, comment: comment, columns: [], isInsertable: canWrite,
        isUpdatable: canWrite, isDeletable: canWrite)
    }
  }

  private func writableViews(_ transactionality: MySQLTransactionality) throws(ConnectorError) -> Set<String> {
    let updatable = "SELECT TABLE_NAME, VIEW_DEFINITION FROM information_schema.VIEWS WHERE TABLE_SCHEMA \(scope) AND IS_UPDATABLE = 'YES'"
    var writable: Set<String> = []
    for view in try rows(updatable) where try transactionality.covers(view: view[1]) { writable.insert(view[0] ?? "") }
    return writable
  }

  private func columns() throws(ConnectorError) -> [String: [ColumnDescription]] {
    let documents = try jsonColumns()
    var tables: [String: [ColumnDescription]] = [:]
    let rows = try rows(
      """
      SELECT TABLE_NAME, COLUMN_NAME, COLUMN_TYPE, COLLATION_NAME, IS_NULLABLE, COLUMN_DEFAULT, EXTRA, COLUMN_COMMENT
      FROM information_schema.COLUMNS WHERE TABLE_SCHEMA \(scope) ORDER BY TABLE_NAME, ORDINAL_POSITION
      """)
    for row in rows {
      let (table, name, extra) = (row[0] ?? "", row[1] ?? "", (row[6] ?? "").lowercased())
      let type = MySQLColumnType(native: row[2] ?? "", collation: row[3], isJSON: documents.contains("\(table).\(name)"))
      // MariaDB writes the default NULL as a word.
      let hasDefault = (row[5] != nil && row[5] != "NULL") || extra.contains("auto_increment") || extra.contains("default_generated")
      tables[table, default: []].append(
        ColumnDescription(
          name: name, type: type.type, scalar: type.scalar, isNullable: row[4] == "YES", hasDefault: hasDefault,
          isGenerated: extra.contains("virtual") || extra.contains("stored") || extra.contains("persistent"),
          comment: row[7].flatMap { $0.isEmpty ? nil : $0 }))
    }
    return tables
  }

  /// MariaDB's `JSON` is `longtext` with a check that it is valid.
  private func jsonColumns() throws(ConnectorError) -> Set<String> {
    guard database.connection.isMariaDB else { return [] }
    let rows = try rows(
      """
      SELECT TABLE_NAME, CONSTRAINT_NAME, CHECK_CLAUSE FROM information_schema.CHECK_CONSTRAINTS
      WHERE CONSTRAINT_SCHEMA \(scope) AND LEVEL = 'Column'
      """)
    let documents = rows.filter { $0[2] == "json_valid(`\($0[1] ?? "")`)" }
    return Set(documents.map { "\($0[0] ?? "").\($0[1] ?? "")" })
  }

  private func keys() throws(ConnectorError) -> (primary: [String: UniqueKey], unique: [String: [UniqueKey]]) {
    var primary: [String: UniqueKey] = [:]
    var unique: [String: [UniqueKey]] = [:]
    let rows = try rows(
      """
      SELECT TABLE_NAME, INDEX_NAME, COLUMN_NAME, SUB_PART FROM information_schema.STATISTICS
      WHERE TABLE_SCHEMA \(scope) AND NON_UNIQUE = 0 ORDER BY TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX
      """)
    // An index over the beginning of a column, or over an expression, does not make the columns unique in the sense of a constraint.
    let partial = Set(rows.filter { $0[2] == nil || $0[3] != nil }.map { "\($0[0] ?? "").\($0[1] ?? "")" })
    for row in rows {
      guard let table = row[0], let index = row[1], let column = row[2], !partial.contains("\(table).\(index)") else { continue }
      if index == "PRIMARY" {
        primary[table, default: UniqueKey(name: index, columns: [])].columns.append(column)
      } else if let last = unique[table]?.indices.last, unique[table]?[last].name == index {
        unique[table]?[last].columns.append(column)
      } else {
        unique[table, default: []].append(UniqueKey(name: index, columns: [column]))
      }
    }
    return (primary, unique)
  }

  private func foreignKeys() throws(ConnectorError) -> [String: [ForeignKey]] {
    var tables: [String: [ForeignKey]] = [:]
    let rows = try rows(
      """
      SELECT TABLE_NAME, CONSTRAINT_NAME, COLUMN_NAME, REFERENCED_TABLE_SCHEMA, REFERENCED_TABLE_NAME, REFERENCED_COLUMN_NAME
      FROM information_schema.KEY_COLUMN_USAGE
      WHERE TABLE_SCHEMA \(scope) AND REFERENCED_TABLE_NAME IS NOT NULL ORDER BY TABLE_NAME, CONSTRAINT_NAME, ORDINAL_POSITION
      """)
    for row in rows {
      guard let table = row[0], let name = row[1], let column = row[2], let other = row[4], let referenced = row[5] else { continue }
      if let last = tables[table]?.indices.last, tables[table]?[last].name == name {
        tables[table]?[last].columns.append(column)
        tables[table]?[last].referencedColumns.append(referenced)
      } else {
        let path = row[3] == schema ? [other] : [row[3] ?? schema, other]
        tables[table, default: []].append(
          ForeignKey(name: name, columns: [column], table: TableReference(path), referencedColumns: [referenced]))
      }
    }
    return tables
  }
}
