import ConnectorProtocol
import Synchronization

/// One run of a connector's process that said welcome: all that is needed to open data sockets to it.
final class ConnectorSession: Sendable {
  /// Which run of the process this is, counted from 1.
  let run: Int
  /// The connector's name, for errors.
  let name: String
  let socketPath: String
  let token: String
  /// By kind.
  let capabilities: [String: Capabilities]
  private let lastRequest = Atomic<UInt32>(0)
  private let cancelRequest: @Sendable (UInt32) -> Void

  init(
    run: Int, name: String, socketPath: String, token: String, capabilities: [String: Capabilities],
    cancel: @escaping @Sendable (UInt32) -> Void
  ) {
    self.run = run
    self.name = name
    self.socketPath = socketPath
    self.token = token
    self.capabilities = capabilities
    cancelRequest = cancel
  }

  /// A number for a request that no other request of this process has.
  func nextRequestID() -> UInt32 { lastRequest.wrappingAdd(1, ordering: .relaxed).newValue }

  /// Asks the connector to end a request early. Nothing happens unless that very request is running.
  func cancel(_ request: UInt32) { cancelRequest(request) }
}
