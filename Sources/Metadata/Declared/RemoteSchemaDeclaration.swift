package import Errors
import JSON

/// A remote GraphQL server that the user added.
package struct RemoteSchemaDeclaration: Equatable, Sendable {
  package let name: String
  package let definition: RemoteSchemaDefinition
  package let permissions: [RemoteSchemaPermission]

  init(_ json: JSONObject) throws(EngineError) {
    let arguments = Arguments(json)
    name = try arguments.name("name")
    definition = try arguments.read("definition") { value throws(EngineError) in
      try RemoteSchemaDefinition(try Expect.object(value, as: "RemoteSchemaDef"))
    }
    permissions = try arguments.list("permissions") { value throws(EngineError) in
      try RemoteSchemaPermission(try Expect.object(value, as: "RemoteSchemaPermissionMetadata"))
    }
  }
}

/// What a role sees of a remote schema.
package struct RemoteSchemaPermission: Equatable, Sendable {
  package let role: String
  /// The part of the server's schema, in its definition language.
  package let schema: String

  init(_ json: JSONObject) throws(EngineError) {
    let arguments = Arguments(json)
    role = try arguments.name("role")
    schema = try arguments.read("definition") { value throws(EngineError) in
      try Arguments(value, as: "RemoteSchemaPermissionDefinition").string("schema")
    }
  }
}

/// How a remote server is reached, and how its names are changed.
package struct RemoteSchemaDefinition: Equatable, Sendable {
  package let url: URL
  package let headers: [Header]
  package let forwardsClientHeaders: Bool
  /// Seconds.
  package let timeout: Int
  package let customization: RemoteSchemaCustomization?

  /// Where the address comes from.
  package enum URL: Equatable, Sendable {
    /// A text with references to variables of the environment: `https://{{HOST}}/graphql`.
    case template(String)
    case variable(String)
  }

  /// A header that is sent with every request.
  package struct Header: Equatable, Sendable {
    package let name: String
    package let value: Value

    /// Where the value comes from.
    package enum Value: Equatable, Sendable {
      case text(String)
      case variable(String)
    }
  }

  init(_ json: JSONObject) throws(EngineError) {
    let arguments = Arguments(json)
    switch (try arguments.optionalString("url"), try arguments.optionalString("url_from_env")) {
    case (let url?, nil): self.url = .template(url)
    case (nil, let variable?): url = .variable(variable)
    case (nil, nil): throw EngineError(.parseFailed, "both `url` and `url_from_env` can't be empty")
    case (.some, .some): throw EngineError(.parseFailed, "both `url` and `url_from_env` can't be present")
    }
    headers = try arguments.list("headers", Header.init)
    forwardsClientHeaders = try arguments.flag("forward_client_headers")
    timeout = try arguments.optionalInt("timeout_seconds") ?? Self.usualTimeout
    customization = try arguments.readOptional("customization") { value throws(EngineError) in
      try RemoteSchemaCustomization(try Expect.object(value, as: "RemoteSchemaCustomization"))
    }
  }

  private static let usualTimeout = 60
}

extension RemoteSchemaDefinition.Header {
  /// Headers take no variables of the server itself: that would leak its secrets.
  init(_ json: JSON) throws(EngineError) {
    let arguments = try Arguments(json, as: "HeaderConf")
    name = try arguments.string("name")
    switch (try arguments.optionalString("value"), try arguments.optionalString("value_from_env")) {
    case (let text?, nil): value = .text(text)
    case (nil, let variable?):
      guard !variable.hasPrefix("HASURA_GRAPHQL_") else {
        throw EngineError(
          .parseFailed, "env variables starting with \"HASURA_GRAPHQL_\" are not allowed in value_from_env: \(variable)")
      }
      value = .variable(variable)
    case (nil, nil): throw EngineError(.parseFailed, "expecting value or value_from_env for a header")
    case (.some, .some): throw EngineError(.parseFailed, "expecting only one of value or value_from_env for a header")
    }
  }
}

extension RemoteSchemaDefinition {
  /// The address with the environment's values in it, and as it may be shown.
  ///
  /// Throws `invalid-params` when a variable is not set.
  package func resolvedURL(environment: (String) -> String?) throws(EngineError) -> (url: String, shown: String) {
    switch url {
    case .template(let template): return (try EnvironmentTemplate(template).filled(environment), template)
    case .variable(let name): return (try Self.value(of: name, environment), name)
    }
  }

  /// The headers with the environment's values. Throws `invalid-params` when a variable is not set.
  package func resolvedHeaders(environment: (String) -> String?) throws(EngineError) -> [(name: String, value: String)] {
    var resolved: [(name: String, value: String)] = []
    for header in headers {
      switch header.value {
      case .text(let text): resolved.append((header.name, try EnvironmentTemplate(text).filled(environment)))
      case .variable(let name): resolved.append((header.name, try Self.value(of: name, environment)))
      }
    }
    return resolved
  }

  private static func value(of variable: String, _ environment: (String) -> String?) throws(EngineError) -> String {
    guard let value = environment(variable) else {
      throw EngineError(.invalidParams, "environment variable '\(variable)' not set")
    }
    return value
  }
}

extension Metadata {
  /// The remote schemas in the order of metadata. Those that cannot be read are there with the reason.
  package var remoteSchemas: [(name: String, declared: Result<RemoteSchemaDeclaration, EngineError>)] {
    entries("remote_schemas").map { entry in
      let name = entry["name"]?.stringValue ?? ""
      do throws(EngineError) { return (name, .success(try RemoteSchemaDeclaration(entry))) } catch { return (name, .failure(error)) }
    }
  }
}
