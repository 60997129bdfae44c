/// A place in a document, as a byte offset.
package struct Location: Hashable, Comparable, Sendable {
  /// Bytes from the start of the text; -1 for what was not parsed from a text.
  package let offset: Int

  /// The place at a byte offset.
  package init(offset: Int) { self.offset = offset }

  /// The place of nodes that were built and not parsed.
  package static let none = Location(offset: -1)

  package static func < (left: Self, right: Self) -> Bool { left.offset < right.offset }
}

/// A place in a document for people: what `locations` of a GraphQL error holds.
package struct TextPosition: Hashable, Sendable {
  /// From 1.
  package let line: Int
  /// From 1, in UTF-16 code units, as graphql-js counts.
  package let character: Int

  /// A place by line and character.
  package init(line: Int, character: Int) {
    self.line = line
    self.character = character
  }

  /// The line and character of a byte offset in a text.
  package init(of location: Location, in text: [UInt8]) {
    var line = 1
    var character = 1
    var at = 0
    while at < min(location.offset, text.count) {
      let byte = text[at]
      at += 1
      if byte == 0x0A || (byte == 0x0D && !(at < text.count && text[at] == 0x0A)) {
        (line, character) = (line + 1, 1)
      } else if byte & 0xC0 != 0x80 {
        // A scalar beyond the basic plane takes two UTF-16 code units; the mark of byte order counts as none.
        character += byte >= 0xF0 ? 2 : 1
      }
    }
    self.line = line
    self.character = character
  }
}
