import ConnectorProtocol
import GraphQL

extension TypeMaker {
  /// The field of a row that a function computes.
  func field(_ computed: CatalogComputedField, of table: CatalogTable) -> FieldDefinition? {
    let given = arguments(computed, of: table)
    switch computed.result {
    case .scalar(let scalar):
      let path = InputValueDefinition(name: "path", description: "JSON select path", type: .named("String"))
      return FieldDefinition(
        name: computed.name, description: computed.description, arguments: given + (scalar.takesPath ? [path] : []),
        type: scalar.shownType)
    case .table(let id):
      guard let target = view.known[id] else { return nil }
      let row = type(.row, of: target)
      guard computed.call.returnsSet else {
        return FieldDefinition(name: computed.name, description: computed.description, arguments: given, type: row)
      }
      return FieldDefinition(
        name: computed.name, description: computed.description, arguments: given + selectArguments(target), type: .list(.nonNull(row)))
    }
  }

  /// The argument `args` of a computed field, if it takes any.
  func arguments(_ computed: CatalogComputedField, of table: CatalogTable) -> [InputValueDefinition] {
    computed.call.definition(
      ofType: computed.argumentsType,
      "input parameters for computed field \"\(computed.name)\" defined on table \"\(table.id.name.text)\"")
  }

  /// Adds the root fields of a tracked function.
  func addRootFields(of function: CatalogFunction, to fields: inout Gathered<FieldDefinition, FieldMeaning>) {
    guard let table = view.known[function.table] else { return }
    fields.add(rowsField(of: function, table), .functionRows(function, table))
    guard view.allowsAggregates(of: table) else { return }
    fields.add(
      FieldDefinition(
        name: function.selectAggregate.name, description: function.selectAggregate.description, arguments: arguments(function, table),
        type: .nonNull(type(.aggregate, of: table))), .functionAggregate(function, table))
  }

  /// Adds the root field of a function that may write. There is none in summary, as in Hasura.
  func addCall(of function: CatalogFunction, to fields: inout Gathered<FieldDefinition, FieldMeaning>) {
    guard let table = view.known[function.table] else { return }
    fields.add(rowsField(of: function, table), .functionCall(function, table))
  }

  private func rowsField(of function: CatalogFunction, _ table: CatalogTable) -> FieldDefinition {
    let row = type(.row, of: table)
    return FieldDefinition(
      name: function.select.name, description: function.select.description, arguments: arguments(function, table),
      type: function.call.returnsSet ? .listOfRequired(row) : row)
  }

  private func arguments(_ function: CatalogFunction, _ table: CatalogTable) -> [InputValueDefinition] {
    function.call.definition(ofType: function.argumentsType, "input parameters for function \"\(function.shownName)\"")
      + selectArguments(table)
  }

  /// `search_articles_args`. Every field may be null; what must be given is seen when a query is planned, as in Hasura.
  static func arguments(_ name: String, of call: CatalogCall) -> MadeType {
    var fields = Gathered<InputValueDefinition, InputMeaning>()
    for argument in call.arguments {
      fields.add(InputValueDefinition(name: argument.name, type: .named(argument.scalar.name)), .argument(argument))
    }
    return fields.input(name, nil)
  }
}

extension CatalogCall {
  /// The argument `args`; required if one of its fields is.
  fileprivate func definition(ofType type: String, _ description: String) -> [InputValueDefinition] {
    let arguments = arguments
    guard !arguments.isEmpty else { return [] }
    let named = TypeReference.named(type)
    let isOptional = arguments.allSatisfy(\.hasDefault)
    return [InputValueDefinition(name: "args", description: description, type: isOptional ? named : .nonNull(named))]
  }
}

extension CatalogScalar {
  /// The type of the value, which may always be null.
  var shownType: TypeReference { isArray ? .list(.named(scalar.name)) : .named(scalar.name) }
}
