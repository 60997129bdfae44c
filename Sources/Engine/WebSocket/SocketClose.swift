/// Why the server closes a socket: a code of the protocol `graphql-transport-ws` and a sentence.
package struct SocketClose: Equatable, Sendable {
  package let code: UInt16
  package let reason: String

  /// The longest reason: a control frame has 125 bytes, and the code takes two (RFC 6455, 5.5).
  private static let longestReason = 123

  private init(_ code: UInt16, _ reason: String) {
    self.code = code
    self.reason = Self.shortened(reason)
  }

  package static let asked = SocketClose(1000, "")
  package static func invalidMessage(_ reason: String) -> SocketClose { SocketClose(4400, reason) }
  /// What the client proved who it is with is no longer valid.
  package static let expired = SocketClose(4401, "Unauthorized: the session has expired")
  package static let unauthorized = SocketClose(4401, "Unauthorized")
  package static func forbidden(_ reason: String) -> SocketClose { SocketClose(4403, "Forbidden: \(reason)") }
  package static let initialisationTimeout = SocketClose(4408, "Connection initialisation timeout")
  package static func duplicate(_ id: String) -> SocketClose { SocketClose(4409, "Subscriber for \(id) already exists") }
  package static let tooManyInitialisations = SocketClose(4429, "Too many initialisation requests")

  private static func shortened(_ reason: String) -> String {
    guard reason.utf8.count > longestReason else { return reason }
    var short = Substring(reason.unicodeScalars.prefix(longestReason))
    while short.utf8.count > longestReason { short.unicodeScalars.removeLast() }
    return String(short)
  }
}
