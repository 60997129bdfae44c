extension Parser {
  mutating func value(isConstant: Bool) throws(Lexer.Failure) -> Value {
    let start = location
    let token = token
    switch token.kind {
    case .int:
      try advance()
      return Value(.int(text(of: token)), location: start)
    case .float:
      try advance()
      return Value(.float(text(of: token)), location: start)
    case .string, .blockString:
      return Value(.string(try string(), block: token.kind == .blockString), location: start)
    case .name:
      let kind = nameValue()
      try advance()
      return Value(kind, location: start)
    case .dollar:
      return Value(try variable(isConstant: isConstant), location: start)
    case .leftBracket:
      return Value(try nested { parser throws(Lexer.Failure) in try parser.list(isConstant: isConstant) }, location: start)
    case .leftBrace:
      return Value(try nested { parser throws(Lexer.Failure) in try parser.object(isConstant: isConstant) }, location: start)
    default: throw unexpected()
    }
  }

  private func nameValue() -> Value.Kind {
    if isKeyword("true") { return .boolean(true) }
    if isKeyword("false") { return .boolean(false) }
    return isKeyword("null") ? .null : .enumeration(text(of: token))
  }

  private mutating func variable(isConstant: Bool) throws(Lexer.Failure) -> Value.Kind {
    let dollar = token
    try advance()
    guard isConstant else { return .variable(try name().text) }
    let shown = token.kind == .name ? "variable \"$\(text(of: token))\"" : dollar.kind.label
    throw Lexer.Failure(message: "Unexpected \(shown) in constant value.", offset: dollar.start)
  }

  private mutating func list(isConstant: Bool) throws(Lexer.Failure) -> Value.Kind {
    try expect(.leftBracket)
    var elements: [Value] = []
    while try !skip(.rightBracket) { elements.append(try value(isConstant: isConstant)) }
    return .list(elements)
  }

  private mutating func object(isConstant: Bool) throws(Lexer.Failure) -> Value.Kind {
    try expect(.leftBrace)
    var fields: [ObjectField] = []
    while try !skip(.rightBrace) {
      let name = try name()
      try expect(.colon)
      fields.append(ObjectField(name: name, value: try value(isConstant: isConstant)))
    }
    return .object(fields)
  }

  mutating func type() throws(Lexer.Failure) -> TypeNode {
    var node: TypeNode
    let start = location
    if token.kind == .leftBracket {
      node = try nested { parser throws(Lexer.Failure) in
        try parser.advance()
        let element = try parser.type()
        try parser.expect(.rightBracket)
        return TypeNode(type: .list(element.type), location: start, nameLocation: element.nameLocation)
      }
    } else {
      let name = try name()
      node = TypeNode(type: .named(name.text), location: start, nameLocation: name.location)
    }
    if try skip(.bang) { node.type = .nonNull(node.type) }
    return node
  }
}
