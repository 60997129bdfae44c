package import ConnectorProtocol
package import Metadata

/// What a table is that no database has: the rows of a query in the database's own language.
package struct CatalogNativeQuery: Equatable, Sendable {
  /// The name of its root field.
  package let name: String
  let description: String?
  /// The logical model of its rows, after which its types are called.
  let model: String
  /// Whether rows have more than the model's fields; then their type is called after the query.
  let hasRelationships: Bool
  package let pieces: [NativeQueryTemplate.Piece]
  /// As columns: each has the name of its place in the text.
  package let arguments: [CatalogColumn]

  /// The input object of the arguments.
  var argumentsType: String { "\(name)_arguments" }

  /// The names of the types, Hasura's; no casing and no affix of the source changes them.
  func type(_ part: TablePart) -> String {
    switch part {
    case .row: hasRelationships ? name : model
    case .filter: "\(model)_bool_exp_bool_exp"
    case .column: "\(model)_enum_name"
    case .nativeQueryArguments: argumentsType
    default: "\(model)_\(part.suffix(of: model))"
    }
  }
}

extension TableID {
  /// The declared object that stands for the table.
  var object: MetadataObjectID { name.nativeQuery.map { .nativeQuery($0, source: source) } ?? .table(self) }
}

extension Source {
  /// What the connector is asked of a native query; nil without its logical model.
  package func declaration(of query: DeclaredNativeQuery) -> NativeQueryDeclaration? {
    guard let model = model(of: query) else { return nil }
    let names = query.arguments.map(\.name)
    let pieces = query.template.pieces.compactMap { piece -> NativeQuery.Piece? in
      switch piece {
      case .text(let text): .text(text)
      case .argument(let name): names.firstIndex(of: name).map { .argument($0, ColumnType(native: "", canonical: .opaque)) }
      }
    }
    let columns = model.fields.compactMap { field -> (name: String, native: String)? in
      if case .scalar(let native) = field.type { (field.name, native) } else { nil }
    }
    return NativeQueryDeclaration(
      name: query.name, query: NativeQuery(pieces: pieces), arguments: query.arguments.map(\.type), columns: columns)
  }
}
