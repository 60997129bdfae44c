/// What stands between the braces of a field, fragment or operation.
package struct SelectionSet: Sendable {
  package var selections: [Selection]
  /// The place of the opening brace; it identifies the set within its document.
  package var location: Location

  /// A set of these selections.
  package init(_ selections: [Selection], location: Location = .none) {
    self.selections = selections
    self.location = location
  }
}

/// One element of a selection set.
package enum Selection: Sendable {
  case field(Field)
  case spread(FragmentSpread)
  case inline(InlineFragment)

  /// Where it starts.
  package var location: Location {
    switch self {
    case .field(let field): field.location
    case .spread(let spread): spread.location
    case .inline(let fragment): fragment.location
    }
  }
}

/// `alias: name(arguments) @directives { ... }`.
package struct Field: Sendable {
  package var alias: Name?
  package var name: Name
  package var arguments: [Argument]
  package var directives: [Directive]
  package var selectionSet: SelectionSet?

  /// A field of these parts.
  package init(
    alias: Name? = nil, name: Name, arguments: [Argument] = [], directives: [Directive] = [], selectionSet: SelectionSet? = nil
  ) {
    self.alias = alias
    self.name = name
    self.arguments = arguments
    self.directives = directives
    self.selectionSet = selectionSet
  }

  /// Where the field starts: its alias, else its name.
  package var location: Location { alias?.location ?? name.location }

  /// The key of the field in the answer.
  package var responseKey: String { alias?.text ?? name.text }
}

/// `...Name @directives`.
package struct FragmentSpread: Sendable {
  package var name: Name
  package var directives: [Directive]
  package var location: Location
}

/// `... on Type @directives { ... }`.
package struct InlineFragment: Sendable {
  package var typeCondition: Name?
  package var directives: [Directive]
  package var selectionSet: SelectionSet
  package var location: Location
}

/// `name: value` of a field or directive.
package struct Argument: Sendable {
  package var name: Name
  package var value: Value

  /// An argument as it is written.
  package init(name: Name, value: Value) {
    self.name = name
    self.value = value
  }

  /// Where it starts.
  package var location: Location { name.location }
}

/// `@name(arguments)`.
package struct Directive: Sendable {
  package var name: Name
  package var arguments: [Argument]
  package var location: Location

  /// A directive as it is written.
  package init(name: Name, arguments: [Argument] = [], location: Location = .none) {
    self.name = name
    self.arguments = arguments
    self.location = location
  }
}
