package import Errors
package import JSON

/// A host whose certificates need not be signed by a known authority: an entry of `network.tls_allowlist`.
package struct TLSAllowance: Equatable, Sendable {
  package let host: String
  /// What follows the host, its port; nil stands for all of them.
  package let suffix: String?
  /// Whether certificates that sign themselves are allowed. So it is unless `permissions` is a list without `self-signed`.
  package let permitsSelfSigned: Bool

  /// Reads an entry, which is an object or only the host's name (Hasura's `TlsAllow`).
  package init(_ json: JSON) throws(EngineError) {
    if let host = json.stringValue, !host.isEmpty {
      self.host = host
      suffix = nil
      permitsSelfSigned = true
      return
    }
    let arguments = try Arguments(json, as: "TlsAllow")
    host = try arguments.read("host", Self.text)
    suffix = try arguments.readOptional("suffix", Self.text)
    permitsSelfSigned = try arguments.readOptional("permissions", Self.permitsSelfSigned) ?? true
  }

  /// The words for a type that Hasura reads as `String`, unlike most others.
  static func text(_ json: JSON) throws(EngineError) -> String {
    guard let text = json.stringValue else { throw Expect.mismatch("String", "String", json) }
    return text
  }

  private static func permitsSelfSigned(_ json: JSON) throws(EngineError) -> Bool {
    let permissions = try Expect.array(json)
    for (index, permission) in permissions.enumerated() where permission.stringValue != "self-signed" {
      throw EngineError(.parseFailed, "TlsPermission expecting one of SelfSigned", at: ErrorPath([.index(index)]))
    }
    return !permissions.isEmpty
  }
}

extension Metadata {
  /// The hosts whose certificates need not be signed by a known authority. Entries that cannot be read allow nothing.
  package var tlsAllowlist: [TLSAllowance] {
    (members["network"]?["tls_allowlist"]?.arrayValue ?? []).compactMap { entry in try? TLSAllowance(entry) }
  }

  /// Throws `parse-failed` if the `network` of whole metadata cannot be read.
  static func checkNetwork(_ metadata: Arguments) throws(EngineError) {
    _ = try metadata.readOptional("network") { json throws(EngineError) in
      try Arguments(json, as: "Network").list("tls_allowlist") { entry throws(EngineError) in try TLSAllowance(entry) }
    }
  }
}
