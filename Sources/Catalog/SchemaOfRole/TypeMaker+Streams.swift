import GraphQL

extension TypeMaker {
  /// The field of the subscription root that answers rows as they come.
  func streamField(_ table: CatalogTable) -> FieldDefinition {
    FieldDefinition(
      name: table.own.rootFields.selectStream.name, description: table.own.rootFields.selectStream.description,
      arguments: [
        InputValueDefinition(
          name: fieldName("batch_size", of: table), description: "maximum number of rows returned in a single batch",
          type: .nonNull(.named("Int"))),
        InputValueDefinition(
          name: "cursor", description: "cursor to stream the results returned by the query",
          type: .nonNull(.list(type(.streamCursor, of: table)))),
        filterArgument(table),
      ], type: .listOfRequired(type(.row, of: table)))
  }

  /// `author_stream_cursor_input`.
  func streamCursor(_ table: CatalogTable, _ name: String) -> MadeType {
    let ordering = view.sources[table.id.source]?.names.sharedType("cursor_ordering") ?? "cursor_ordering"
    let fields = [
      InputValueDefinition(
        name: fieldName("initial_value", of: table), description: "Stream column input with initial value",
        type: .nonNull(type(.streamCursorValue, of: table))),
      InputValueDefinition(name: "ordering", description: "cursor ordering", type: .named(ordering)),
    ]
    return MadeType(
      definition: .inputObject(
        InputObjectType(name: name, description: "Streaming cursor of the table \"\(table.id.name.text)\"", fields: fields)))
  }

  /// `author_stream_cursor_value_input`.
  func streamCursorValue(_ table: CatalogTable, _ name: String) -> MadeType {
    var fields = Gathered<InputValueDefinition, InputMeaning>()
    for column in view.columns(of: table) {
      fields.add(InputValueDefinition(name: column.name, description: column.description, type: column.valueType), .column(column))
    }
    return fields.input(name, "Initial value of the column from where the streaming should start")
  }

  /// `cursor_ordering`.
  static func cursorOrderEnumeration(_ name: String) -> TypeDefinition {
    .enumeration(
      EnumType(
        name: name, description: "ordering argument of a cursor",
        values: [
          EnumValueDefinition(name: "ASC", description: "ascending ordering of the cursor"),
          EnumValueDefinition(name: "DESC", description: "descending ordering of the cursor"),
        ]))
  }
}
