extension Document {
  /// The document written in UTF-8 bytes: operations and fragments, type system definitions, or both.
  ///
  /// Nesting deeper than 200 is refused, because everything that follows recurses over the document.
  package init(parsing text: [UInt8]) throws(GraphQLSyntaxError) {
    let result = text.withUnsafeBufferPointer { bytes in
      Result { () throws(Lexer.Failure) in
        var parser = Parser(bytes)
        return try parser.definitions()
      }
    }
    switch result {
    case .success(let definitions): self.init(bytes: text, definitions: definitions)
    case .failure(let failure):
      let location = TextPosition(of: Location(offset: failure.offset), in: text)
      throw GraphQLSyntaxError(message: failure.message, location: location)
    }
  }

  /// The document written in a text, with the rules of `init(parsing: [UInt8])`.
  package init(parsing text: String) throws(GraphQLSyntaxError) { try self.init(parsing: Array(text.utf8)) }
}

/// A recursive-descent parser with one token of lookahead (appendix B of the specification).
///
/// Its extensions hold the grammar: executable definitions, values and types, and the type system.
struct Parser {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var lexer: Lexer
  private(set) var token = Token(kind: .end, start: 0, end: 0)
  private var depth = 0
  private static let deepest = 200

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    lexer = Lexer(bytes)
  }

  mutating func definitions() throws(Lexer.Failure) -> [Definition] {
    try advance()
    var definitions: [Definition] = []
    repeat {
      definitions.append(try definition())
    } while token.kind != .end
    return definitions
  }

  mutating func advance() throws(Lexer.Failure) { token = try lexer.next() }

  /// The place of the current token.
  var location: Location { Location(offset: token.start) }

  func text(of token: Token) -> String { String(decoding: bytes[token.start..<token.end], as: UTF8.self) }

  /// Whether the current token is this name.
  func isKeyword(_ keyword: StaticString) -> Bool {
    token.kind == .name && token.end - token.start == keyword.utf8CodeUnitCount
      && bytes[token.start..<token.end].elementsEqual(UnsafeBufferPointer(start: keyword.utf8Start, count: keyword.utf8CodeUnitCount))
  }

  /// Consumes the current token if it is of a kind.
  mutating func skip(_ kind: Token.Kind) throws(Lexer.Failure) -> Bool {
    guard token.kind == kind else { return false }
    try advance()
    return true
  }

  /// Consumes the current token if it is this name.
  mutating func skipKeyword(_ keyword: StaticString) throws(Lexer.Failure) -> Bool {
    guard isKeyword(keyword) else { return false }
    try advance()
    return true
  }

  mutating func expect(_ kind: Token.Kind) throws(Lexer.Failure) {
    guard try skip(kind) else { throw failure("Expected \(kind.label), found \(shown(token)).") }
  }

  mutating func expectKeyword(_ keyword: StaticString) throws(Lexer.Failure) {
    guard try skipKeyword(keyword) else { throw failure("Expected \"\(keyword)\", found \(shown(token)).") }
  }

  mutating func name() throws(Lexer.Failure) -> Name {
    guard token.kind == .name else { throw failure("Expected Name, found \(shown(token)).") }
    let name = Name(text(of: token), location: location)
    try advance()
    return name
  }

  /// The content of the current string token, which is consumed.
  mutating func string() throws(Lexer.Failure) -> String {
    let text =
      token.kind == .blockString
      ? try StringDecoding.blockText(bytes[(token.start + 3)..<(token.end - 3)])
      : try StringDecoding.text(bytes[(token.start + 1)..<(token.end - 1)])
    try advance()
    return text
  }

  /// `open element+ close`.
  mutating func many<Element>(
    _ open: Token.Kind, _ close: Token.Kind, _ element: (inout Parser) throws(Lexer.Failure) -> Element
  ) throws(Lexer.Failure) -> [Element] {
    try expect(open)
    var elements: [Element] = []
    repeat {
      elements.append(try element(&self))
    } while try !skip(close)
    return elements
  }

  /// `open element+ close`, or nothing.
  mutating func optionalMany<Element>(
    _ open: Token.Kind, _ close: Token.Kind, _ element: (inout Parser) throws(Lexer.Failure) -> Element
  ) throws(Lexer.Failure) -> [Element] {
    token.kind == open ? try many(open, close, element) : []
  }

  /// `separator? element (separator element)*`.
  mutating func delimited<Element>(
    by separator: Token.Kind, _ element: (inout Parser) throws(Lexer.Failure) -> Element
  ) throws(Lexer.Failure) -> [Element] {
    _ = try skip(separator)
    var elements: [Element] = []
    repeat {
      elements.append(try element(&self))
    } while try skip(separator)
    return elements
  }

  /// Parses one level of nesting.
  mutating func nested<Result>(_ body: (inout Parser) throws(Lexer.Failure) -> Result) throws(Lexer.Failure) -> Result {
    guard depth < Self.deepest else { throw failure("Document is nested deeper than \(Self.deepest) levels.") }
    depth += 1
    let result = try body(&self)
    depth -= 1
    return result
  }

  func failure(_ message: String) -> Lexer.Failure { Lexer.Failure(message: message, offset: token.start) }

  func unexpected() -> Lexer.Failure { failure("Unexpected \(shown(token)).") }

  /// A token as graphql-js shows it: its kind, with the text where that says more.
  private func shown(_ token: Token) -> String {
    switch token.kind {
    case .name, .int, .float: "\(token.kind.label) \"\(text(of: token))\""
    case .string, .blockString: "\(token.kind.label) \(text(of: token))"
    default: token.kind.label
    }
  }
}
