import Errors
import GraphQL

/// The way in which an operation reaches the engine.
enum Transport: Sendable {
  case get, post, socket

  /// Throws for an operation of a kind that may not come this way.
  func admit(_ operation: OperationType) throws(EngineError) {
    switch (self, operation) {
    case (.socket, _), (_, .query), (.post, .mutation): return
    case (.get, .mutation): throw EngineError(.methodNotAllowed, "mutations are not allowed over GET")
    case (.get, .subscription), (.post, .subscription):
      throw EngineError(.unexpectedPayload, "subscriptions are not supported over HTTP, use websockets instead")
    }
  }
}
