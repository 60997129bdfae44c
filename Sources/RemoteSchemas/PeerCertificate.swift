import Glibc
import NIOCore
import NIOSSL

/// What is asked of the certificate of a server on the allowlist.
enum PeerCertificate {
  /// Takes any certificate. Configurations are told apart by their values, so that connections made with this one are kept apart.
  static let ofAnySigner: TLSConfiguration = {
    var configuration = TLSConfiguration.makeClientConfiguration()
    configuration.certificateVerification = .none
    return configuration
  }()

  /// Fails, and closes the connection, if its certificate is out of date: the allowlist forgives who signed it and for which name, not that
  /// (Hasura's `dynamicTlsSettings`). Whatever else was wrong with the certificate of any other host has ended the handshake before.
  static func check(_ channel: any Channel) -> EventLoopFuture<Void> {
    // Without TLS there is none.
    let checked = channel.nioSSL_peerCertificate().flatMapErrorThrowing { _ in nil }.flatMapThrowing { certificate in
      guard let certificate else { return }
      let now = time(nil)
      guard certificate.notValidBefore <= now else { throw RemoteFailure(.tls, "the certificate is not valid yet") }
      guard now <= certificate.notValidAfter else { throw RemoteFailure(.tls, "the certificate has expired") }
    }
    // Whoever waits must learn of the failure before the connection is gone.
    checked.whenFailure { _ in channel.eventLoop.execute { channel.close(promise: nil) } }
    return checked
  }
}
