import Errors

/// The text of a native query with places for its arguments, `{{name}}`.
package struct NativeQueryTemplate: Equatable, Sendable {
  /// A part of the text.
  package enum Piece: Equatable, Sendable {
    case text(String)
    case argument(String)
  }

  /// In the order of the text; without blanks and semicolons at its end.
  package let pieces: [Piece]

  /// Throws `parse-failed` in Hasura's words for a place that does not end.
  init(_ code: String) throws(EngineError) {
    var pieces: [Piece] = []
    var rest = Substring(code)
    while let start = Self.position(of: "{{", in: rest) {
      let inner = rest[start...].dropFirst(2)
      // As in Hasura, the first brace must be the end.
      guard let end = inner.utf8.firstIndex(of: UInt8(ascii: "}")), inner[end...].utf8.dropFirst().first == UInt8(ascii: "}") else {
        throw EngineError(.parseFailed, "Found '{{' without a matching closing '}}'")
      }
      if start > rest.startIndex { pieces.append(.text(String(rest[..<start]))) }
      pieces.append(.argument(String(inner[..<end])))
      rest = inner[end...].dropFirst(2)
    }
    while let last = rest.utf8.last, [" ", "\t", "\n", "\r", ";"].contains(UnicodeScalar(last)) { rest.unicodeScalars.removeLast() }
    if !rest.isEmpty { pieces.append(.text(String(rest))) }
    self.pieces = pieces
  }

  private static func position(of mark: String, in text: Substring) -> Substring.Index? {
    let bytes = text.utf8
    return bytes.indices.first { bytes[$0...].starts(with: mark.utf8) }
  }

  /// The names of the places, each once, in alphabetical order.
  package var names: [String] {
    Set(pieces.compactMap { if case .argument(let name) = $0 { name } else { nil } }).sorted()
  }
}
