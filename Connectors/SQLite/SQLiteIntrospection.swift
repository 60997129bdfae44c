import CSQLite
import ConnectorProtocol
import JSON
import SQLConnector

/// Describes the tables and views of a file by SQLite's table-valued pragmas.
struct SQLiteIntrospection {
  let database: SQLiteDatabase

  /// Tables in the order of their names. `wanted` are names without `main`; nil means all.
  func describe(only wanted: Set<String>?, namesOnly: Bool) throws(ConnectorError) -> [TableDescription] {
    var tables = try names().filter { wanted?.contains($0.name.name) ?? true }
    if namesOnly || tables.isEmpty { return tables }
    // Of a file of thousands of tables, a few are asked for when one more is tracked.
    let names = wanted.map { _ in tables.map(\.name.name) }
    var columns = try columns(of: names)
    let unique = try uniqueKeys(of: names)
    var foreign = try foreignKeys(of: names)
    if names != nil {
      let others = Set(foreign.values.joined().filter { $0.referencedColumns.isEmpty }.map(\.table.name)).subtracting(columns.keys)
      if !others.isEmpty { columns.merge(try self.columns(of: others.sorted())) { known, _ in known } }
    }
    for index in tables.indices {
      let name = tables[index].name.name
      let found = columns[name] ?? (columns: [], key: [])
      tables[index].columns = found.columns
      if !found.key.isEmpty {
        tables[index].primaryKey = UniqueKey(name: Self.constraintName(name, found.key, isPrimary: true), columns: found.key)
      }
      tables[index].uniqueKeys = unique[name] ?? []
      tables[index].foreignKeys = foreign.removeValue(forKey: name) ?? []
    }
    return tables.map { resolve($0, columns) }
  }

  /// SQLite's constraints have no names that it tells; these are PostgreSQL's default ones.
  static func constraintName(_ table: String, _ columns: [String], isPrimary: Bool) -> String {
    isPrimary ? "\(table)_pkey" : ([table] + columns + ["key"]).joined(separator: "_")
  }

  private func rows(_ sql: String) throws(ConnectorError) -> [[String?]] { try rows(sql, SQLArguments(), []) }

  /// Rows about tables `t`: all, or those of these names, which are compared without case. `condition` in the text says which.
  private func rows(_ names: [String]?, _ sql: (_ condition: String) -> String) throws(ConnectorError) -> [[String?]] {
    guard let names else { return try rows(sql("")) }
    let arguments = SQLArguments()
    arguments.append(JSON.array(names.map { .string($0.lowercased()) }).text)
    let parameter = SQLParameter(.value(0), type: ColumnType(native: "", canonical: .text))
    return try rows(sql("AND lower(t.name) IN (SELECT value FROM json_each(?)) "), arguments, [parameter])
  }

  private func rows(
    _ sql: String, _ arguments: SQLArguments, _ parameters: [SQLParameter]
  ) throws(ConnectorError) -> [[String?]] {
    let batch = try database.rows(of: SQLStatement(text: sql, parameters: parameters), arguments)
    return (0..<batch.rowCount).map { row in
      (0..<batch.columnCount).map { column in
        let cell = batch.cell(row, column)
        return cell.isNull ? nil : String(decoding: cell.buffer, as: UTF8.self)
      }
    }
  }

  private static let userTables = "schema = 'main' AND type IN ('table', 'view', 'virtual') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"

  private func names() throws(ConnectorError) -> [TableDescription] {
    let triggers = Set(
      try rows("SELECT tbl_name FROM main.sqlite_schema WHERE type = 'trigger' AND sql LIKE '%INSTEAD OF%'").compactMap { $0[0] })
    return try rows("SELECT name, type FROM pragma_table_list WHERE \(Self.userTables) ORDER BY name").map { row in
      let name = row[0] ?? ""
      let isView = row[1] == "view"
      let canWrite = !isView || triggers.contains(name)
      return TableDescription(
        name: TableReference([name]), kind: isView ? .view : .table, columns: [], isInsertable: canWrite, isUpdatable: canWrite,
        isDeletable: canWrite)
    }
  }

