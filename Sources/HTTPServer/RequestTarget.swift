/// What a request line asks for: a path and a query.
package struct RequestTarget: Equatable, Sendable {
  /// A name and value of the query, decoded.
  package struct QueryItem: Equatable, Sendable {
    package let name: String
    package let value: String
  }

  /// As it was sent, without scheme and authority.
  package let text: String
  /// Percent-decoded; an encoded slash is a slash here, use `pathComponents` where that matters.
  package let path: String
  private let pathLength: Int

  /// Accepts the origin form, the absolute form (RFC 9112, 3.2.2) and `*`; nil when the path does not decode to UTF-8.
  package init?(_ uri: String) {
    text = Self.withoutAuthority(uri)
    let bytes = text.utf8
    let end = bytes.firstIndex { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") } ?? bytes.endIndex
    pathLength = bytes.distance(from: bytes.startIndex, to: end)
    guard let path = Self.decoded(bytes[..<end], plusIsBlank: false) else { return nil }
    self.path = path
  }

  /// The parts between slashes, each percent-decoded after splitting; empty ones are left out.
  package var pathComponents: [String] {
    text.utf8.prefix(pathLength).split(separator: UInt8(ascii: "/")).compactMap { Self.decoded($0, plusIsBlank: false) }
  }

  /// In the order sent, decoded as a form (`+` is a blank); an item that does not decode to UTF-8 is left out.
  package var queryItems: [QueryItem] {
    let rest = text.utf8.dropFirst(pathLength)
    guard rest.first == UInt8(ascii: "?") else { return [] }
    let query = rest.dropFirst().prefix { $0 != UInt8(ascii: "#") }
    return query.split(separator: UInt8(ascii: "&")).compactMap { item in
      let parts = item.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = Self.decoded(parts[0], plusIsBlank: true) else { return nil }
      guard parts.count == 2 else { return QueryItem(name: name, value: "") }
      return Self.decoded(parts[1], plusIsBlank: true).map { QueryItem(name: name, value: $0) }
    }
  }

  private static func withoutAuthority(_ uri: String) -> String {
    guard uri.utf8.first != UInt8(ascii: "/"), let colon = uri.utf8.firstIndex(of: UInt8(ascii: ":")) else { return uri }
    let rest = uri.utf8[uri.utf8.index(after: colon)...]
    guard rest.starts(with: "//".utf8) else { return uri }
    let authority = rest.dropFirst(2)
    let slashOrQuery = authority.firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") }
    guard let start = slashOrQuery else { return "/" }
    let tail = String(authority[start...]) ?? ""
    return tail.utf8.first == UInt8(ascii: "/") ? tail : "/" + tail
  }

  private static func decoded(_ encoded: Substring.UTF8View, plusIsBlank: Bool) -> String? {
    guard encoded.contains(where: { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "+") }) else { return String(encoded) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(encoded.count)
    var rest = encoded[...]
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "%"):
        guard let high = rest.popFirst().flatMap(hexDigit), let low = rest.popFirst().flatMap(hexDigit) else { return nil }
        bytes.append(high << 4 | low)
      case UInt8(ascii: "+") where plusIsBlank:
        bytes.append(UInt8(ascii: " "))
      default:
        bytes.append(byte)
      }
    }
    return String(validating: bytes, as: UTF8.self)
  }

  private static func hexDigit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
