package import ConnectorProtocol
import Metadata

/// How a function of a database is called: who gives which of its parameters.
package struct CatalogCall: Equatable, Sendable {
  package let function: TableReference
  /// In the order of the function.
  package let parameters: [Parameter]
  /// Whether any number of rows comes back.
  package let returnsSet: Bool

  /// A parameter of the function.
  package struct Parameter: Equatable, Sendable {
    /// The database's name; nil for one that can only be given by position.
    package let name: String?
    package let giver: Giver
  }

  /// Who gives a parameter.
  package enum Giver: Equatable, Sendable {
    /// The row on which a computed field stands, of this table.
    case row(TableReference)
    /// All session variables, as one JSON text.
    case session(ColumnType)
    /// The client.
    case client(CatalogArgument)
  }

  /// What the client gives; a call without such arguments can stand in filters and orders.
  package var arguments: [CatalogArgument] {
    parameters.compactMap { if case .client(let argument) = $0.giver { argument } else { nil } }
  }
}

/// A parameter that a client gives, as a field of the argument `args`.
package struct CatalogArgument: Equatable, Sendable {
  /// The GraphQL name.
  package let name: String
  /// What a client sends.
  package let scalar: ConnectorProtocol.ScalarType
  /// What the function takes.
  package let type: ColumnType
  /// Whether it may be left out.
  package let hasDefault: Bool
}

extension CatalogCall {
  /// The call of a described function. `row` is the parameter's index that takes a row, `session` that of the session variables.
  init(_ function: FunctionDescription, row: Int?, session: Int?, in source: CatalogSource) {
    self.function = function.name
    returnsSet = function.returnsSet
    var nameless = 0
    parameters = function.parameters.enumerated().map { index, parameter in
      if index == row { return Parameter(name: parameter.name, giver: .row(parameter.type.table ?? function.name)) }
      if index == session { return Parameter(name: parameter.name, giver: .session(parameter.type.type)) }
      if parameter.name == nil { nameless += 1 }
      let argument = CatalogArgument(
        name: parameter.name ?? "arg_\(nameless)", scalar: source.scalar(ofArgument: parameter.type), type: parameter.type.type,
        hasDefault: parameter.hasDefault)
      return Parameter(name: parameter.name, giver: .client(argument))
    }
  }
}

extension CatalogSource {
  /// The scalar of an argument. A row and an array are named after the engine's type, as Hasura does: `author_scalar`, `_text`.
  fileprivate func scalar(ofArgument type: FunctionType) -> ConnectorProtocol.ScalarType {
    let isArray = if case .array = type.type.canonical { true } else { false }
    guard isArray || type.sort == .composite || type.sort == .pseudo else { return scalar(type.scalar, type.type.canonical) }
    let name = GraphQLName.replacingOthers(in: type.name) + (type.sort == .composite ? "_scalar" : "")
    return ConnectorProtocol.ScalarType(name: name, canonical: type.type.canonical, input: .any, isOrderable: false)
  }
}
