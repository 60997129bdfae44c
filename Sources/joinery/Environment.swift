import Glibc

/// The variables that the process was started with.
struct Environment {
  let variables: [String: String]

  static var process: Environment {
    var variables: [String: String] = [:]
    var entry = environ
    while let pointer = entry.pointee {
      let text = String(cString: pointer)
      if let equals = text.firstIndex(of: "=") { variables[String(text[..<equals])] = String(text[text.index(after: equals)...]) }
      entry += 1
    }
    return Environment(variables: variables)
  }

  /// Settings that have an effect, by their names after `HASURA_GRAPHQL_`.
  static let known: Set<String> = [
    "ACCESS_KEY", "ADMIN_INTERNAL_ERRORS", "ADMIN_SECRET", "AUTH_HOOK", "AUTH_HOOK_MODE", "AUTH_HOOK_SEND_REQUEST_BODY",
    "CONSOLE_ASSETS_DIR", "CORS_DOMAIN", "DISABLE_CORS", "DATABASE_URL", "DEV_MODE", "ENABLED_APIS",
    "ENABLED_LOG_TYPES",
    "ENABLE_CONSOLE", "GRACEFUL_SHUTDOWN_TIMEOUT", "JWT_SECRET", "JWT_SECRETS", "LIVE_QUERIES_MULTIPLEXED_REFETCH_INTERVAL", "LOG_LEVEL",
    "METADATA_DATABASE_URL",
    "SERVER_HOST", "SERVER_PORT", "STRINGIFY_NUMERIC_TYPES", "UNAUTHORIZED_ROLE", "WEBSOCKET_CONNECTION_INIT_TIMEOUT",
    "WEBSOCKET_KEEPALIVE",
  ]

  /// Variables with Hasura's prefix that set nothing here. Sources may still refer to them with `from_env`.
  var withoutEffect: [String] {
    variables.keys.filter { $0.hasPrefix(Self.prefix) && !Self.known.contains(String($0.dropFirst(Self.prefix.count))) }.sorted()
  }

  private static let prefix = "HASURA_GRAPHQL_"

  /// A setting by its name after `HASURA_GRAPHQL_`.
  subscript(_ name: String) -> String? { variables[Self.prefix + name] }

  /// A setting of Joinery's own, by its name after `JOINERY_`.
  func own(_ name: String) -> String? { variables["JOINERY_\(name)"] }
}
