import ConnectorProtocol
import JSON

/// How a source is reached: its `configuration` as libpq's parameters.
struct PostgresConfiguration {
  /// In libpq's order: a URL first, then what overrides it.
  var parameters: [(name: String, value: String)] = []
  var usesPreparedStatements = true
  var isolation = Isolation.readCommitted
  /// Files in memory that hold certificates; open as long as the configuration is used.
  private let files = MemoryFiles()

  enum Isolation: String {
    case readCommitted = "read-committed"
    case repeatableRead = "repeatable-read"
    case serializable

    var sql: String {
      switch self {
      case .readCommitted: "READ COMMITTED"
      case .repeatableRead: "REPEATABLE READ"
      case .serializable: "SERIALIZABLE"
      }
    }
  }

  /// Reads `{"connection_info": {"database_url": ..., "use_prepared_statements": ..., "isolation_level": ..., "ssl_configuration": ...}}`.
  /// Throws family `user` (code `invalid-configuration`); no message quotes a value.
  init(_ text: String) throws(ConnectorError) {
    let json: JSON
    do { json = try JSON(parsing: text) } catch { throw Self.invalid("the configuration is not JSON") }
    guard let info = json["connection_info"] else { throw Self.invalid("connection_info is missing") }
    guard let location = info["database_url"] ?? info["connection_string"] else { throw Self.invalid("database_url is missing") }
    try read(location: location)
    if let value = info["use_prepared_statements"]?.boolValue { usesPreparedStatements = value }
    if let level = info["isolation_level"]?.stringValue {
      guard let known = Isolation(rawValue: level) else {
        throw Self.invalid("isolation_level must be read-committed, repeatable-read or serializable")
      }
      isolation = known
    }
    if let ssl = info["ssl_configuration"], !ssl.isNull { try read(ssl: ssl) }
    parameters.append(("client_encoding", "UTF8"))
    parameters.append(("fallback_application_name", "joinery"))
    if !parameters.contains(where: { $0.name == "connect_timeout" }), !Self.isTimeoutGiven(parameters) {
      parameters.append(("connect_timeout", "10"))
    }
  }

  private static func isTimeoutGiven(_ parameters: [(name: String, value: String)]) -> Bool {
    parameters.first?.value.contains("connect_timeout=") ?? false
  }

  private static func invalid(_ message: String) -> ConnectorError {
    ConnectorError(.user, code: "invalid-configuration", message: message)
  }

  private mutating func read(location: JSON) throws(ConnectorError) {
    if let url = location.stringValue {
      guard !url.isEmpty else { throw Self.invalid("database_url is empty") }
      // libpq itself reads URLs (percent-encoding, sockets, IPv6, sslmode) when they are given as the database's name.
      return parameters.append(("dbname", url))
    }
    guard location.objectValue != nil else { throw Self.invalid("database_url must be a string or have connection_parameters") }
    let parts = location["connection_parameters"] ?? location
    let names = [
      ("host", "host"), ("port", "port"), ("username", "user"), ("user", "user"), ("password", "password"), ("database", "dbname"),
    ]
    for (key, name) in names {
      guard let value = parts[key], !value.isNull else { continue }
      guard let text = value.stringValue ?? value.int.map(String.init) else { throw Self.invalid("\(key) must be a string") }
      // A database's name must not be taken for a connection string.
      if name == "dbname", text.contains("=") || text.contains("://") {
        parameters.insert(("dbname", "dbname='\(Self.escaped(text))'"), at: 0)
      } else {
        parameters.append((name, text))
      }
    }
    if parameters.isEmpty { throw Self.invalid("connection_parameters are missing") }
  }

  private static func escaped(_ text: String) -> String {
    String(decoding: text.utf8.flatMap { $0 == 0x27 || $0 == 0x5C ? [0x5C, $0] : [$0] }, as: UTF8.self)
  }

  private mutating func read(ssl: JSON) throws(ConnectorError) {
    if let mode = ssl["sslmode"]?.stringValue { parameters.append(("sslmode", mode)) }
    for name in ["sslrootcert", "sslcert", "sslkey"] {
      guard let value = ssl[name]?.stringValue else { continue }
      guard value.utf8.starts(with: "-----BEGIN".utf8) else {
        parameters.append((name, value))
        continue
      }
      guard let path = files.make(value) else { throw Self.invalid("\(name) cannot be kept") }
      parameters.append((name, path))
    }
    if let password = ssl["sslpassword"]?.stringValue { parameters.append(("sslpassword", password)) }
  }
}
