/// A parsed GraphQL document: operations and fragments, type system definitions, or both.
package struct Document: Sendable {
  /// The bytes it was parsed from, for the places of errors.
  package let bytes: [UInt8]
  package var definitions: [Definition]

  /// A document of these definitions.
  package init(bytes: [UInt8] = [], definitions: [Definition]) {
    self.bytes = bytes
    self.definitions = definitions
  }

  /// The operations in document order.
  package var operations: [OperationDefinition] {
    definitions.compactMap { if case .operation(let operation) = $0 { operation } else { nil } }
  }

  /// The fragments in document order.
  package var fragments: [FragmentDefinition] {
    definitions.compactMap { if case .fragment(let fragment) = $0 { fragment } else { nil } }
  }

  /// The line and character of a place in this document.
  package func position(of location: Location) -> TextPosition { TextPosition(of: location, in: bytes) }
}

/// One top-level definition of a document.
package enum Definition: Sendable {
  case operation(OperationDefinition)
  case fragment(FragmentDefinition)
  case typeSystem(TypeSystemDefinition)

  /// Where it starts.
  package var location: Location {
    switch self {
    case .operation(let operation): operation.location
    case .fragment(let fragment): fragment.location
    case .typeSystem(let definition): definition.location
    }
  }
}

/// The three kinds of operations; the raw value is the keyword.
package enum OperationType: String, Hashable, Sendable, CaseIterable {
  case query
  case mutation
  case subscription
}

/// A query, a mutation or a subscription.
package struct OperationDefinition: Sendable {
  package var type: OperationType
  package var name: Name?
  package var variables: [VariableDefinition]
  package var directives: [Directive]
  package var selectionSet: SelectionSet
  package var location: Location

  /// An operation of these parts.
  package init(
    type: OperationType, name: Name?, variables: [VariableDefinition] = [], directives: [Directive] = [], selectionSet: SelectionSet,
    location: Location = .none
  ) {
    self.type = type
    self.name = name
    self.variables = variables
    self.directives = directives
    self.selectionSet = selectionSet
    self.location = location
  }
}

/// `$name: Type = default @directives` of an operation.
package struct VariableDefinition: Sendable {
  /// The name without the dollar; its location is that of the name.
  package var name: Name
  package var type: TypeNode
  package var defaultValue: Value?
  package var directives: [Directive]
  package var location: Location
}

/// A type as written in a document.
package struct TypeNode: Sendable {
  package var type: TypeReference
  /// Where it starts, brackets included.
  package var location: Location
  /// Where the name inside of all brackets stands.
  package var nameLocation: Location
}

/// `fragment Name on Type { ... }`.
package struct FragmentDefinition: Sendable {
  package var name: Name
  package var typeCondition: Name
  package var directives: [Directive]
  package var selectionSet: SelectionSet
  package var location: Location
}
