package import ConnectorProtocol
import JSON

/// Where a database is and who logs in: a source's configuration, understood. Holds a password: never printed.
package struct MySQLSettings: Equatable, Sendable {
  package var host = "localhost"
  package var port: UInt32 = 3306
  package var user = ""
  package var password = ""
  package var database = ""
  /// The path of a Unix socket, used instead of host and port.
  package var socket: String?
  package var tls = TLS()
  /// Seconds to wait for a connection.
  package var connectTimeout: UInt32 = 10

  /// How much the way to the server is protected; the words are those of MySQL's clients.
  package struct TLS: Equatable, Sendable {
    /// What is demanded of the way to the server.
    package enum Mode: String, Sendable {
      case disabled, preferred, required
      /// The certificate must be valid for the host; the client library cannot leave the name out, so `VERIFY_CA` means this too.
      case verified
    }

    package var mode = Mode.preferred
    package var authority: String?
    package var certificate: String?
    package var key: String?
  }

  init() {}

  /// Reads a configuration in any of the forms that README.md lists. Throws family `user` and never repeats values.
  package init(configuration text: String) throws(ConnectorError) {
    guard let configuration = try? JSON(parsing: text) else { throw Self.invalid("the configuration is not JSON") }
    let info = configuration["connection_info"] ?? configuration["value"] ?? configuration
    let urls = ["database_url", "uri", "url", "jdbc_url"].compactMap { info[$0] } + [info]
    if let url = urls.lazy.compactMap(\.stringValue).first {
      try readURL(url)
    }
    let parameters = info["database_url"]?["connection_parameters"] ?? info
    for (key, value) in parameters.objectValue?.entries ?? [] {
      if let text = value.stringValue ?? value.int.map(String.init) { try set(key.lowercased(), to: text) }
    }
    if database.isEmpty { throw Self.invalid("the connection settings name no database") }
  }

  static func invalid(_ message: String) -> ConnectorError {
    ConnectorError(.user, code: "invalid-configuration", message: message)
  }

  private mutating func readURL(_ text: String) throws(ConnectorError) {
    var body = Array(text.utf8)[...]
    if body.starts(with: "jdbc:".utf8) { body = body.dropFirst(5) }
    let schemes = ["mysql://", "mariadb://"]
    guard let scheme = schemes.first(where: { body.starts(with: $0.utf8) }) else {
      throw Self.invalid("the database URL must start with mysql:// or mariadb://")
    }
    body = body.dropFirst(scheme.utf8.count)
    let end = body.firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") } ?? body.endIndex
    try readAuthority(body[..<end])
    let rest = body[end...]
    let query = rest.firstIndex(of: UInt8(ascii: "?")) ?? rest.endIndex
    database = try Self.decode(rest[..<query].drop { $0 == UInt8(ascii: "/") })
    for pair in rest[query...].dropFirst().split(separator: UInt8(ascii: "&")) {
      let equals = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
      try set(try Self.decode(pair[..<equals]).lowercased(), to: try Self.decode(pair[equals...].dropFirst()))
    }
  }

  private mutating func readAuthority(_ authority: ArraySlice<UInt8>) throws(ConnectorError) {
    var place = authority
    if let at = authority.lastIndex(of: UInt8(ascii: "@")) {
      let login = authority[..<at]
      place = authority[(at + 1)...]
      let colon = login.firstIndex(of: UInt8(ascii: ":")) ?? login.endIndex
      user = try Self.decode(login[..<colon])
      password = try Self.decode(login[colon...].dropFirst())
    }
    var name = place
    if place.first == UInt8(ascii: "["), let bracket = place.firstIndex(of: UInt8(ascii: "]")) {
      name = place[(place.startIndex + 1)..<bracket]
      place = place[(bracket + 1)...]
    } else {
      let colon = place.firstIndex(of: UInt8(ascii: ":")) ?? place.endIndex
      name = place[..<colon]
      place = place[colon...]
    }
    if !name.isEmpty { host = try Self.decode(name) }
    if place.count > 1 { try set("port", to: String(decoding: place.dropFirst(), as: UTF8.self)) }
  }

  /// Takes one setting of a URL's query or of a configuration object. What is not known is left alone: drivers have hundreds.
  private mutating func set(_ key: String, to value: String) throws(ConnectorError) {
    switch key {
    case "host": host = value
    case "port":
      guard let number = UInt16(value) else { throw Self.invalid("the port is not a number from 0 to 65535") }
      port = UInt32(number)
    case "user", "username": user = value
    case "password": password = value
    case "database", "db", "dbname": database = value
    case "socket", "unix_socket", "localsocket": socket = value.isEmpty ? nil : value
    case "connect_timeout", "connecttimeout": connectTimeout = UInt32(value) ?? connectTimeout
    case "ssl-mode", "sslmode", "ssl_mode": tls.mode = try Self.tlsMode(value)
    case "usessl": tls.mode = value == "true" ? .preferred : .disabled
    case "requiressl": if value == "true" { tls.mode = .required }
    case "ssl-ca", "ssl_ca", "sslca", "sslrootcert", "serversslcert": tls.authority = value
    case "ssl-cert", "ssl_cert", "sslcert": tls.certificate = value
    case "ssl-key", "ssl_key", "sslkey": tls.key = value
    default: break
    }
  }

  private static func tlsMode(_ value: String) throws(ConnectorError) -> TLS.Mode {
    switch value.lowercased() {
    case "disabled", "disable", "false": .disabled
    case "preferred", "prefer": .preferred
    case "required", "require", "trust", "true": .required
    case "verify_ca", "verify-ca", "verify_identity", "verify-identity", "verify-full": .verified
    default: throw invalid("the TLS mode must be DISABLED, PREFERRED, REQUIRED, VERIFY_CA or VERIFY_IDENTITY")
    }
  }

  /// Resolves the percent escapes of a URL's part.
  private static func decode(_ part: ArraySlice<UInt8>) throws(ConnectorError) -> String {
    var bytes: [UInt8] = []
    var rest = part
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16), rest.count >= 2 else {
        throw invalid("the database URL has a percent sign that starts no escape")
      }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
