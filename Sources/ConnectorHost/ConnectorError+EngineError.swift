package import ConnectorProtocol
package import Errors
import JSON

extension EngineError {
  /// What a connector's error is to the client: the only place where the two error models meet.
  ///
  /// For what the user did wrong a connector names Hasura's code (`data-exception`, `<kind>-error` ...); every other family has one code for
  /// all connectors, and their own words serve programs on the wire only. The message stands as given: constraint errors carry Hasura's texts already.
  package init(_ error: ConnectorError) {
    self.init(Self.code(of: error), error.message, detail: error.detail.flatMap { try? JSON(parsing: $0) })
    if !Self.isForAnyone(error) { publicMessage = Self.queryError }
  }

  /// Whether the message speaks of what the client sent. Others are a driver's words: they name hosts, logins, statements and hidden columns.
  private static func isForAnyone(_ error: ConnectorError) -> Bool {
    switch error.family {
    case .constraint, .conflict, .timeout: true
    case .user: ["data-exception", "bad-request", "constraint-error"].contains(error.code)
    // The check of a permission; what a database denies to its login has another code.
    case .permission: error.code == EngineError.Code.permissionError.rawValue
    // What the connector itself refuses has no code of a driver.
    case .unsupported: error.native == nil
    case .unavailable, .cancelled, .internal: false
    }
  }

  /// What Hasura says instead (`mkTxErrorHandler`).
  private static let queryError = "database query error"

  private static func code(of error: ConnectorError) -> Code {
    let own = error.code.isEmpty ? nil : Code(rawValue: error.code)
    return switch error.family {
    // A check of the database is a rule about who may write what, as a check of a permission is (Hasura's word for both).
    case .constraint: own == .permissionError ? .permissionError : .constraintViolation
    case .permission: .permissionError
    case .user: own ?? .dataException
    // A serialization failure is Hasura's `concurrent-update`, anything else a stale version.
    case .conflict: own == .concurrentUpdate ? .concurrentUpdate : .conflict
    case .unsupported: .notSupported
    case .timeout: .timeout
    case .unavailable, .cancelled, .internal: .unexpected
    }
  }
}
