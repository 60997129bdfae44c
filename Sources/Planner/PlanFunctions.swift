import Catalog
import ConnectorProtocol
import Errors
import GraphQL
import QueryPlan

extension Planner {
  /// Rows, or the row, that a tracked function gives under the arguments of a field.
  func functionRows(
    _ function: CatalogFunction, of table: CatalogTable, _ field: CollectedField, _ builder: inout FetchBuilder
  ) throws(EngineError) -> ConnectorProtocol.Selection {
    try rows(given: function.call, of: table, field, [field.responseKey], &builder)
  }

  /// Rows that a tracked function gives, in summary.
  func functionAggregate(
    _ function: CatalogFunction, of table: CatalogTable, _ field: CollectedField, _ builder: inout FetchBuilder
  ) throws(EngineError) -> ConnectorProtocol.Selection {
    let call = try call(function.call, field, &builder)
    return try aggregate(of: table, from: .function(call), field, [field.responseKey], &builder)
  }

  /// A field that a function computes.
  func computed(
    _ computed: CatalogComputedField, _ field: CollectedField, _ path: [String], _ builder: inout FetchBuilder
  ) throws(EngineError) -> FieldValue {
    switch computed.result {
    case .scalar(let scalar):
      let call = try call(computed.call, field, &builder)
      return .computed(try visible(call, computed, scalar.type, &builder), path: try jsonPath(of: field, &builder))
    case .table(let target):
      return .related([], try rows(given: computed.call, of: try visible(target), field, path, &builder))
    }
  }

  private func rows(
    given call: CatalogCall, of table: CatalogTable, _ field: CollectedField, _ path: [String], _ builder: inout FetchBuilder
  ) throws(EngineError) -> ConnectorProtocol.Selection {
    let from = Relation.function(try self.call(call, field, &builder))
    guard call.returnsSet else {
      let shape = Shape.firstRow(
        try rowFields(field.selectionSets, of: table, field.definition.type.baseName, path, &builder))
      var selection = try arguments(of: field, on: table, from: from, &builder)
      selection.shape = shape
      return selection
    }
    return try rows(of: table, from: from, field, path, &builder)
  }

  /// The value that a function computes of a row as the role sees it, where no arguments can be given.
  func visibleValue(
    _ computed: CatalogComputedField, _ scalar: CatalogScalar, _ builder: inout FetchBuilder
  ) throws(EngineError) -> ScalarCall {
    try visible(try call(computed.call, givenBy: nil, "", &builder), computed, scalar.type, &builder)
  }

  /// The value that a function computes of a row, for permissions and keys.
  func value(_ computed: CatalogComputedField, _ scalar: CatalogScalar, _ builder: inout FetchBuilder) throws(EngineError) -> ScalarCall {
    ScalarCall(try call(computed.call, givenBy: nil, "", &builder), type: scalar.type)
  }

  /// The rows that a function gives for a row, where no arguments can be given.
  func relation(_ computed: CatalogComputedField, _ builder: inout FetchBuilder) throws(EngineError) -> Relation {
    .function(try call(computed.call, givenBy: nil, "", &builder))
  }

  /// The call under the argument `args` of a field.
  func call(_ call: CatalogCall, _ field: CollectedField, _ builder: inout FetchBuilder) throws(EngineError) -> FunctionCall {
    let given = argument("args", of: field)
    return try at(.key("args")) { () throws(EngineError) in
      try at(.key("args")) { () throws(EngineError) in
        try self.call(call, givenBy: given, field.definition.arguments["args"]?.type.baseName ?? "", &builder)
      }
    }
  }

  /// Parameters go by position up to the first that is left out, and by name after it.
  private func call(
    _ call: CatalogCall, givenBy value: InputValue?, _ type: String, _ builder: inout FetchBuilder
  ) throws(EngineError) -> FunctionCall {
    var given: [String: InputValue] = [:]
    if let value, !value.isNull { for (key, member) in try value.requiredMembers(of: type) { given[key] = member } }
    var arguments: [FunctionArgument] = []
    var isPositional = true
    for parameter in call.parameters {
      guard let value = try self.value(of: parameter, given, &builder) else {
        isPositional = false
        continue
      }
      guard isPositional || parameter.name != nil else {
        throw EngineError(.notSupported, "Only last set of positional arguments can be omitted")
      }
      arguments.append(FunctionArgument(value, name: isPositional ? nil : parameter.name))
    }
    return FunctionCall(function: call.function, arguments: arguments, returnsSet: call.returnsSet)
  }

  /// Nil for a parameter that keeps its default.
  private func value(
    of parameter: CatalogCall.Parameter, _ given: [String: InputValue], _ builder: inout FetchBuilder
  ) throws(EngineError) -> FunctionArgument.Value? {
    switch parameter.giver {
    case .row(let table): return .row(table)
    case .session(let type): return .value(builder.slot(.sessionVariables), type)
    case .client(let argument):
      guard let value = given[argument.name] else {
        guard argument.hasDefault else { throw EngineError(.notSupported, "Non default arguments cannot be omitted") }
        return nil
      }
      return try at(.key(argument.name)) { () throws(EngineError) in
        .value(builder.slot(try value.source(as: .scalar(argument.scalar))), argument.type)
      }
    }
  }
}
