import ConnectorProtocol
import Errors
import JSON

extension EngineError {
  /// What a connector's error is to the client: the only place where the two error models meet.
  ///
  /// Where a connector names a code, it names Hasura's (`data-exception`, `<kind>-error` ...), except for constraints and permissions,
  /// whose code is one for all. The message stands as given: constraint errors carry Hasura's texts already.
  init(_ error: ConnectorError) {
    self.init(Self.code(of: error), error.message, detail: error.detail.flatMap { try? JSON(parsing: $0) })
  }

  private static func code(of error: ConnectorError) -> Code {
    let own = error.code.isEmpty ? nil : Code(rawValue: error.code)
    return switch error.family {
    case .constraint: .constraintViolation
    case .permission: .permissionError
    case .user: own ?? .dataException
    case .conflict: .conflict
    case .unsupported: .notSupported
    case .timeout: .timeout
    case .unavailable, .cancelled, .internal: own ?? .unexpected
    }
  }
}
