/// How generated names are spelled.
enum Casing: Sendable {
  /// As generated: `author_local`.
  case snake
  /// `authorLocal`.
  case camel
  /// `AuthorLocal`.
  case pascal
  /// `AUTHOR_LOCAL`.
  case upper

  /// A generated name in this casing; leading underscores stay.
  func apply(to name: String) -> String {
    switch self {
    case .snake: name
    case .upper: name.uppercased()
    case .camel: Self.joined(name, capitalizingFirst: false)
    case .pascal: Self.joined(name, capitalizingFirst: true)
    }
  }

  private static func joined(_ name: String, capitalizingFirst: Bool) -> String {
    let leading = name.utf8.prefix { $0 == UInt8(ascii: "_") }.count
    var result = [UInt8](repeating: UInt8(ascii: "_"), count: leading)
    var isFirst = true
    for word in name.utf8.dropFirst(leading).split(separator: UInt8(ascii: "_")) {
      for (index, byte) in word.enumerated() { result.append(index == 0 ? initial(byte, upper: !isFirst || capitalizingFirst) : byte) }
      isFirst = false
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func initial(_ byte: UInt8, upper: Bool) -> UInt8 {
    let isLetter = (byte | 0x20) &- UInt8(ascii: "a") < 26
    return isLetter ? (upper ? byte & 0xDF : byte | 0x20) : byte
  }
}
