import ConnectorProtocol
import NIOCore

/// The time that a call may take, waiting for a connection included.
struct CallDeadline {
  private let context: CallContext
  private let connectorGivesUp: NIODeadline?
  private let grace: TimeAmount

  init(_ context: CallContext, grace: TimeAmount) {
    self.context = context
    self.grace = grace
    connectorGivesUp = context.deadline == 0 ? nil : .now() + .milliseconds(Int64(context.deadline))
  }

  /// When the host gives up: after the connector, whose error says more.
  var hostGivesUp: NIODeadline? { connectorGivesUp.map { $0 + grace } }

  /// The context to send now: what is left of the time.
  func remaining() throws(CallFailure) -> CallContext {
    guard let connectorGivesUp else { return context }
    let left = (connectorGivesUp - .now()).nanoseconds / 1_000_000
    guard left > 0 else { throw .timedOut }
    var shortened = context
    shortened.deadline = UInt32(left)
    return shortened
  }
}
