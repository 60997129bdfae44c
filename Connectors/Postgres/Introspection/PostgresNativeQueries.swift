import ConnectorProtocol
import SQLConnector

/// Looks at native queries: the server prepares each, and says which types its columns have.
struct PostgresNativeQueries {
  private let connection: PostgresConnection
  private let check = NativeQueryCheck(PostgresDialect())

  init(_ connection: PostgresConnection) { self.connection = connection }

  /// One description for each declaration, and the scalars that capabilities do not name.
  func describe(_ declarations: [NativeQueryDeclaration]) throws(ConnectorError) -> ([NativeQueryDescription], [ScalarType]) {
    guard !declarations.isEmpty else { return ([], []) }
    let names = Set(declarations.flatMap { $0.arguments + $0.columns.map(\.native) }).sorted()
    let types = try DeclaredTypes(names, connection)
    var descriptions: [NativeQueryDescription] = []
    for declaration in declarations {
      do throws(ConnectorError) {
        descriptions.append(try describe(declaration, types))
      } catch {
        guard error.family != .unavailable else { throw error }
        descriptions.append(NativeQueryDescription(name: declaration.name, problem: error))
      }
    }
    return (descriptions, types.own)
  }

  private func describe(
    _ declaration: NativeQueryDeclaration, _ types: DeclaredTypes
  ) throws(ConnectorError) -> NativeQueryDescription {
    var arguments: [ColumnDescription] = []
    for native in declaration.arguments { arguments.append(try types.column("", native)) }
    var columns: [ColumnDescription] = []
    for column in declaration.columns { columns.append(try types.column(column.name, column.native)) }
    let statement = try check.statement(of: declaration, arguments: arguments.map(\.type))
    for (column, actual) in zip(declaration.columns, try connection.resultTypes(of: statement.text)) {
      guard let expected = types.oids[column.native], expected != actual else { continue }
      let names = try typeNames([expected, actual])
      throw ConnectorError(
        .user, code: "type-mismatch",
        message: "Return column '\(column.name)' has a type mismatch. The expected type is '\(names[expected] ?? column.native)', "
          + "but the actual type is '\(names[actual] ?? actual)'.")
    }
    return NativeQueryDescription(name: declaration.name, arguments: arguments, columns: columns)
  }

  /// Types as Hasura names them: some by the words of the standard.
  private func typeNames(_ oids: [String]) throws(ConnectorError) -> [String: String] {
    let arguments = SQLArguments()
    arguments.append("{\(oids.joined(separator: ","))}")
    let sql = "SELECT oid, typname FROM pg_type WHERE oid = ANY($1::oid[])"
    let rows = try connection.rows(of: SQLStatement(text: sql, isOneOff: true), arguments)
    let words = ["int2": "smallint", "int4": "integer", "int8": "bigint", "float4": "real", "bool": "boolean"]
    return Dictionary(
      (0..<rows.rowCount).map { rows.texts($0).map { $0 ?? "" } }.map { ($0[0], words[$0[1]] ?? $0[1]) },
      uniquingKeysWith: { first, _ in first })
  }
}

/// The types that native queries are declared with.
private struct DeclaredTypes {
  /// By the name that was given.
  private(set) var oids: [String: String] = [:]
  private var resolved: [String: PostgresTypes.Resolved] = [:]

  init(_ names: [String], _ connection: PostgresConnection) throws(ConnectorError) {
    let introspection = PostgresIntrospection(connection)
    var natives: [String: String] = [:]
    for row in try Self.rows(names, introspection) {
      guard let name = row[0], let oid = row[1] else { continue }
      oids[name] = oid
      natives[name] = row[2]
    }
    let types = PostgresTypes(
      try introspection.rows(PostgresIntrospection.listedTypesSQL, ["{\(Set(oids.values).sorted().joined(separator: ","))}"]))
    for (name, oid) in oids { resolved[name] = types.resolve(oid, native: natives[name] ?? name) }
  }

  /// name, number, name in a cast. Names that mean no type have no number; what is no name at all is an error, and left out.
  private static func rows(_ names: [String], _ introspection: PostgresIntrospection) throws(ConnectorError) -> [[String?]] {
    do throws(ConnectorError) {
      return try introspection.rows(
        "SELECT name, to_regtype(name)::oid, format_type(to_regtype(name), NULL) FROM unnest($1::text[]) name",
        [try introspection.array(names)])
    } catch {
      guard error.family != .unavailable, !names.isEmpty else { throw error }
      guard names.count > 1 else { return [] }
      var rows: [[String?]] = []
      for name in names { rows += try self.rows([name], introspection) }
      return rows
    }
  }

  var own: [ScalarType] {
    let scalars = resolved.values.compactMap(\.own)
    return Dictionary(scalars.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first }).values.sorted { $0.name < $1.name }
  }

  func column(_ name: String, _ native: String) throws(ConnectorError) -> ColumnDescription {
    guard let type = resolved[native] else {
      throw ConnectorError(.user, code: "undefined-type", message: "type \"\(native)\" does not exist", native: "42704")
    }
    return ColumnDescription(name: name, type: type.type, scalar: type.scalar, isNullable: true)
  }
}
