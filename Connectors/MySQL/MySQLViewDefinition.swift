import ConnectorProtocol

/// Reads the text of a view as `information_schema` has it: ``select `d`.`t`.`a` AS `a` from (`d`.`t` join `d`.`u` on(...))``.
enum MySQLViewDefinition {
  /// The tables and views that stand after `from` and `join`, each with its database.
  static func tables(of definition: String) -> [TableReference] {
    var rest = ArraySlice(definition.utf8)
    var tables: [TableReference] = []
    var isSource = false
    while let byte = rest.first {
      switch byte {
      case UInt8(ascii: "`"):
        let name = self.name(&rest)
        if isSource, name.count == 2 { tables.append(TableReference(name)) }
        isSource = false
      case UInt8(ascii: "'"):
        skipText(&rest)
        isSource = false
      case UInt8(ascii: " "), UInt8(ascii: "("), UInt8(ascii: "\n"): rest.removeFirst()
      case _ where isWord(byte):
        let word = rest.prefix(while: isWord)
        rest.removeFirst(word.count)
        isSource = ["from", "join", "straight_join"].contains(String(decoding: word, as: UTF8.self).lowercased())
      default:
        rest.removeFirst()
        isSource = false
      }
    }
    return tables
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z")) || byte == UInt8(ascii: "_")
      || (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9"))
  }

  /// Quoted names with points between them. A quote within a name is doubled.
  private static func name(_ rest: inout ArraySlice<UInt8>) -> [String] {
    let quote = UInt8(ascii: "`")
    var parts: [String] = []
    while rest.first == quote {
      rest.removeFirst()
      var part: [UInt8] = []
      while let byte = rest.popFirst() {
        if byte == quote {
          guard rest.first == quote else { break }
          rest.removeFirst()
        }
        part.append(byte)
      }
      parts.append(String(decoding: part, as: UTF8.self))
      if rest.first == UInt8(ascii: ".") { rest.removeFirst() }
    }
    return parts
  }

  private static func skipText(_ rest: inout ArraySlice<UInt8>) {
    rest.removeFirst()
    while let byte = rest.popFirst(), byte != UInt8(ascii: "'") {
      if byte == UInt8(ascii: "\\") { _ = rest.popFirst() }
    }
  }
}
