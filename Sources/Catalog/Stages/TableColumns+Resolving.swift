import ConnectorProtocol
import Metadata

extension TableColumns {
  /// The part of a table that depends on its declaration and its description only.
  convenience init(tracked: TrackedTable, described: TableDescription, in source: CatalogSource) throws(TableProblem) {
    let baseName = tracked.graphQLName
    guard GraphQLName.isValid(baseName) else {
      throw TableProblem(reason: "cannot include \"\(baseName)\" in the GraphQL schema because it is not a valid GraphQL identifier")
    }
    for name in tracked.configuration.columns.keys.sorted() where !described.columns.contains(where: { $0.name == name }) {
      throw TableProblem(reason: "column \"\(name)\" does not exist")
    }
    let enumerations = source.enumerations(referredToBy: described)
    self.init(
      tracked: tracked, described: described, baseName: baseName,
      columns: try Self.columns(of: described, tracked.configuration, enumerations, in: source),
      rootFields: source.names.rootFields(of: tracked, baseName: baseName), enumerations: enumerations)
  }

  /// Columns whose names cannot stand in GraphQL are left out, as Hasura does.
  private static func columns(
    of table: TableDescription, _ configuration: TableConfiguration, _ enumerations: [String: CatalogEnumeration],
    in source: CatalogSource
  ) throws(TableProblem) -> [CatalogColumn] {
    var columns: [CatalogColumn] = []
    var taken: Set<String> = []
    for described in table.columns {
      let naming = configuration.columns[described.name]
      let name = naming?.name ?? source.names.field(described.name)
      guard GraphQLName.isValid(name) else { continue }
      guard taken.insert(name).inserted else {
        throw TableProblem(reason: "the following custom column names are referenced more than once: \(name)")
      }
      let comment = naming?.comment ?? described.comment
      columns.append(CatalogColumn(described, name: name, comment: comment, enumerations[described.name], in: source))
    }
    return columns.sorted { $0.name < $1.name }
  }
}

extension CatalogColumn {
  /// The column of a description, under its GraphQL name.
  init(
    _ described: ColumnDescription, name: String, comment: String?, _ enumeration: CatalogEnumeration?, in source: CatalogSource
  ) {
    var value = described.type.canonical
    var isArray = false
    if case .array(let element) = value { (value, isArray) = (element, true) }
    let scalar = source.scalar(described.scalar, value)
    self.init(
      name: name, column: Column(name: described.name, type: described.type), scalar: enumeration?.scalar(of: scalar) ?? scalar,
      isArray: isArray, isNullable: described.isNullable, description: comment.flatMap { $0.isEmpty ? nil : $0 },
      enumeration: enumeration)
  }
}