  private func columns(
    of names: [String]?
  ) throws(ConnectorError) -> [String: (columns: [ColumnDescription], key: [String])] {
    var tables: [String: (columns: [ColumnDescription], key: [(Int, String)])] = [:]
    let rows = try rows(names) { condition in
      """
      SELECT t.name, c.name, c.type, c."notnull", c.dflt_value IS NOT NULL, c.pk, c.hidden, t.type, t.wr
      FROM pragma_table_list AS t JOIN pragma_table_xinfo(t.name, 'main') AS c
      WHERE t.schema = 'main' AND t.type IN ('table', 'view', 'virtual') AND c.hidden <> 1 \(condition)ORDER BY t.name, c.cid
      """
    }
    for row in rows {
      let (table, name) = (row[0] ?? "", row[1] ?? "")
      let type = SQLiteColumnType(declared: row[2] ?? "", collation: row[7] == "view" ? nil : collation(of: name, in: table))
      let place = Int(row[5] ?? "") ?? 0
      // A column INTEGER PRIMARY KEY is the rowid: filled in when it is left out, and never null.
      let isRowID = place == 1 && row[2]?.uppercased() == "INTEGER" && row[8] == "0"
      tables[table, default: ([], [])].columns.append(
        ColumnDescription(
          name: name, type: type.type, scalar: type.scalar, isNullable: row[3] == "0" && place == 0, hasDefault: row[4] == "1" || isRowID,
          isGenerated: row[6] == "2" || row[6] == "3"))
      if place > 0 { tables[table]?.key.append((place, name)) }
    }
    return tables.mapValues { table in (table.columns, table.key.sorted { $0.0 < $1.0 }.map(\.1)) }
  }

  private func collation(of column: String, in table: String) -> String? {
    var name: UnsafePointer<CChar>?
    let status = sqlite3_table_column_metadata(database.connection.handle, "main", table, column, nil, &name, nil, nil, nil)
    return status == SQLITE_OK ? name.map { String(cString: $0) } : nil
  }

  private func uniqueKeys(of names: [String]?) throws(ConnectorError) -> [String: [UniqueKey]] {
    var tables: [String: [UniqueKey]] = [:]
    let rows = try rows(names) { condition in
      """
      SELECT t.name, i.name, c.name, i.origin
      FROM pragma_table_list AS t JOIN pragma_index_list(t.name, 'main') AS i JOIN pragma_index_info(i.name, 'main') AS c
      WHERE t.schema = 'main' AND t.type = 'table' AND i."unique" = 1 AND i.partial = 0 AND i.origin <> 'pk' \(condition)
      ORDER BY t.name, i.seq, c.seqno
      """
    }
    // A column without a name is an expression: such an index makes no columns unique.
    let ofExpressions = Set(rows.filter { $0[2] == nil }.compactMap { $0[1] })
    for row in rows {
      guard let table = row[0], let index = row[1], let column = row[2], !ofExpressions.contains(index) else { continue }
      if let last = tables[table]?.indices.last, tables[table]?[last].name == index {
        tables[table]?[last].columns.append(column)
      } else {
        tables[table, default: []].append(UniqueKey(name: index, columns: [column]))
      }
    }
    for (table, keys) in tables {
      tables[table] = keys.map { key in
        guard key.name.hasPrefix("sqlite_autoindex_") else { return key }
        return UniqueKey(name: Self.constraintName(table, key.columns, isPrimary: false), columns: key.columns)
      }
    }
    return tables
  }

  /// Keys as declared; a reference that names no columns has none yet.
  private func foreignKeys(of names: [String]?) throws(ConnectorError) -> [String: [ForeignKey]] {
    var tables: [String: [ForeignKey]] = [:]
    var number: (table: String, id: String)?
    let rows = try rows(names) { condition in
      """
      SELECT t.name, f.id, f."table", f."from", f."to"
      FROM pragma_table_list AS t JOIN pragma_foreign_key_list(t.name, 'main') AS f
      WHERE t.schema = 'main' AND t.type = 'table' \(condition)ORDER BY t.name, f.id, f.seq
      """
    }
    for row in rows {
      guard let table = row[0], let id = row[1], let other = row[2], let column = row[3] else { continue }
      if number?.table != table || number?.id != id {
        tables[table, default: []].append(ForeignKey(name: "", columns: [], table: TableReference([other]), referencedColumns: []))
        number = (table, id)
      }
      guard let last = tables[table]?.indices.last else { continue }
      tables[table]?[last].columns.append(column)
      if let referenced = row[4] { tables[table]?[last].referencedColumns.append(referenced) }
    }
    return tables
  }

  /// Names the foreign keys, and takes the primary key of the other table where no columns are named.
  private func resolve(
    _ table: TableDescription, _ columns: [String: (columns: [ColumnDescription], key: [String])]
  ) -> TableDescription {
    var table = table
    for index in table.foreignKeys.indices {
      let key = table.foreignKeys[index]
      table.foreignKeys[index].name = ([table.name.name] + key.columns + ["fkey"]).joined(separator: "_")
      if key.referencedColumns.isEmpty {
        // Names of tables are compared without case.
        let other = columns.first { $0.key.lowercased() == key.table.name.lowercased() }
        table.foreignKeys[index].referencedColumns = other?.value.key ?? []
        if let name = other?.key { table.foreignKeys[index].table = TableReference([name]) }
      }
    }
    return table
  }
}
