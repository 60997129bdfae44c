package import ConnectorProtocol
package import Errors
package import JSON

extension ScalarType {
  /// The parameter of a value that a client sent for this scalar.
  ///
  /// The same rule serves literals (while planning) and variables (while running), so both give the same error.
  /// Messages are Hasura's (`expected a ..., but found ...` of its schema parsers). The caller adds the path.
  package func parameter(from value: JSON) throws(EngineError) -> Parameter {
    if value.isNull { return .null }
    switch input {
    case .int32: return .text(try int32(value))
    case .integer: return .text(try integer(value))
    case .number: return .text(try number(value))
    case .boolean: return .text(try boolean(value))
    case .string: return .text(try string(value))
    case .json:
      if canonical == .geometry { try GeoJSON.check(value) }
      return .text(value.text)
    case .any: return try anything(value)
    case .labelPath: return .text(try labelPath(value))
    }
  }

  /// The parameter of a list of values; a null element stays null.
  package func listParameter(from value: JSON) throws(EngineError) -> Parameter {
    guard case .array(let elements) = value else { return .list([try text(of: value)]) }
    var texts: [String?] = []
    texts.reserveCapacity(elements.count)
    for (index, element) in elements.enumerated() {
      texts.append(try at(.index(index)) { () throws(EngineError) in try text(of: element) })
    }
    return .list(texts)
  }

  private func text(of value: JSON) throws(EngineError) -> String? {
    switch try parameter(from: value) {
    case .null: nil
    case .text(let text): text
    case .list: throw mismatch("a scalar", value)
    }
  }

  private func int32(_ value: JSON) throws(EngineError) -> String {
    guard case .number(let number) = value, let integer = number.int else { throw mismatch("a 32-bit integer", value) }
    guard Int32(exactly: integer) != nil else { throw mismatch("a 32-bit integer", value) }
    return String(integer)
  }

  /// Hasura passes text of a wide integer to the database as it stands, which then judges it.
  private func integer(_ value: JSON) throws(EngineError) -> String {
    switch value {
    case .number(let number):
      if let integer = number.int { return String(integer) }
      return number.text
    case .string(let text): return text
    default: throw mismatch("an integer", value)
    }
  }

  private func number(_ value: JSON) throws(EngineError) -> String {
    switch value {
    case .number(let number): return number.text
    case .string(let text): return text
    default: throw mismatch("a number", value)
    }
  }

  private func boolean(_ value: JSON) throws(EngineError) -> String {
    guard case .bool(let flag) = value else { throw mismatch("a boolean", value) }
    return flag ? "true" : "false"
  }

  private func string(_ value: JSON) throws(EngineError) -> String {
    guard case .string(let text) = value else { throw name == "String" ? mismatch("a string", value) : unparsable(value) }
    return storedValues.isEmpty ? text : storedValues[text] ?? text
  }

  /// What Hasura says of values of types that only databases have: its JSON decoder's text.
  private func unparsable(_ value: JSON) -> EngineError {
    let expected = canonical == .uuid ? "UUID" : "Text"
    return EngineError(.parseFailed, "parsing \(expected) failed, expected String, but encountered \(value.aesonKind)")
  }

  private func labelPath(_ value: JSON) throws(EngineError) -> String {
    let text = try string(value)
    let labels = text.isEmpty ? [] : text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    let isPath = labels.allSatisfy { label in
      !label.isEmpty
        && label.allSatisfy { byte in
          byte | 0x20 &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10 || byte == UInt8(ascii: "_") || byte >= 0x80
        }
    }
    guard isPath else {
      throw EngineError(
        .parseFailed, "Expecting label path: a sequence of zero or more labels separated by dots, for example L1.L2.L3")
    }
    return text
  }

  private func anything(_ value: JSON) throws(EngineError) -> Parameter {
    switch value {
    case .null: return .null
    case .bool(let flag): return .text(flag ? "true" : "false")
    case .number(let number): return .text(number.text)
    case .string(let text): return .text(text)
    case .array, .object: return .text(value.text)
    }
  }

  private func mismatch(_ expected: String, _ value: JSON) -> EngineError {
    EngineError(.validationFailed, "expected \(expected) for type '\(name)', but found \(value.describedKind)")
  }
}

extension JSON {
  /// The kind of a value as Hasura's messages name it.
  package var describedKind: String {
    switch self {
    case .null: "null"
    case .bool: "a boolean"
    case .number(let number): number.int == nil ? "a float" : "an integer"
    case .string: "a string"
    case .array: "a list"
    case .object: "an object"
    }
  }
}
