extension Value {
  /// The constant that a text writes, with nothing around it; nil if it writes none.
  package init?(parsing text: String) {
    var copy = text
    let value = copy.withUTF8 { bytes -> Value? in
      var parser = Parser(bytes)
      do throws(Lexer.Failure) {
        try parser.advance()
        let value = try parser.value(isConstant: true)
        return parser.token.kind == .end ? value : nil
      } catch {
        return nil
      }
    }
    guard let value else { return nil }
    self = value
  }
}
