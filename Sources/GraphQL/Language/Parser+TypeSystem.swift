extension Parser {
  mutating func typeSystemDefinition() throws(Lexer.Failure) -> TypeSystemDefinition {
    let start = location
    let description = try description()
    if description != nil, operationType() != nil || isKeyword("fragment") {
      throw failure("Unexpected description, descriptions are supported only on definitions.")
    }
    let isExtension = description == nil ? try skipKeyword("extend") : false
    if try skipKeyword("schema") { return .schema(try schema(description, isExtension, start)) }
    if !isExtension, try skipKeyword("directive") { return .directive(try directiveDefinition(description, start)) }
    guard let kind = typeKind() else { throw unexpected() }
    try advance()
    var node = TypeDefinitionNode(
      kind: kind, isExtension: isExtension, description: description, name: try name(), location: start)
    try complete(&node)
    return .type(node)
  }

  private func typeKind() -> TypeDefinitionNode.Kind? {
    if isKeyword("type") { return .object }
    if isKeyword("input") { return .inputObject }
    if isKeyword("enum") { return .enumeration }
    if isKeyword("scalar") { return .scalar }
    if isKeyword("interface") { return .interface }
    return isKeyword("union") ? .union : nil
  }

  private mutating func description() throws(Lexer.Failure) -> String? {
    token.kind == .string || token.kind == .blockString ? try string() : nil
  }

  private mutating func schema(
    _ description: String?, _ isExtension: Bool, _ start: Location
  ) throws(Lexer.Failure) -> SchemaNode {
    let directives = try directives(isConstant: true)
    let parseRoot = { (parser: inout Parser) throws(Lexer.Failure) -> (operation: OperationType, type: Name) in
      guard let operation = parser.operationType() else { throw parser.unexpected() }
      try parser.advance()
      try parser.expect(.colon)
      return (operation: operation, type: try parser.name())
    }
    let roots =
      isExtension ? try optionalMany(.leftBrace, .rightBrace, parseRoot) : try many(.leftBrace, .rightBrace, parseRoot)
    return SchemaNode(isExtension: isExtension, description: description, directives: directives, roots: roots, location: start)
  }

  private mutating func complete(_ node: inout TypeDefinitionNode) throws(Lexer.Failure) {
    if node.kind == .object || node.kind == .interface, try skipKeyword("implements") {
      node.interfaces = try delimited(by: .ampersand) { parser throws(Lexer.Failure) in try parser.name() }
    }
    node.directives = try directives(isConstant: true)
    switch node.kind {
    case .scalar: break
    case .object, .interface:
      node.fields = try optionalMany(.leftBrace, .rightBrace) { parser throws(Lexer.Failure) in try parser.fieldDefinition() }
    case .union:
      guard try skip(.equals) else { return }
      node.memberTypes = try delimited(by: .pipe) { parser throws(Lexer.Failure) in try parser.name() }
    case .enumeration:
      node.enumValues = try optionalMany(.leftBrace, .rightBrace) { parser throws(Lexer.Failure) in try parser.enumValue() }
    case .inputObject:
      node.inputFields = try optionalMany(.leftBrace, .rightBrace) { parser throws(Lexer.Failure) in try parser.inputValue() }
    }
  }

  private mutating func fieldDefinition() throws(Lexer.Failure) -> FieldDefinitionNode {
    let description = try description()
    let name = try name()
    let arguments = try inputValues()
    try expect(.colon)
    return FieldDefinitionNode(
      description: description, name: name, arguments: arguments, type: try type(), directives: try directives(isConstant: true))
  }

  private mutating func inputValues() throws(Lexer.Failure) -> [InputValueNode] {
    try optionalMany(.leftParenthesis, .rightParenthesis) { parser throws(Lexer.Failure) in try parser.inputValue() }
  }

  private mutating func inputValue() throws(Lexer.Failure) -> InputValueNode {
    let description = try description()
    let name = try name()
    try expect(.colon)
    let type = try type()
    let defaultValue = try skip(.equals) ? try value(isConstant: true) : nil
    return InputValueNode(
      description: description, name: name, type: type, defaultValue: defaultValue, directives: try directives(isConstant: true))
  }

  private mutating func enumValue() throws(Lexer.Failure) -> EnumValueNode {
    let description = try description()
    if isKeyword("true") || isKeyword("false") || isKeyword("null") {
      throw failure("Name \"\(text(of: token))\" is reserved and cannot be used for an enum value.")
    }
    return EnumValueNode(description: description, name: try name(), directives: try directives(isConstant: true))
  }

  private mutating func directiveDefinition(
    _ description: String?, _ start: Location
  ) throws(Lexer.Failure) -> DirectiveDefinitionNode {
    try expect(.at)
    let name = try name()
    let arguments = try inputValues()
    let isRepeatable = try skipKeyword("repeatable")
    try expectKeyword("on")
    let locations = try delimited(by: .pipe) { parser throws(Lexer.Failure) in
      guard parser.token.kind == .name, let location = DirectiveLocation(rawValue: parser.text(of: parser.token))
      else { throw parser.unexpected() }
      try parser.advance()
      return location
    }
    return DirectiveDefinitionNode(
      description: description, name: name, arguments: arguments, isRepeatable: isRepeatable, locations: locations, location: start)
  }
}
