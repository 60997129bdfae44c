import Errors

/// Walks once over the executable definitions of a document, keeps track of types and paths, and calls the rules of each node.
final class DocumentWalk {
  let context: ValidationContext
  let reportsDeprecated: Bool
  /// The selection sets whose fields may overlap, with the types they select on.
  private(set) var selectionSets: [(set: SelectionSet, type: TypeDefinition?, place: WalkPlace)] = []

  init(context: ValidationContext, reportsDeprecated: Bool) {
    self.context = context
    self.reportsDeprecated = reportsDeprecated
  }

  func visit(_ operation: OperationDefinition) {
    context.scope = DefinitionScope(fragment: nil)
    let type = context.schema.rootName(of: operation.type).flatMap(context.schema.type)
    UniqueVariableNames.check(operation, context)
    for variable in operation.variables { visit(variable) }
    visit(operation.directives, at: operation.type.directiveLocation)
    visit(operation.selectionSet, on: type)
    context.operationScopes.append((operation, context.scope))
    context.scope = DefinitionScope(fragment: nil)
  }

  func visit(_ fragment: FragmentDefinition) {
    context.scope = DefinitionScope(fragment: fragment.name.text)
    let type = context.schema.type(named: fragment.typeCondition.text)
    KnownTypeNames.check(fragment.typeCondition, isKnown: type != nil, isCondition: true, context)
    FragmentsOnCompositeTypes.check(fragment, type, context)
    visit(fragment.directives, at: .fragmentDefinition)
    visit(fragment.selectionSet, on: type.flatMap { $0.isComposite ? $0 : nil })
    context.fragmentScopes[fragment.name.text] = context.scope
    context.scope = DefinitionScope(fragment: nil)
  }

  private func visit(_ variable: VariableDefinition) {
    let type = context.schema.type(named: variable.type.type.baseName)
    KnownTypeNames.check(
      Name(variable.type.type.baseName, location: variable.type.nameLocation), isKnown: type != nil, context)
    VariablesAreInputTypes.check(variable, type, context)
    if let value = variable.defaultValue {
      visit(value, ValueExpectation(type: type?.isInput == true ? variable.type.type : nil))
    }
    visit(variable.directives, at: .variableDefinition)
  }

  private func visit(_ set: SelectionSet, on type: TypeDefinition?) {
    context.path.append("selectionSet")
    context.scope.depth = max(context.scope.depth, context.path.count)
    if OverlappingFieldsCanBeMerged.mayConflict(set) {
      selectionSets.append((set, type, context.place))
    }
    for selection in set.selections {
      switch selection {
      case .field(let field): visit(field, on: type)
      case .spread(let spread): visit(spread, on: type)
      case .inline(let fragment): visit(fragment, on: type)
      }
    }
    context.path.removeLast()
  }

  private func visit(_ field: Field, on type: TypeDefinition?) {
    let definition = type.flatMap { context.schema.field(named: field.name.text, on: $0) }
    context.path.append(.key(field.name.text))
    defer { context.path.removeLast() }
    if let type, definition == nil { FieldsOnCorrectType.report(field, type, context) }
    if let type, let definition, reportsDeprecated { NoDeprecated.check(field, definition, type, context) }
    if !field.arguments.isEmpty {
      let owner = definition.map { ArgumentOwner.field($0, parent: type?.name ?? "") }
      visit(field.arguments, of: owner)
    }
    visit(field.directives, ofFieldWithPath: context.path)
    if let definition { ProvidedRequiredArguments.check(field, definition, context) }
    let resultType = definition.flatMap { context.schema.type(named: $0.type.baseName) }
    if let definition, let resultType { ScalarLeafs.check(field, definition, resultType, context) }
    if let set = field.selectionSet { visit(set, on: resultType.flatMap { $0.isComposite ? $0 : nil }) }
  }

  /// Hasura's paths of a field's directives lack the field.
  private func visit(_ directives: [Directive], ofFieldWithPath path: [ErrorPath.Component]) {
    if directives.isEmpty { return }
    context.path.removeLast()
    visit(directives, at: .field)
    context.path = path
  }

  private func visit(_ spread: FragmentSpread, on type: TypeDefinition?) {
    context.recordSpread(spread)
    visit(spread.directives, at: .fragmentSpread)
    guard let fragment = context.fragments[spread.name.text] else {
      return KnownFragmentNames.report(spread, context)
    }
    PossibleFragmentSpreads.check(spread, fragment, on: type, context)
  }

  private func visit(_ fragment: InlineFragment, on type: TypeDefinition?) {
    visit(fragment.directives, at: .inlineFragment)
    var inner = type
    if let condition = fragment.typeCondition {
      inner = context.schema.type(named: condition.text)
      KnownTypeNames.check(condition, isKnown: inner != nil, isCondition: true, context)
      FragmentsOnCompositeTypes.check(fragment, inner, context)
      PossibleFragmentSpreads.check(fragment, inner, on: type, context)
    }
    // Hasura's paths pass over inline fragments.
    context.path.removeLast()
    visit(fragment.selectionSet, on: inner.flatMap { $0.isComposite ? $0 : nil })
    context.path.append("selectionSet")
  }

  private func visit(_ directives: [Directive], at location: DirectiveLocation) {
    if directives.isEmpty { return }
    UniqueDirectivesPerLocation.check(directives, context)
    for directive in directives {
      let definition = context.schema.directives[directive.name.text]
      KnownDirectives.check(directive, definition, at: location, context)
      context.path.append(.key(directive.name.text))
      visit(directive.arguments, of: definition.map { .directive($0) })
      if let definition { ProvidedRequiredArguments.check(directive, definition, context) }
      context.path.removeLast()
    }
  }

  private func visit(_ arguments: [Argument], of owner: ArgumentOwner?) {
    if arguments.isEmpty { return }
    UniqueArgumentNames.check(arguments, context)
    for argument in arguments {
      let definition = owner?.arguments[argument.name.text]
      if let owner, definition == nil { KnownArgumentNames.report(argument, owner, context) }
      if let owner, let definition, reportsDeprecated { NoDeprecated.check(argument, definition, owner, context) }
      context.path.append("args")
      context.path.append(.key(argument.name.text))
      visit(argument.value, ValueExpectation(definition))
      context.path.removeLast(2)
    }
  }
}

/// What arguments belong to.
enum ArgumentOwner {
  case field(FieldDefinition, parent: String)
  case directive(DirectiveDefinition)

  var arguments: NamedList<InputValueDefinition> {
    switch self {
    case .field(let field, _): field.arguments
    case .directive(let directive): directive.arguments
    }
  }
}

extension OperationType {
  fileprivate var directiveLocation: DirectiveLocation {
    switch self {
    case .query: .query
    case .mutation: .mutation
    case .subscription: .subscription
    }
  }
}
