package import Errors
import JSON
import QueryPlan

/// How tokens are recognised and read: one object of `HASURA_GRAPHQL_JWT_SECRET`.
package struct TokenSettings: Equatable, Sendable {
  /// Where the key comes from.
  enum Key: Equatable, Sendable {
    case text(String, algorithm: String)
    case url(String)
  }

  /// Where a request carries its token.
  enum Place: Equatable, Sendable {
    /// `Authorization: Bearer ...`
    case authorization
    case cookie(String)
    /// `name: Bearer ...`; the name in lower case.
    case header(String)
  }

  /// Where the session variables stand among the claims.
  enum Claims: Equatable, Sendable {
    /// Under the steps of a path; with `isText`, as JSON inside of a text.
    case namespace([String], isText: Bool)
    case map([String: MappedClaim])
  }

  /// A session variable's own place among the claims.
  enum MappedClaim: Equatable, Sendable {
    case literal(JSON)
    case path([String], default: JSON?)
  }

  var key: Key
  var place = Place.authorization
  var claims = Claims.namespace([Self.usualNamespace], isText: false)
  /// One of them must be among the token's; empty accepts any.
  var audiences: Set<String> = []
  var issuer: String?
  /// Seconds by which clocks may differ.
  var allowedSkew = 0

  static let usualNamespace = "https://hasura.io/jwt/claims"

  /// The settings of an object, or of a list of them.
  package static func all(parsing text: String) throws(EngineError) -> [TokenSettings] {
    guard let json = try? JSON(parsing: text) else { throw Self.wrong("it is not JSON") }
    var settings: [TokenSettings] = []
    for object in json.arrayValue ?? [json] { settings.append(try TokenSettings(object)) }
    return settings
  }

  init(_ json: JSON) throws(EngineError) {
    guard json.objectValue != nil else { throw Self.wrong("expected an object") }
    key = try Self.key(json)
    if let header = json["header"], !header.isNull { place = try Self.place(header) }
    claims = try Self.claims(json)
    audiences = try Self.audiences(json["audience"])
    issuer = try Self.text("issuer", json)
    if let skew = json["allowed_skew"], !skew.isNull {
      guard let seconds = skew.int, (0..<(1 << 60)).contains(seconds) else { throw Self.wrong("'allowed_skew' is a number of seconds") }
      allowedSkew = seconds
    }
  }

  private static func key(_ json: JSON) throws(EngineError) -> Key {
    let (type, text, url) = (try text("type", json), try text("key", json), try text("jwk_url", json))
    switch (type, text, url) {
    case (_, nil, let url?): return .url(url)
    case (let type?, let text?, nil):
      guard algorithms.contains(type) else { throw wrong("'\(type)' is not a type of key: \(algorithms.joined(separator: ", "))") }
      return .text(text, algorithm: type)
    case (_, nil, nil): throw wrong("key and jwk_url both cannot be empty")
    case (_, .some, .some): throw wrong("key, jwk_url both cannot be present")
    case (nil, .some, nil): throw wrong("type is required with key")
    }
  }

  private static let algorithms = ["HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "ES256", "ES384", "ES512", "Ed25519"]

  private static func place(_ json: JSON) throws(EngineError) -> Place {
    switch try text("type", json) {
    case "Authorization": return .authorization
    case "Cookie":
      guard let name = try text("name", json) else { throw wrong("a cookie needs a name") }
      return .cookie(name)
    case "CustomHeader":
      guard let name = try text("name", json) else { throw wrong("a header needs a name") }
      return .header(name.lowercased())
    default: throw wrong("'header.type' is Authorization, Cookie or CustomHeader")
    }
  }

  private static func claims(_ json: JSON) throws(EngineError) -> Claims {
    if let map = json["claims_map"], !map.isNull { return .map(try mapped(map)) }
    let isText: Bool
    switch try text("claims_format", json) {
    case nil, "json": isText = false
    case "stringified_json": isText = true
    default: throw wrong("'claims_format' is json or stringified_json")
    }
    switch (try text("claims_namespace", json), try text("claims_namespace_path", json)) {
    case (.some, .some): throw wrong("claims_namespace and claims_namespace_path both cannot be set")
    case (let name?, nil): return .namespace([name], isText: isText)
    case (nil, let path?): return .namespace(try steps(path), isText: isText)
    case (nil, nil): return .namespace([usualNamespace], isText: isText)
    }
  }

  private static func mapped(_ json: JSON) throws(EngineError) -> [String: MappedClaim] {
    guard let object = json.objectValue else { throw wrong("'claims_map' is an object") }
    var map: [String: MappedClaim] = [:]
    for (name, value) in object {
      let name = name.lowercased()
      guard name.hasPrefix("x-hasura-") else { throw wrong("'\(name)' is not the name of a session variable") }
      if value.objectValue != nil {
        guard let path = try text("path", value) else { throw wrong("'claims_map.\(name)' needs a path") }
        map[name] = .path(try steps(path), default: value["default"])
      } else {
        map[name] = .literal(value)
      }
    }
    for name in [TokenVerifier.allowedRoles, TokenVerifier.defaultRole] where map[name] == nil {
      throw wrong("'claims_map' needs \(name)")
    }
    return map
  }

  private static func audiences(_ json: JSON?) throws(EngineError) -> Set<String> {
    guard let json, !json.isNull else { return [] }
    let list = json.arrayValue ?? [json]
    let texts = list.compactMap(\.stringValue)
    guard texts.count == list.count else { throw wrong("'audience' is a text or a list of texts") }
    return Set(texts)
  }

  private static func steps(_ path: String) throws(EngineError) -> [String] {
    do { return try JSONPath.steps(of: path) } catch { throw wrong("'\(path)' is not a path") }
  }

  private static func text(_ name: String, _ json: JSON) throws(EngineError) -> String? {
    guard let value = json[name], !value.isNull else { return nil }
    guard let text = value.stringValue else { throw wrong("'\(name)' is a text") }
    return text
  }

  static func wrong(_ what: String) -> EngineError { EngineError(.invalidConfiguration, "invalid JWT configuration: \(what)") }
}
