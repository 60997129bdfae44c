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
    #expect(EngineError(error) == EngineError(EngineError.Code(rawValue: code), "m"))
  }

  @Test func `detail is JSON or nothing`() {
    #expect(EngineError(ConnectorError(.user, message: "m", detail: #"{"a":1}"#)).detail == ["a": 1])
    #expect(EngineError(ConnectorError(.user, message: "m", detail: "{")).detail == nil)
  }
}
