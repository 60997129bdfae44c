import ConnectorProtocol
import JSON

extension PostgresIntrospection {
  /// The functions of these names, or all that users made, and the scalars of their own.
  func functions(_ named: [TableReference]?) throws(ConnectorError) -> ([FunctionDescription], [ScalarType]) {
    let found = try functionRows(named).map(FunctionRow.init)
    guard !found.isEmpty else { return ([], []) }
    let oids = ["{" + Set(found.flatMap(\.types)).sorted().joined(separator: ",") + "}"]
    let types = PostgresTypes(try rows(Self.listedTypesSQL, oids))
    var known: [String: FunctionType] = [:]
    var scalars: [String: ScalarType] = [:]
    for row in try rows(Self.functionTypesSQL, oids) {
      let (type, own) = Self.functionType(row, types)
      known[row[0] ?? ""] = type
      if let own { scalars[own.name] = scalars[own.name]?.shared(with: own) ?? own }
    }
    return (found.map { $0.description(known) }, scalars.values.sorted { $0.name < $1.name })
  }

  private func functionRows(_ named: [TableReference]?) throws(ConnectorError) -> [[String?]] {
    guard let named else { return try rows(Self.functionsSQL(named: false), []) }
    let parts = named.map { $0.path.count == 1 ? ["public"] + $0.path : $0.path }.filter { $0.count == 2 }
    return try rows(Self.functionsSQL(named: true), [try array(parts.map { $0[0] }), try array(parts.map { $0[1] })])
  }

  /// A row of `functionTypesSQL`, and the scalar that only this database has.
  private static func functionType(_ row: [String?], _ types: PostgresTypes) -> (FunctionType, ScalarType?) {
    let sort: FunctionType.Sort =
      switch row[3] {
      case "c": .composite
      case "d": .domain
      case "e": .enumeration
      case "p": .pseudo
      case "r", "m": .range
      default: .base
      }
    let native = row[4] ?? ""
    let resolved = types.resolve(row[0] ?? "", native: native)
    let type = FunctionType(
      name: row[2] ?? "", sort: sort, type: ColumnType(native: native, canonical: resolved.type.canonical), scalar: resolved.scalar,
      table: sort == .composite ? TableReference([row[1] ?? "", row[2] ?? ""]) : nil)
    // A row's type is that of its table in the GraphQL schema.
    return (type, sort == .composite || sort == .pseudo ? nil : resolved.own)
  }

  /// schema, name, volatility, strict, variadic, returns a set, result type, number of defaults, comment, input parameters as JSON.
  ///
  /// Functions of extensions and of the system are left out, and so are aggregates, window functions, procedures and triggers.
  private static func functionsSQL(named: Bool) -> String {
    let condition =
      named
      ? "(n.nspname, p.proname) IN (SELECT * FROM unnest($1::text[], $2::text[]))"
      : "n.nspname NOT IN ('pg_catalog', 'information_schema', 'hdb_catalog') AND n.nspname !~ '^pg_(toast|temp)'"
    return """
      SELECT n.nspname, p.proname, p.provolatile, p.proisstrict, p.provariadic <> 0, p.proretset, p.prorettype, p.pronargdefaults,
        obj_description(p.oid, 'pg_proc'),
        (SELECT json_agg(json_build_array(a.type::text, coalesce(a.name, '')) ORDER BY a.n)
          FROM unnest(coalesce(p.proallargtypes, p.proargtypes::oid[]), p.proargnames, p.proargmodes)
            WITH ORDINALITY a(type, name, mode, n)
          WHERE coalesce(a.mode, 'i') IN ('i', 'b', 'v') AND a.type IS NOT NULL)
      FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
      WHERE p.prokind = 'f' AND p.prorettype NOT IN ('trigger'::regtype, 'event_trigger'::regtype) AND \(condition)
        AND NOT EXISTS (
          SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
      ORDER BY n.nspname, p.proname, p.oid
      """
  }

  /// oid, schema, name, kind, name in a cast.
  private static let functionTypesSQL = """
    SELECT t.oid, n.nspname, t.typname, t.typtype, format_type(t.oid, NULL)
    FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
    WHERE t.oid = ANY($1::oid[])
    """
}

/// A function whose types are known by number only.
private struct FunctionRow {
  private let row: [String?]
  private let parameters: [(type: String, name: String)]

  init(_ row: [String?]) {
    self.row = row
    let json = row[9].flatMap { try? JSON(parsing: $0) }
    parameters = (json?.arrayValue ?? []).map { ($0[0]?.stringValue ?? "", $0[1]?.stringValue ?? "") }
  }

  /// The numbers of all types.
  var types: [String] { parameters.map(\.type) + [row[6] ?? ""] }

  func description(_ types: [String: FunctionType]) -> FunctionDescription {
    // Only the last parameters have defaults.
    let required = parameters.count - (row[7].flatMap { Int($0) } ?? 0)
    let volatility: FunctionDescription.Volatility =
      switch row[2] {
      case "i": .immutable
      case "s": .stable
      default: .volatile
      }
    return FunctionDescription(
      name: TableReference([row[0] ?? "", row[1] ?? ""]),
      parameters: parameters.enumerated().map { index, parameter in
        FunctionParameter(
          name: parameter.name.isEmpty ? nil : parameter.name, type: types[parameter.type] ?? Self.unknown, hasDefault: index >= required)
      }, result: types[row[6] ?? ""] ?? Self.unknown, returnsSet: row[5] == "t", volatility: volatility, isStrict: row[3] == "t",
      isVariadic: row[4] == "t", comment: row[8])
  }

  private static let unknown = FunctionType(
    name: "unknown", sort: .pseudo, type: ColumnType(native: "unknown", canonical: .opaque), scalar: "String")
}
