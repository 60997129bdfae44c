package import ConnectorProtocol
import JSON

/// Which file a source is, and how it is opened.
package struct SQLiteSettings: Equatable, Sendable {
  package var path: String
  /// Whether a missing file is made instead of being an error.
  package var createsFile = false
  /// Whether a value that does not fit its column's declared type is shown as null instead of failing the query.
  package var showsInexactAsNull = false

  /// Reads a configuration in any of the forms that README.md lists. Throws family `user`.
  package init(configuration text: String) throws(ConnectorError) {
    guard let configuration = try? JSON(parsing: text) else { throw Self.invalid("the configuration is not JSON") }
    let info = configuration["connection_info"] ?? configuration["value"] ?? configuration
    let places = [info] + ["path", "db", "database_url", "uri", "url"].compactMap { info[$0] }
    guard let place = places.lazy.compactMap(\.stringValue).first, !place.isEmpty else {
      throw Self.invalid("the connection settings name no file")
    }
    path = try Self.path(of: place)
    createsFile = info["create"]?.boolValue ?? false
    showsInexactAsNull = info["inexact_values"]?.stringValue == "null"
  }

  private static func invalid(_ message: String) -> ConnectorError {
    ConnectorError(.user, code: "invalid-configuration", message: message)
  }

  /// `sqlite:///data/app.db` and `file:/data/app.db` are paths with a scheme; three slashes mean an absolute path.
  private static func path(of place: String) throws(ConnectorError) -> String {
    var bytes = Array(place.utf8)[...]
    guard let scheme = ["sqlite:", "file:"].first(where: { bytes.starts(with: $0.utf8) }) else { return place }
    bytes = bytes.dropFirst(scheme.utf8.count)
    if bytes.starts(with: "//".utf8) { bytes = bytes.dropFirst(2) }
    bytes = bytes.prefix { $0 != UInt8(ascii: "?") }
    var path: [UInt8] = []
    while let byte = bytes.popFirst() {
      if byte == UInt8(ascii: "%"), bytes.count >= 2, let value = UInt8(String(decoding: bytes.prefix(2), as: UTF8.self), radix: 16) {
        path.append(value)
        bytes = bytes.dropFirst(2)
      } else {
        path.append(byte)
      }
    }
    guard !path.isEmpty else { throw invalid("the connection settings name no file") }
    return String(decoding: path, as: UTF8.self)
  }
}
