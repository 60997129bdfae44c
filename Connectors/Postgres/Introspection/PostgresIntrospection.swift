import ConnectorProtocol
import JSON
import SQLConnector

/// Reads tables, columns and keys from the system catalogs: four statements, however many tables there are, and three more for functions.
struct PostgresIntrospection {
  let connection: PostgresConnection

  init(_ connection: PostgresConnection) { self.connection = connection }

  func describe(_ call: DescribeCall) throws(ConnectorError) -> SourceSchema {
    var schema = try describeTables(call)
    let (queries, scalars) = try PostgresNativeQueries(connection).describe(call.nativeQueries)
    schema.nativeQueries = queries
    schema.add(scalars)
    if call.functions?.isEmpty != true {
      let (functions, scalars) = try self.functions(call.functions)
      schema.functions = functions
      schema.add(scalars)
    }
    return schema
  }

  private func describeTables(_ call: DescribeCall) throws(ConnectorError) -> SourceSchema {
    let found = try tables(call.tables)
    var tables = found.map { Self.table($0) }
    guard !call.namesOnly, !tables.isEmpty else { return SourceSchema(tables: tables) }

    let oids = ["{" + found.map { $0[0] ?? "" }.joined(separator: ",") + "}"]
    let types = PostgresTypes(try rows(Self.typesSQL, oids))
    let columns = try rows(Self.columnsSQL, oids)
    let constraints = try rows(Self.constraintsSQL, oids)
    var indices: [String: Int] = [:]
    for (index, row) in found.enumerated() { indices[row[0] ?? ""] = index }

    var scalars: [String: ScalarType] = [:]
    for row in columns {
      guard let index = indices[row[0] ?? ""] else { continue }
      let resolved = types.resolve(row[2] ?? "", native: row[3] ?? "")
      if let own = resolved.own { scalars[own.name] = scalars[own.name]?.shared(with: own) ?? own }
      tables[index].columns.append(Self.column(row, resolved))
    }
    for row in constraints {
      guard let index = indices[row[0] ?? ""] else { continue }
      Self.add(row, to: &tables[index])
    }
    return SourceSchema(tables: tables, scalars: scalars.values.sorted { $0.name < $1.name })
  }

  private func tables(_ named: [TableReference]?) throws(ConnectorError) -> [[String?]] {
    guard let named else { return try rows(Self.tablesSQL(named: false), []) }
    let parts = named.map { $0.path.count == 1 ? ["public"] + $0.path : $0.path }.filter { $0.count == 2 }
    return try rows(Self.tablesSQL(named: true), [try array(parts.map { $0[0] }), try array(parts.map { $0[1] })])
  }

  func array(_ values: [String]) throws(ConnectorError) -> String {
    var bytes = ByteWriter()
    try PostgresDialect().write(values, of: ColumnType(native: "text", canonical: .text), into: &bytes)
    return String(decoding: bytes.takeArray(), as: UTF8.self)
  }

  func rows(_ sql: String, _ values: [String]) throws(ConnectorError) -> [[String?]] {
    let arguments = SQLArguments()
    for value in values { arguments.append(value) }
    let batch = try connection.rows(of: SQLStatement(text: sql, isOneOff: true), arguments)
    return (0..<batch.rowCount).map { batch.texts($0) }
  }

  private static func table(_ row: [String?]) -> TableDescription {
    let kind: TableDescription.Kind =
      switch row[3] {
      case "v": .view
      case "m": .materializedView
      case "f": .foreignTable
      default: .table
      }
    let events = row[5].flatMap { Int($0) } ?? 0
    // Bits of pg_relation_is_updatable: 1 << CMD_UPDATE, CMD_INSERT, CMD_DELETE (nodes.h).
    return TableDescription(
      name: TableReference([row[1] ?? "", row[2] ?? ""]), kind: kind, comment: row[4], columns: [], isInsertable: events & 8 != 0,
      isUpdatable: events & 4 != 0, isDeletable: events & 16 != 0, stableID: row[0])
  }

  private static func column(_ row: [String?], _ resolved: PostgresTypes.Resolved) -> ColumnDescription {
    var type = resolved.type
    type.collation = row[9]
    let isIdentity = row[6] != ""
    return ColumnDescription(
      name: row[1] ?? "", type: type, scalar: resolved.scalar, isNullable: row[4] == "f", hasDefault: row[5] == "t" || isIdentity,
      isGenerated: row[7] != "" || row[6] == "a", isIdentity: isIdentity, comment: row[8], stableID: row[10])
  }

  private static func add(_ row: [String?], to table: inout TableDescription) {
    let name = row[1] ?? ""
    let columns = names(row[3])
    switch row[2] {
    case "p": table.primaryKey = UniqueKey(name: name, columns: columns)
    case "u": table.uniqueKeys.append(UniqueKey(name: name, columns: columns))
    default:
      table.foreignKeys.append(
        ForeignKey(
          name: name, columns: columns, table: TableReference([row[4] ?? "", row[5] ?? ""]), referencedColumns: names(row[6])))
    }
  }

  private static func names(_ text: String?) -> [String] {
    guard let text, let json = try? JSON(parsing: text) else { return [] }
    return json.arrayValue?.compactMap(\.stringValue) ?? []
  }
}

extension ScalarType {
  /// What two types of the same name, in different schemas, have in common: they are one scalar.
  func shared(with other: ScalarType) -> ScalarType {
    var shared = self
    shared.operators = operators.filter(other.operators.contains)
    shared.aggregates = aggregates.filter(other.aggregates.contains)
    shared.isOrderable = isOrderable && other.isOrderable
    return shared
  }
}

extension SourceSchema {
  /// Adds scalars that are not known yet.
  fileprivate mutating func add(_ more: [ScalarType]) {
    let known = Set(scalars.map(\.name))
    scalars += more.filter { !known.contains($0.name) }
  }
}
