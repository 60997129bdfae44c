package import ConnectorProtocol
import Metadata

/// A source whose database was reached.
package final class CatalogSource: Sendable {
  package let name: String
  package let capabilities: Capabilities
  /// The casing and the affixes of its GraphQL names.
  let names: SourceNames
  /// The capabilities' scalars and the source's own, by GraphQL name.
  package let scalars: [String: ConnectorProtocol.ScalarType]
  let schema: SourceSchema
  let descriptions: TableDescriptions
  let functions: FunctionDescriptions
  /// The tables that are enumerations.
  let enumerations: [TableReference: CatalogEnumeration]

  init(
    name: String, names: SourceNames, schema: SourceSchema, capabilities: Capabilities,
    enumerations: [TableReference: CatalogEnumeration] = [:]
  ) {
    self.enumerations = enumerations
    self.name = name
    self.names = names
    self.schema = schema
    self.capabilities = capabilities
    scalars = Dictionary((schema.scalars + capabilities.scalars).map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    descriptions = TableDescriptions(schema.tables)
    functions = FunctionDescriptions(schema.functions)
  }

  private init(_ source: CatalogSource, enumerations: [TableReference: CatalogEnumeration]) {
    (name, names, schema, capabilities) = (source.name, source.names, source.schema, source.capabilities)
    (scalars, descriptions, functions) = (source.scalars, source.descriptions, source.functions)
    self.enumerations = enumerations
  }

  /// The source with other enumerations.
  func replacing(enumerations: [TableReference: CatalogEnumeration]) -> CatalogSource {
    CatalogSource(self, enumerations: enumerations)
  }

  /// Whether the source's connector does something.
  package func has(_ feature: Capabilities.Feature) -> Bool { capabilities.features.contains(feature) }

  /// The enumerations that columns of a table refer to, by column: through a foreign key of that column alone.
  func enumerations(referredToBy table: TableDescription) -> [String: CatalogEnumeration] {
    guard !enumerations.isEmpty else { return [:] }
    var found: [String: CatalogEnumeration] = [:]
    for key in table.foreignKeys where key.columns.count == 1 {
      guard let enumeration = enumerations[key.table], key.referencedColumns == [enumeration.column] else { continue }
      found[key.columns[0]] = enumeration
    }
    return found
  }

  /// The canonical type of a scalar, also of the specification's own when the connector does not declare them.
  func canonicalType(of scalar: String) -> CanonicalType {
    if let declared = scalars[scalar] { return declared.canonical }
    switch scalar {
    case "Int": return .int32
    case "Float": return .float64
    case "Boolean": return .boolean
    default: return .text
    }
  }

  /// The scalar of a name; one that nobody declared can be shown and compared with null only.
  func scalar(_ name: String, _ canonical: CanonicalType) -> ConnectorProtocol.ScalarType {
    scalars[name] ?? ConnectorProtocol.ScalarType(name: name, canonical: canonical, input: .any, isOrderable: false)
  }
}

/// A source's table descriptions by name.
struct TableDescriptions: Sendable {
  private let byPath: [[String]: TableDescription]
  /// For kinds that let the outer parts of a name be left out; nil marks a name that several tables have.
  private let byLastPart: [String: TableDescription?]

  init(_ tables: [TableDescription]) {
    var byPath: [[String]: TableDescription] = [:]
    var byLastPart: [String: TableDescription?] = [:]
    for table in tables {
      byPath[table.name.path] = table
      byLastPart[table.name.name] = byLastPart[table.name.name] == nil ? .some(table) : .some(nil)
    }
    self.byPath = byPath
    self.byLastPart = byLastPart
  }

  subscript(_ name: TableName) -> TableDescription? {
    if let exact = byPath[name.components] { return exact }
    guard name.components.count == 1, let last = name.components.last else { return nil }
    return byLastPart[last] ?? nil
  }

  subscript(_ reference: TableReference) -> TableDescription? { byPath[reference.path] }
}
