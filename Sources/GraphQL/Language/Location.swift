/// A place in a document, as a byte offset.
package struct Location: Hashable, Comparable, Sendable {
  /// Bytes from the start of the source; -1 for what was not parsed from a source.
  package let offset: Int

  /// The place at a byte offset.
  package init(offset: Int) { self.offset = offset }

  /// The place of nodes that were built and not parsed.
  package static let none = Location(offset: -1)

  package static func < (left: Self, right: Self) -> Bool { left.offset < right.offset }
}

/// A place in a document for people: what `locations` of a GraphQL error holds.
package struct SourceLocation: Hashable, Sendable {
  /// From 1.
  package let line: Int
  /// From 1, in UTF-16 code units, as graphql-js counts.
  package let column: Int

  /// A place by line and column.
  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  /// The line and column of a byte offset in a source.
  package init(of location: Location, in source: [UInt8]) {
    var line = 1
    var column = 1
    var at = 0
    while at < min(location.offset, source.count) {
      let byte = source[at]
      at += 1
      if byte == 0x0A || (byte == 0x0D && !(at < source.count && source[at] == 0x0A)) {
        (line, column) = (line + 1, 1)
      } else if byte & 0xC0 != 0x80 {
        // A scalar beyond the basic plane takes two UTF-16 code units; the mark of byte order counts as none.
        column += byte >= 0xF0 ? 2 : 1
      }
    }
    self.line = line
    self.column = column
  }
}
