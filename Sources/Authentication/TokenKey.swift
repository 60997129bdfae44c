import JSON
import JWTKit

/// A key that signatures are checked with.
///
/// Which algorithms it may be used for is a fact about the key, never the token's choice: a token that names a symmetric algorithm must not
/// be checked with the text of a public key (RFC 8725, section 2.1).
struct TokenKey: Sendable {
  let id: String?
  private let byAlgorithm: [String: JWTKeyCollection]

  /// Whether the key can be used for an algorithm.
  func serves(_ algorithm: String) -> Bool { byAlgorithm[algorithm] != nil }

  /// Whether the key made the token's signature.
  func signed(_ token: Token) async -> Bool {
    guard let keys = byAlgorithm[token.algorithm] else { return false }
    return (try? await keys.verify(token.text, as: AnyClaims.self)) != nil
  }

  /// Claims are read by their own rules; the library only checks the signature.
  private struct AnyClaims: JWTPayload {
    func verify(using algorithm: some JWTAlgorithm) async throws {}
  }

  private init(id: String?, byAlgorithm: [String: JWTKeyCollection]) {
    self.id = id
    self.byAlgorithm = byAlgorithm
  }

  /// A key of the configuration: a secret, or a public key or certificate in PEM. Throws what is wrong with it.
  init(_ text: String, algorithm: String) async throws {
    let keys = JWTKeyCollection()
    switch algorithm {
    case "HS256": await keys.add(hmac: HMACKey(from: text), digestAlgorithm: .sha256)
    case "HS384": await keys.add(hmac: HMACKey(from: text), digestAlgorithm: .sha384)
    case "HS512": await keys.add(hmac: HMACKey(from: text), digestAlgorithm: .sha512)
    case "RS256": await keys.add(rsa: try Self.rsa(text), digestAlgorithm: .sha256)
    case "RS384": await keys.add(rsa: try Self.rsa(text), digestAlgorithm: .sha384)
    case "RS512": await keys.add(rsa: try Self.rsa(text), digestAlgorithm: .sha512)
    case "ES256": await keys.add(ecdsa: try Self.isCertificate(text) ? ES256PublicKey(certificate: text) : ES256PublicKey(pem: text))
    case "ES384": await keys.add(ecdsa: try Self.isCertificate(text) ? ES384PublicKey(certificate: text) : ES384PublicKey(pem: text))
    case "ES512": await keys.add(ecdsa: try Self.isCertificate(text) ? ES512PublicKey(certificate: text) : ES512PublicKey(pem: text))
    case "Ed25519": await keys.add(eddsa: try EdDSA.PublicKey(pem: text))
    default: throw UnknownAlgorithm(name: algorithm)
    }
    // The name in tokens is that of the family of curves (RFC 8037, section 3.1).
    self.init(id: nil, byAlgorithm: [algorithm == "Ed25519" ? "EdDSA" : algorithm: keys])
  }

  struct UnknownAlgorithm: Error { let name: String }

  private static func rsa(_ text: String) throws -> Insecure.RSA.PublicKey {
    try isCertificate(text) ? Insecure.RSA.PublicKey(certificatePEM: text) : Insecure.RSA.PublicKey(pem: text)
  }

  private static func isCertificate(_ text: String) -> Bool { text.contains("-----BEGIN CERTIFICATE-----") }
}

extension TokenKey {
  /// A member of a key set (RFC 7517, section 4); nil if it is of a sort that is not used for signatures here.
  ///
  /// Symmetric keys are left out: whoever can read the set could sign.
  init?(member: JSON) async {
    guard let kind = member["kty"]?.stringValue, member["use"]?.stringValue ?? "sig" == "sig" else { return nil }
    var byAlgorithm: [String: JWTKeyCollection] = [:]
    for algorithm in Self.algorithms(kind, curve: member["crv"]?.stringValue) where member["alg"]?.stringValue ?? algorithm == algorithm {
      guard var object = member.objectValue else { return nil }
      object["kid"] = "key"
      object["alg"] = .string(algorithm)
      let keys = JWTKeyCollection()
      guard (try? await keys.add(jwksJSON: JSON.object(["keys": [.object(object)]]).text)) != nil else { continue }
      byAlgorithm[algorithm] = keys
    }
    guard !byAlgorithm.isEmpty else { return nil }
    self.init(id: member["kid"]?.stringValue, byAlgorithm: byAlgorithm)
  }

  private static func algorithms(_ kind: String, curve: String?) -> [String] {
    switch (kind, curve) {
    case ("RSA", _): ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"]
    case ("EC", "P-256"): ["ES256"]
    case ("EC", "P-384"): ["ES384"]
    case ("EC", "P-521"): ["ES512"]
    case ("OKP", "Ed25519"): ["EdDSA"]
    default: []
    }
  }
}
