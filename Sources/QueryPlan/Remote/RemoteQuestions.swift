package import ConnectorProtocol
package import Errors
package import JSON

/// One document for lookups of the same remote server: a field `f0`, `f1`, ... for every different question in them.
package struct RemoteQuestions: Sendable {
  private var writer: RemoteWriter
  private let bindings: Bindings
  private var body = ""
  private var aliases: [String: Int] = [:]

  /// Questions with the values of one request.
  package init(_ bindings: Bindings) {
    self.bindings = bindings
    writer = RemoteWriter(bindings)
  }

  /// The number of different fields.
  package var count: Int { aliases.count }
  package var text: String { "\(RemoteWriter.head(.query, writer.variables)){\(body) }" }
  package var variables: JSONObject { writer.variables.values }

  /// Asks for keys and gives the number of the field that answers each; for a batch one number that answers all.
  ///
  /// Equal questions are asked once, also those of different lookups. Throws what values of session variables throw.
  package mutating func ask(_ lookup: RemoteLookup, _ keys: KeyColumns) throws(EngineError) -> [Int] {
    let pieces = try pieces(of: lookup)
    if lookup.batch != nil { return [number(of: try Self.text(pieces, 0..<keys.count, of: keys))] }
    var numbers: [Int] = []
    numbers.reserveCapacity(keys.count)
    for ordinal in 0..<keys.count { numbers.append(number(of: try Self.text(pieces, ordinal..<ordinal + 1, of: keys))) }
    return numbers
  }

  private mutating func pieces(of lookup: RemoteLookup) throws(EngineError) -> [RemoteWriter.Piece] {
    var part = RemoteWriter(bindings)
    part.variables = writer.variables
    var selection = lookup.selection
    for call in lookup.calls.dropFirst().reversed() {
      var inner = call
      inner.selection = selection
      selection = [.field(inner)]
    }
    if let first = lookup.calls.first { try part.write(first, selecting: selection) }
    writer.variables = part.variables
    return part.finish()
  }

  private mutating func number(of field: String) -> Int {
    if let known = aliases[field] { return known }
    let number = aliases.count
    aliases[field] = number
    body += " f\(number): \(field)"
    return number
  }

  /// The text of a field with the keys in their places.
  private static func text(
    _ pieces: [RemoteWriter.Piece], _ ordinals: Range<Int>, of keys: KeyColumns
  ) throws(EngineError) -> String {
    var text = ""
    for piece in pieces {
      switch piece {
      case .text(let part): text += part
      case .key(let column, let form):
        for ordinal in ordinals {
          if ordinal > ordinals.lowerBound { text += ", " }
          text += try form.literal(keys.columns[column].text(ordinal))
        }
      }
    }
    return text
  }
}

extension KeyColumn {
  fileprivate func text(_ index: Int) -> String {
    String(decoding: bytes[Int(index == 0 ? 0 : ends[index - 1])..<Int(ends[index])], as: UTF8.self)
  }
}

extension RemoteValue.KeyForm {
  /// A key as GraphQL text. Keys are data: whatever is in them, they stay one value.
  fileprivate func literal(_ key: String) throws(EngineError) -> String {
    switch self {
    case .plain: return Self.isWord(key) || JSONNumber(text: key) != nil ? key : JSON.string(key).text
    case .string: return JSON.string(key).text
    case .json:
      guard let json = try? JSON(parsing: key) else { return JSON.string(key).text }
      return try Self.literal(json)
    }
  }

  private static func isWord(_ text: String) -> Bool {
    guard let first = text.utf8.first, isLetter(first) else { return false }
    return text.utf8.allSatisfy { isLetter($0) || $0 &- UInt8(ascii: "0") < 10 }
  }

  private static func isLetter(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "_") || (byte | 0x20) &- UInt8(ascii: "a") < 26 }

  private static func literal(_ json: JSON) throws(EngineError) -> String {
    switch json {
    case .array(let elements):
      var texts: [String] = []
      for element in elements { texts.append(try literal(element)) }
      return "[" + texts.joined(separator: ", ") + "]"
    case .object(let object):
      var texts: [String] = []
      for (key, value) in object {
        guard isWord(key) else {
          throw EngineError(
            .unexpected, "a join field's JSON has the key \(JSON.string(key).text), which cannot stand in a GraphQL argument")
        }
        texts.append("\(key): \(try literal(value))")
      }
      return "{" + texts.joined(separator: ", ") + "}"
    default: return json.text
    }
  }
}
