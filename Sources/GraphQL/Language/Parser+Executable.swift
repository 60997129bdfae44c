extension Parser {
  mutating func definition() throws(Lexer.Failure) -> Definition {
    if token.kind == .leftBrace { return .operation(try shorthandQuery()) }
    if isKeyword("fragment") { return .fragment(try fragmentDefinition()) }
    if let type = operationType() { return .operation(try operation(type)) }
    return .typeSystem(try typeSystemDefinition())
  }

  private mutating func shorthandQuery() throws(Lexer.Failure) -> OperationDefinition {
    let start = location
    return OperationDefinition(type: .query, name: nil, selectionSet: try selectionSet(), location: start)
  }

  /// The operation type that the current token is the keyword of.
  func operationType() -> OperationType? {
    if isKeyword("query") { return .query }
    if isKeyword("mutation") { return .mutation }
    return isKeyword("subscription") ? .subscription : nil
  }

  private mutating func operation(_ type: OperationType) throws(Lexer.Failure) -> OperationDefinition {
    let start = location
    try advance()
    let name = token.kind == .name ? try name() : nil
    let variables = try optionalMany(.leftParenthesis, .rightParenthesis) { parser throws(Lexer.Failure) in
      try parser.variableDefinition()
    }
    return OperationDefinition(
      type: type, name: name, variables: variables, directives: try directives(), selectionSet: try selectionSet(), location: start)
  }

  private mutating func variableDefinition() throws(Lexer.Failure) -> VariableDefinition {
    let start = location
    try expect(.dollar)
    let name = try name()
    try expect(.colon)
    let type = try type()
    let defaultValue = try skip(.equals) ? try value(isConstant: true) : nil
    return VariableDefinition(
      name: name, type: type, defaultValue: defaultValue, directives: try directives(isConstant: true), location: start)
  }

  private mutating func fragmentDefinition() throws(Lexer.Failure) -> FragmentDefinition {
    let start = location
    try advance()
    if isKeyword("on") { throw unexpected() }
    let name = try name()
    try expectKeyword("on")
    return FragmentDefinition(
      name: name, typeCondition: try self.name(), directives: try directives(), selectionSet: try selectionSet(), location: start)
  }

  private mutating func selectionSet() throws(Lexer.Failure) -> SelectionSet {
    let start = location
    let selections = try nested { parser throws(Lexer.Failure) in
      try parser.many(.leftBrace, .rightBrace) { parser throws(Lexer.Failure) in try parser.selection() }
    }
    return SelectionSet(selections, location: start)
  }

  private mutating func selection() throws(Lexer.Failure) -> Selection {
    token.kind == .spread ? try fragment() : .field(try field())
  }

  private mutating func field() throws(Lexer.Failure) -> Field {
    var name = try name()
    var alias: Name?
    if try skip(.colon) {
      alias = name
      name = try self.name()
    }
    let arguments = try arguments(isConstant: false)
    let directives = try directives()
    return Field(
      alias: alias, name: name, arguments: arguments, directives: directives,
      selectionSet: token.kind == .leftBrace ? try selectionSet() : nil)
  }

  private mutating func fragment() throws(Lexer.Failure) -> Selection {
    let start = location
    try advance()
    if token.kind == .name, !isKeyword("on") {
      return .spread(FragmentSpread(name: try name(), directives: try directives(), location: start))
    }
    let condition = try skipKeyword("on") ? try name() : nil
    return .inline(
      InlineFragment(typeCondition: condition, directives: try directives(), selectionSet: try selectionSet(), location: start))
  }

  mutating func arguments(isConstant: Bool) throws(Lexer.Failure) -> [Argument] {
    guard token.kind == .leftParenthesis else { return [] }
    return try many(.leftParenthesis, .rightParenthesis) { parser throws(Lexer.Failure) in
      let name = try parser.name()
      try parser.expect(.colon)
      return Argument(name: name, value: try parser.value(isConstant: isConstant))
    }
  }

  mutating func directives(isConstant: Bool = false) throws(Lexer.Failure) -> [Directive] {
    guard token.kind == .at else { return [] }
    var directives: [Directive] = []
    while token.kind == .at {
      let start = location
      try advance()
      directives.append(Directive(name: try name(), arguments: try arguments(isConstant: isConstant), location: start))
    }
    return directives
  }
}
