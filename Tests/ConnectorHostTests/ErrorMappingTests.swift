import ConnectorProtocol
import Errors
import JSON
import Testing

@testable import ConnectorHost

/// What connectors' errors are to clients.
struct ErrorMappingTests {
  @Test(arguments: [
    (ConnectorError(.constraint, code: "unique-violation", message: "m"), "constraint-violation"),
    (ConnectorError(.permission, code: "denied", message: "m"), "permission-error"),
    (ConnectorError(.user, message: "m"), "data-exception"),
    (ConnectorError(.user, code: "validation-failed", message: "m"), "validation-failed"),
    (ConnectorError(.conflict, code: "stale", message: "m"), "conflict"),
    (ConnectorError(.conflict, code: "concurrent-update", message: "m"), "concurrent-update"),
    (ConnectorError(.unsupported, message: "m"), "not-supported"),
    (ConnectorError(.unavailable, message: "m"), "unexpected"),
    (ConnectorError(.timeout, message: "m"), "timeout"),
    (ConnectorError(.cancelled, message: "m"), "unexpected"),
    (ConnectorError(.internal, message: "m"), "unexpected"),
    (ConnectorError(.internal, code: "some-error", message: "m"), "unexpected"),
  ])
  func `every family has a code`(error: ConnectorError, code: String) {
    let mapped = EngineError(error)
    #expect(mapped.code == EngineError.Code(rawValue: code) && mapped.message == "m" && mapped.detail == nil)
  }

  @Test(
    arguments: [
      (ConnectorError(.constraint, code: "unique-violation", message: "m"), nil), (ConnectorError(.conflict, message: "m"), nil),
      (ConnectorError(.user, code: "data-exception", message: "m"), nil), (ConnectorError(.timeout, message: "m"), nil),
      (ConnectorError(.permission, code: "permission-error", message: "m"), nil), (ConnectorError(.unsupported, message: "m"), nil),
      (ConnectorError(.permission, code: "permission-denied", message: "m"), "database query error"),
      (ConnectorError(.unsupported, message: "m", native: "1235"), "database query error"),
      (ConnectorError(.user, code: "postgres-error", message: "m"), "database query error"),
      (ConnectorError(.unavailable, message: "m"), "database query error"),
      (ConnectorError(.internal, message: "m"), "database query error"),
    ] as [(ConnectorError, String?)])
  func `a driver's own words are not for everyone`(error: ConnectorError, said: String?) {
    #expect(EngineError(error).publicMessage == said)
  }

  @Test func `detail is JSON or nothing`() {
    #expect(EngineError(ConnectorError(.user, message: "m", detail: #"{"a":1}"#)).detail == ["a": 1])
    #expect(EngineError(ConnectorError(.user, message: "m", detail: "{")).detail == nil)
  }
}
