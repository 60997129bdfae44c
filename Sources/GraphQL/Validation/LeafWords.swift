import JSON

/// Hasura's words for values that are not what is expected (Internal/TypeChecking.hs, Internal/Scalars.hs).
enum LeafWords {
  /// What a type expects.
  static func expected(_ type: TypeDefinition?) -> String {
    switch type {
    case .enumeration: "an enum value"
    case .inputObject: "an object"
    case .scalar(let scalar): expectedByScalar(scalar.name)
    case .object, .interface, .union, nil: "a value"
    }
  }

  private static func expectedByScalar(_ name: String) -> String {
    switch name {
    case "Int": "a 32-bit integer"
    case "Float": "a float"
    case "String": "a string"
    case "Boolean": "a boolean"
    case "ID": "a String or a 32-bit integer"
    default: "a value"
    }
  }

  static func found(_ value: Value) -> String {
    switch value.kind {
    case .variable: "a variable"
    case .int: "an integer"
    case .float: "a float"
    case .string: "a string"
    case .boolean: "a boolean"
    case .null: "null"
    case .enumeration: "an enum value"
    case .list: "a list"
    case .object: "an object"
    }
  }

  static func found(_ value: JSON) -> String {
    switch value {
    case .null: "null"
    case .bool: "a boolean"
    case .string: "a string"
    case .number: "a number"
    case .array: "a list"
    case .object: "an object"
    }
  }

  static func unknownValue(_ name: String, of type: EnumType) -> String {
    "expected one of the values \(HasuraWords.list(type.values.names)) for type '\(type.name)', but found '\(name)'"
  }

  /// What Hasura says of a number that is no 32-bit integer; it prints numbers as Haskell's `Scientific` does.
  static func outOfBounds(_ literal: String) -> String {
    "The value \(scientific(literal)) lies outside the bounds or is not an integer. "
      + "Maybe it is a float, or is there integer overflow?"
  }

  /// `2147483648` as `2.147483648e9`, `1.5` as `1.5`: decimal notation from 0.1 up to 10^7.
  static func scientific(_ literal: String) -> String {
    let isNegative = literal.hasPrefix("-")
    var digits: [UInt8] = []
    var exponent = 0
    var seenPoint = false
    for byte in literal.utf8.prefix(while: { $0 | 0x20 != UInt8(ascii: "e") }) {
      if byte == UInt8(ascii: ".") { seenPoint = true }
      guard Lexer.isDigit(byte) else { continue }
      digits.append(byte)
      if !seenPoint { exponent += 1 }
    }
    if let mark = literal.utf8.firstIndex(where: { $0 | 0x20 == UInt8(ascii: "e") }) {
      exponent += Int(literal[literal.utf8.index(after: mark)...]) ?? 0
    }
    let zero = UInt8(ascii: "0")
    let leading = digits.prefix { $0 == zero }.count
    exponent -= leading
    digits.removeFirst(leading)
    while digits.last == zero { digits.removeLast() }
    return (isNegative ? "-" : "") + notation(digits, exponent)
  }

  /// 0.digits x 10^exponent in words.
  private static func notation(_ digits: [UInt8], _ exponent: Int) -> String {
    guard !digits.isEmpty else { return "0.0" }
    let text = { (part: ArraySlice<UInt8>) in String(decoding: part, as: UTF8.self) }
    let orZero = { (part: String) in part.isEmpty ? "0" : part }
    guard (0...7).contains(exponent) else {
      return text(digits.prefix(1)) + "." + orZero(text(digits.dropFirst())) + "e\(exponent - 1)"
    }
    let padding = String(repeating: "0", count: max(0, exponent - digits.count))
    return orZero(text(digits.prefix(exponent)) + padding) + "." + orZero(text(digits.dropFirst(exponent)))
  }
}
