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
  /// A table's columns, and those of its computed fields that are scalars and take no arguments of clients.
  init(_ table: CatalogTable, computed: [CatalogComputedField]) {
    text = table.id.name.text
    graphQLName = table.id.name.shown.joined(separator: "_")
    let columns = table.own.described.columns.map { column in
      JoinField(name: column.name, value: .column(Column(name: column.name, type: column.type)), scalar: column.scalar, type: column.type)
    }
    let values = computed.compactMap { field -> JoinField? in
      guard let scalar = field.scalar, field.takesNoArguments else { return nil }
      return JoinField(name: field.name, value: .computed(field, scalar), scalar: scalar.scalar.name, type: scalar.type)
    }
    fields = (columns + values).sorted { $0.name < $1.name }
  }
}

extension JoinField {
  /// A field of a table's rows; an array is a list of its elements.
  fileprivate init(name: String, value: Value, scalar: String, type: ColumnType) {
    if case .array(let element) = type.canonical {
      self.init(name: name, value: value, scalar: scalar, isList: true, canonical: element)
    } else {
      self.init(name: name, value: value, scalar: scalar, isList: false, canonical: type.canonical)
    }
  }
}
