/// A lexical token; its text is a range of the document.
struct Token {
  enum Kind: UInt8 {
    case end, bang, dollar, ampersand, leftParenthesis, rightParenthesis, spread, colon, equals, at, leftBracket, rightBracket
    case leftBrace, pipe, rightBrace, name, int, float, string, blockString
  }

  var kind: Kind
  /// The first byte.
  var start: Int
  /// The byte after the last one.
  var end: Int
}

extension Token.Kind {
  /// How graphql-js names the kind in its messages.
  var label: String {
    switch self {
    case .end: "<EOF>"
    case .bang: "\"!\""
    case .dollar: "\"$\""
    case .ampersand: "\"&\""
    case .leftParenthesis: "\"(\""
    case .rightParenthesis: "\")\""
    case .spread: "\"...\""
    case .colon: "\":\""
    case .equals: "\"=\""
    case .at: "\"@\""
    case .leftBracket: "\"[\""
    case .rightBracket: "\"]\""
    case .leftBrace: "\"{\""
    case .pipe: "\"|\""
    case .rightBrace: "\"}\""
    case .name: "Name"
    case .int: "Int"
    case .float: "Float"
    case .string: "String"
    case .blockString: "BlockString"
    }
  }
}
