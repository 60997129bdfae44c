import RemoteSchemas

/// How long an answer may be used (RFC 9111, section 5.2.2).
enum Freshness {
  /// Seconds by `Cache-Control`; 0 if the answer must not be kept, nil if the server does not say.
  static func seconds(of headers: [RemoteHeader]) -> Int? {
    guard let value = headers.first(named: "cache-control") else { return nil }
    var lifetime: Int?
    for part in value.lowercased().split(separator: ",") {
      let directive = part.drop { $0 == " " }
      if directive.hasPrefix("no-cache") || directive.hasPrefix("no-store") { return 0 }
      for name in ["max-age=", "s-maxage="] where directive.hasPrefix(name) {
        lifetime = Int(directive.dropFirst(name.count).prefix { $0.isNumber }) ?? lifetime
      }
    }
    return lifetime
  }
}
