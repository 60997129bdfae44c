import AsyncHTTPClient
import Glibc
import NIOCore
import NIOPosix
import NIOSSL

/// Why there is no answer of another server. Never holds headers or bodies, which may be secret.
package struct RemoteFailure: Error, Equatable, Sendable {
  /// The sorts of failure.
  package enum Reason: String, Sendable {
    case connection
    case timeout
    case tls
    case tooLarge
    case invalidURL
    case other
  }

  package let reason: Reason
  /// A sentence for administrators.
  package let message: String

  init(_ reason: Reason, _ message: String) {
    self.reason = reason
    self.message = message
  }

  init(_ error: any Error, url: String) {
    switch error {
    case let failure as RemoteFailure: self = failure
    case let error as HTTPClientError: self = Self(error)
    case is NIOConnectionError: self = Self(.connection, "Connection failure: \(Self.plain(error))")
    case is CancellationError: self = Self(.other, "the request was cancelled")
    default: self = Self(Self.isAboutTLS(error) ? .tls : .connection, Self.plain(error))
    }
  }

  private init(_ error: HTTPClientError) {
    switch error {
    case .connectTimeout: self.init(.timeout, "Connection timeout")
    case .deadlineExceeded, .readTimeout, .writeTimeout, .getConnectionFromPoolTimeout: self.init(.timeout, "Response timeout")
    case .tlsHandshakeTimeout: self.init(.timeout, "TLS handshake timeout")
    case .invalidURL, .emptyHost, .emptyScheme, .missingSocketPath: self.init(.invalidURL, "Invalid URL")
    default: self.init(.connection, error.description)
    }
  }

  static func tooLarge(_ request: RemoteRequest) -> RemoteFailure {
    RemoteFailure(.tooLarge, "the answer is larger than \(request.largestAnswer) bytes")
  }

  /// Whether a connection that had been made was ended by the other side.
  static func isEndOfConnection(_ error: any Error) -> Bool {
    if let error = error as? HTTPClientError { return error == .remoteConnectionClosed }
    guard let error = error as? IOError else { return false }
    return error.errnoCode == ECONNRESET || error.errnoCode == EPIPE
  }

  private static func isAboutTLS(_ error: any Error) -> Bool {
    error is NIOSSLError || error is BoringSSLError || error is NIOSSLExtraError
  }

  private static func plain(_ error: any Error) -> String {
    if let error = error as? IOError { return String(cString: strerror(error.errnoCode)) }
    guard let connection = error as? NIOConnectionError else { return "\(error)" }
    if let first = connection.connectionErrors.first { return plain(first.error) }
    return "the host \"\(connection.host)\" is unknown"
  }
}
