import RemoteSchemas

/// How long an answer may be used (RFC 9111, section 5.2.2).
enum Freshness {
  private static let longest = 1 << 31

  /// Seconds by `Cache-Control`; 0 if the answer must not be kept, nil if the server does not say.
  static func seconds(of headers: [RemoteHeader]) -> Int? {
    guard let value = headers.first(named: "cache-control") else { return nil }
    var lifetime: Int?
    for part in value.lowercased().split(separator: ",") {
      let directive = part.drop { $0 == " " }
      if directive.hasPrefix("no-cache") || directive.hasPrefix("no-store") { return 0 }
      for name in ["max-age=", "s-maxage="] where directive.hasPrefix(name) {
        let digits = directive.utf8.dropFirst(name.utf8.count).prefix { $0 &- UInt8(ascii: "0") < 10 }
        // A number that is too large to be one means a long time (section 1.2.2).
        if !digits.isEmpty { lifetime = min(longest, Int(Substring(digits)) ?? longest) }
      }
    }
    return lifetime
  }
}
