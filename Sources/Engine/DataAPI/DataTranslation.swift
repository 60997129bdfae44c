import Catalog
import ConnectorProtocol
import Errors
import JSON
import Metadata
import Planner
import QueryPlan

/// Turns requests of the data API into queries and mutations for one source, and collects the values that travel beside them.
struct DataTranslation {
  let catalog: Catalog
  let source: CatalogSource
  let declared: Source
  let schema: SourceSchema
  /// Who asks.
  let role: RoleSchema
  let bindings: Bindings
  private(set) var parameters: [ParameterSource] = []

  /// For a source of a draft; nil if it is not available.
  init?(_ draft: Draft, source name: String, session: Session) {
    guard let source = draft.catalog.sources[name], let declared = draft.metadata.sources[name], let schema = draft.schema(of: name)
    else { return nil }
    self.source = source
    self.declared = declared
    self.schema = schema
    catalog = draft.catalog
    role = draft.catalog.schema(for: session.role)
    bindings = Bindings(session: session.variables)
  }

  /// A place for a value.
  mutating func slot(_ parameter: Parameter) -> Slot {
    parameters.append(.constant(parameter))
    return parameters.count - 1
  }

  /// A permission's filter, with places for its values.
  mutating func filter(of permission: RowPredicate) throws(EngineError) -> Filter {
    let (filter, values) = try Planner.filter(of: permission, in: source, as: role, firstSlot: parameters.count)
    for value in values {
      // Keys of another source are read when the request is run; everything else is known, or wrong, here.
      if case .keys = value { parameters.append(value) } else { _ = slot(try bindings.parameter(value)) }
    }
    return filter
  }

  /// A place for a column's value.
  mutating func slot(_ value: JSON, of column: CatalogColumn) throws(EngineError) -> Slot {
    slot(try column.parameter(value))
  }

  func target(of relationship: CatalogRelationship) throws(EngineError) -> CatalogTable {
    guard let table = catalog.table(relationship.target) else {
      throw EngineError(.notExists, "table \"\(relationship.target.name)\" does not exist")
    }
    return table
  }
}

extension CatalogTable {
  /// The column of a database name.
  func column(_ name: String) -> CatalogColumn? { columns.first { $0.column.name == name } }

  func relationship(_ name: String) -> CatalogRelationship? { relationships.first { $0.name == name } }

  /// A column whose value is written or compared.
  func requiredColumn(_ name: String) throws(EngineError) -> CatalogColumn {
    if let column = column(name) { return column }
    throw EngineError(.notExists, "column \"\(name)\" does not exist")
  }
}

extension SourceSchema {
  /// The keys that a table's rows may conflict in.
  func uniqueKeys(of reference: TableReference) -> [UniqueKey] {
    guard let table = tables.first(where: { $0.name == reference }) else { return [] }
    return (table.primaryKey.map { [$0] } ?? []) + table.uniqueKeys
  }
}

extension CatalogColumn {
  /// The parameter of a value of the column.
  func parameter(_ value: JSON) throws(EngineError) -> Parameter {
    let form = isArray ? ScalarType(name: scalar.name, canonical: column.type.canonical, input: .json) : scalar
    return try form.dataParameter(value)
  }
}

extension ScalarType {
  /// The parameter of a value; text is judged by the database whatever the type, as in Hasura's first API.
  func dataParameter(_ value: JSON) throws(EngineError) -> Parameter {
    if case .string(let text) = value, input != .json, input != .labelPath { return .text(text) }
    do { return try parameter(from: value) } catch {
      guard error.code == .validationFailed else { throw error }
      let (type, expected) = input.decoderWords
      throw Expect.mismatch(type, expected, value)
    }
  }
}

extension ScalarType.Input {
  /// The decoder's type and the JSON that it expects, as Hasura's messages name them.
  fileprivate var decoderWords: (type: String, expected: String) {
    switch self {
    case .int32, .integer: ("Int", "Number")
    case .number: ("Scientific", "Number")
    case .boolean: ("Bool", "Boolean")
    case .string, .any, .json, .labelPath: ("Text", "String")
    }
  }
}
