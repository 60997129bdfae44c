/// The hosts whose certificates need not be signed by a known authority.
package struct TLSAllowlist: Equatable, Sendable {
  /// An entry of the list.
  package struct Host: Equatable, Sendable {
    let name: String
    let port: String?

    /// A host; without a port, all of its ports.
    package init(name: String, port: String?) {
      self.name = name.lowercased()
      self.port = port
    }
  }

  private let hosts: [Host]

  /// A list of hosts.
  package init(_ hosts: [Host] = []) { self.hosts = hosts }

  /// Whether the server of a URL is on the list.
  func contains(serverOf url: String) -> Bool {
    guard !hosts.isEmpty, let server = Self.server(of: url) else { return false }
    return hosts.contains { $0.name == server.name && ($0.port == nil || $0.port == server.port) }
  }

  /// Host and port of a URL whose scheme is https (RFC 3986, section 3.2).
  private static func server(of url: String) -> Host? {
    let scheme = "https://"
    guard url.prefix(scheme.count).lowercased() == scheme else { return nil }
    let authority = url.dropFirst(scheme.count).prefix { !"/?#\\".contains($0) }
    let place = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? authority
    let isLiteral = place.hasPrefix("[")
    let name = isLiteral ? place.dropFirst().prefix { $0 != "]" } : place.prefix { $0 != ":" }
    let rest = place.dropFirst(isLiteral ? name.count + 2 : name.count)
    let port = rest.hasPrefix(":") ? rest.dropFirst() : ""
    return Host(name: String(name), port: port.isEmpty ? "443" : String(port))
  }
}
