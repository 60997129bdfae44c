package import NIOCore
package import NIOHTTP1

/// Header fields in the order they came, found by name without regard to case.
package typealias HTTPFields = NIOHTTP1.HTTPHeaders
package typealias HTTPMethod = NIOHTTP1.HTTPMethod
package typealias HTTPStatus = NIOHTTP1.HTTPResponseStatus

/// One request, with its whole body.
package struct HTTPRequest: Sendable {
  package let method: HTTPMethod
  package let target: RequestTarget
  package let headers: HTTPFields
  package let body: ByteBuffer
  /// Nil when the client had gone before its address was asked for.
  package let peer: SocketAddress?
  /// The loop of the connection, on which the handler runs.
  package let eventLoop: any EventLoop

  /// The percent-decoded path.
  package var path: String { target.path }
  package var queryItems: [RequestTarget.QueryItem] { target.queryItems }

  let version: HTTPVersion
  let asksToKeepAlive: Bool

  /// Returns nil for a target whose percent-encoding is broken or is not UTF-8.
  init?(_ head: HTTPRequestHead, body: ByteBuffer, channel: any Channel) {
    guard let target = RequestTarget(head.uri) else { return nil }
    self.target = target
    self.body = body
    method = head.method
    headers = head.headers
    version = head.version
    peer = channel.remoteAddress
    eventLoop = channel.eventLoop
    // The decoder stops after a request with `Upgrade`, whether or not the upgrade is granted.
    asksToKeepAlive = head.isKeepAlive && head.method != .CONNECT && !head.headers.contains(name: "upgrade")
  }
}
