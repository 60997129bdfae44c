package import Catalog
import ConnectorProtocol
package import JSON
package import Metadata

/// A catalog made of two short JSON texts: metadata, and what its databases hold.
///
///     {"shop": {"suffix": "", "tables": {
///       "public.orders": {"columns": {"id": "Int!", "note": "String"}, "key": ["id"], "foreign": {"user_id": "public.users.id"}}}}}
///
/// A column is a scalar's name, with `!` if it is not nullable, in brackets if it is an array. A source given as a string is unavailable
/// for that reason.
package struct CatalogFixture {
  package var metadata: Metadata
  package var sources: [String: SourceState]

  /// Two kinds: `alpha` has schemas with a default and writes tables as objects, `beta` writes arrays.
  package static let kinds = Kinds([
    Kind(
      name: "alpha", commandPrefixes: ["a"],
      tableNaming: TableNaming(components: ["schema", "name"], defaults: ["schema": "public"], form: .object)),
    Kind(name: "beta", tableNaming: TableNaming(components: ["name"], form: .array)),
  ])

  /// Reads the two texts; the first must be metadata of version 3.
  package init(metadata: JSON, schemas: JSON) throws {
    self.metadata = try Metadata(metadata, kinds: Self.kinds)
    sources = [:]
    for (name, schema) in schemas.objectValue ?? [:] {
      if let reason = schema.stringValue {
        sources[name] = .unavailable(reason: reason)
      } else {
        sources[name] = .available(try Self.schema(schema), Self.capabilities(schema))
      }
    }
  }

  /// The catalog of the two.
  package func catalog(options: CatalogOptions = CatalogOptions(), reusing previous: Catalog? = nil) -> Catalog {
    Catalog.resolve(metadata: metadata, sources: sources, options: options, reusing: previous)
  }

  private static func capabilities(_ json: JSON) -> Capabilities {
    let without = Set((json["without"]?.arrayValue ?? []).compactMap(\.stringValue))
    return Capabilities(
      typeSuffix: json["suffix"]?.stringValue ?? "", scalars: FixtureScalars.all,
      features: Set(Capabilities.Feature.allCases.filter { !without.contains($0.rawValue) }))
  }

  private static func schema(_ json: JSON) throws -> SourceSchema {
    SourceSchema(
      tables: (json["tables"]?.objectValue ?? [:]).map { name, table in self.table(name, table) })
  }

  private static func table(_ name: String, _ json: JSON) -> TableDescription {
    let columns = (json["columns"]?.objectValue ?? [:]).map { name, type in column(name, type) }
    let key = (json["key"]?.arrayValue ?? []).compactMap(\.stringValue)
    return TableDescription(
      name: reference(name), comment: json["comment"]?.stringValue, columns: columns,
      primaryKey: key.isEmpty ? nil : UniqueKey(name: "key", columns: key),
      foreignKeys: (json["foreign"]?.objectValue ?? [:]).map { column, target in
        let path = (target.stringValue ?? "").split(separator: ".").map(String.init)
        return ForeignKey(
          name: column, columns: [column], table: TableReference(path.dropLast()), referencedColumns: [path.last ?? ""])
      })
  }

  private static func reference(_ name: String) -> TableReference { TableReference(name.split(separator: ".").map(String.init)) }

  private static func column(_ name: String, _ json: JSON) -> ColumnDescription {
    var type = json.stringValue ?? json["type"]?.stringValue ?? ""
    let isNullable = !type.hasSuffix("!")
    if !isNullable { type.removeLast() }
    let isArray = type.hasPrefix("[")
    if isArray { type = String(type.dropFirst().dropLast()) }
    let canonical = FixtureScalars.all.first { $0.name == type }?.canonical ?? .opaque
    return ColumnDescription(
      name: name, type: ColumnType(native: "native \(type)", canonical: isArray ? .array(of: canonical) : canonical), scalar: type,
      isNullable: isNullable, comment: json["comment"]?.stringValue)
  }
}
