import ConnectorProtocol

/// What a relationship to a remote schema starts from.
struct JoinSide {
  /// What errors call it.
  let text: String
  /// Its part in the names of types that are made for it.
  let graphQLName: String
  /// In alphabetical order.
  let fields: [JoinField]

  func field(_ name: String) -> JoinField? { fields.first { $0.name == name } }

  /// Joined by commas and "or" (Hasura's `englishList`).
  var listOfFields: String {
    let names = fields.map { "\"\($0.name)\"" }
    guard names.count > 2 else { return names.joined(separator: " or ") }
    return names.dropLast().joined(separator: ", ") + ", or " + (names.last ?? "")
  }
}

extension JoinSide {
  /// A table's columns.
  init(_ table: CatalogTable) {
    text = table.id.name.text
    graphQLName = table.id.name.shown.joined(separator: "_")
    fields = table.own.described.columns.map { column in
      var canonical = column.type.canonical
      var isList = false
      if case .array(let element) = canonical { (canonical, isList) = (element, true) }
      return JoinField(
        name: column.name, value: .row(.column(Column(name: column.name, type: column.type))), scalar: column.scalar, isList: isList,
        canonical: canonical)
    }.sorted { $0.name < $1.name }
  }
}
