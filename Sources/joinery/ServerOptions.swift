import ArgumentParser
import Engine

/// The settings of the server. Each is also a variable with Hasura's name; the command line wins.
///
/// The same type stands in the root command and in `serve`, so options may stand before and after the subcommand.
struct ServerOptions: ParsableArguments {
  @Option(help: "Database that becomes source 'default' (HASURA_GRAPHQL_DATABASE_URL).")
  var databaseUrl: String?
  @Option(help: "Database that keeps the metadata (HASURA_GRAPHQL_METADATA_DATABASE_URL).")
  var metadataDatabaseUrl: String?
  @Option(help: "File of the embedded metadata store (JOINERY_METADATA_FILE).")
  var metadataFile: String?
  @Option(help: "Directory of files that Joinery keeps (JOINERY_DATA_DIR).")
  var dataDir: String?
  @Option(help: "Address to listen on (HASURA_GRAPHQL_SERVER_HOST).")
  var serverHost: String?
  @Option(help: "Port to listen on (HASURA_GRAPHQL_SERVER_PORT).")
  var serverPort: Int?
  @Option(name: [.customLong("admin-secret"), .customLong("access-key")], help: "Secret of administrators (HASURA_GRAPHQL_ADMIN_SECRET).")
  var adminSecret: String?
  @Option(help: "Role of requests without credentials (HASURA_GRAPHQL_UNAUTHORIZED_ROLE).")
  var unauthorizedRole: String?
  @Option(help: "How tokens are recognised, as JSON: one object or a list (HASURA_GRAPHQL_JWT_SECRET).")
  var jwtSecret: String?
  @Option(help: "URL of a webhook that says who asks (HASURA_GRAPHQL_AUTH_HOOK).")
  var authHook: String?
  @Option(help: "GET or POST (HASURA_GRAPHQL_AUTH_HOOK_MODE).")
  var authHookMode: String?
  @Option(help: "Whether a posted webhook learns the operation (HASURA_GRAPHQL_AUTH_HOOK_SEND_REQUEST_BODY).")
  var authHookSendRequestBody: Bool?
  @Option(help: "Origins of pages that may read answers, comma-separated, or * (HASURA_GRAPHQL_CORS_DOMAIN).")
  var corsDomain: String?
  @Option(help: "Let no page of another origin read answers (HASURA_GRAPHQL_DISABLE_CORS).")
  var disableCors: Bool?
  @Option(help: "Write wide numbers as strings (HASURA_GRAPHQL_STRINGIFY_NUMERIC_TYPES).")
  var stringifyNumericTypes: Bool?
  @Option(help: "Let comparisons with null be true instead of errors (HASURA_GRAPHQL_V1_BOOLEAN_NULL_COLLAPSE).")
  var v1BooleanNullCollapse: Bool?

  @Option(help: "Let roles call functions whose tables they may read (HASURA_GRAPHQL_INFER_FUNCTION_PERMISSIONS).")
  var inferFunctionPermissions: Bool?
  @Option(help: "Serve the console (HASURA_GRAPHQL_ENABLE_CONSOLE).")
  var enableConsole: Bool?
  @Option(help: "Directory of the console's files (HASURA_GRAPHQL_CONSOLE_ASSETS_DIR).")
  var consoleAssetsDir: String?
  @Option(help: "Further directory of connector manifests and executables; may be repeated (JOINERY_CONNECTOR_DIR).")
  var connectorDir: [String] = []
  @Option(help: "Show internal parts of errors to everyone (HASURA_GRAPHQL_DEV_MODE).")
  var devMode: Bool?
  @Option(help: "Show internal parts of errors to administrators (HASURA_GRAPHQL_ADMIN_INTERNAL_ERRORS).")
  var adminInternalErrors: Bool?
  @Option(help: "debug, info, warn or error (HASURA_GRAPHQL_LOG_LEVEL).")
  var logLevel: String?
  @Option(help: "Types of log lines to write, comma-separated (HASURA_GRAPHQL_ENABLED_LOG_TYPES).")
  var enabledLogTypes: String?
  @Option(help: "Groups of endpoints to serve, comma-separated (HASURA_GRAPHQL_ENABLED_APIS).")
  var enabledApis: String?
  @Option(help: "Largest request body in bytes (JOINERY_MAX_BODY_BYTES).")
  var maxBodyBytes: Int?
  @Option(help: "Milliseconds until a request is given up; 0 is never (JOINERY_REQUEST_TIMEOUT).")
  var requestTimeout: UInt32?
  @Option(help: "Rows and keys that one operation may hold for its joins (JOINERY_MAX_HELD_ROWS).")
  var maxHeldRows: Int?
  @Option(help: "Milliseconds between two looks of a live query (HASURA_GRAPHQL_LIVE_QUERIES_MULTIPLEXED_REFETCH_INTERVAL).")
  var liveQueriesMultiplexedRefetchInterval: Int?
  @Option(help: "Seconds between two signs of life on a WebSocket; 0 sends none (HASURA_GRAPHQL_WEBSOCKET_KEEPALIVE).")
  var websocketKeepalive: Int?
  @Option(help: "Seconds until a WebSocket without connection_init is closed (HASURA_GRAPHQL_WEBSOCKET_CONNECTION_INIT_TIMEOUT).")
  var websocketConnectionInitTimeout: Int?
  @Option(help: "Show roles only the permitted parts of remote schemas (HASURA_GRAPHQL_ENABLE_REMOTE_SCHEMA_PERMISSIONS).")
  var enableRemoteSchemaPermissions: Bool?
  @Option(help: "Answer data that a remote schema gives beside errors (HASURA_GRAPHQL_REMOTE_SCHEMA_PRIORITIZE_DATA).")
  var remoteSchemaPrioritizeData: Bool?
  @Option(help: "Accepted for compatibility; Joinery sends no telemetry.")
  var enableTelemetry: Bool?

  func configuration(environment: Environment) throws -> Configuration {
    var configuration = Configuration()
    try setStorage(&configuration, environment)
    try setServer(&configuration, environment)
    try setAuthentication(&configuration, environment)
    try setBehaviour(&configuration, environment)
    try setSockets(&configuration, environment)
    try setRemoteSchemas(&configuration, environment)
    configuration.variablesWithoutEffect = environment.withoutEffect
    return configuration
  }

  private func setStorage(_ configuration: inout Configuration, _ environment: Environment) throws {
    configuration.databaseURL = databaseUrl ?? environment["DATABASE_URL"]
    configuration.metadataDatabaseURL = metadataDatabaseUrl ?? environment["METADATA_DATABASE_URL"]
    configuration.metadataFile = metadataFile ?? environment.own("METADATA_FILE")
    if let home = environment.variables["HOME"], !home.isEmpty { configuration.dataDirectory = "\(home)/.local/share/joinery" }
    if let directory = dataDir ?? environment.own("DATA_DIR") { configuration.dataDirectory = directory }
    configuration.connectorDirectories = connectorDir
    if let directory = environment.own("CONNECTOR_DIR") { configuration.connectorDirectories.append(directory) }
  }

  private func setServer(_ configuration: inout Configuration, _ environment: Environment) throws {
    if let host = serverHost ?? environment["SERVER_HOST"] { configuration.host = host == "*" ? "0.0.0.0" : host }
    if let port = try serverPort ?? number("SERVER_PORT", environment["SERVER_PORT"]) { configuration.port = port }
    configuration.consoleDirectory = consoleAssetsDir ?? environment["CONSOLE_ASSETS_DIR"]
    if let bytes = try maxBodyBytes ?? number("MAX_BODY_BYTES", environment.own("MAX_BODY_BYTES")) {
      configuration.maximumBodyBytes = bytes
    }
    if let seconds = try number("GRACEFUL_SHUTDOWN_TIMEOUT", environment["GRACEFUL_SHUTDOWN_TIMEOUT"]) {
      configuration.gracefulShutdownSeconds = seconds
    }
    if let apis = enabledApis ?? environment["ENABLED_APIS"] {
      configuration.enabledAPIs = Set(apis.split(separator: ",").compactMap { Configuration.API(rawValue: $0.trimmed.lowercased()) })
    }
  }

  private func setAuthentication(_ configuration: inout Configuration, _ environment: Environment) throws {
    configuration.adminSecrets = try secrets(environment)
    configuration.unauthorizedRole = unauthorizedRole ?? environment["UNAUTHORIZED_ROLE"]
    configuration.tokenSettings = jwtSecret ?? environment["JWT_SECRET"] ?? environment["JWT_SECRETS"]
    if let domains = corsDomain ?? environment["CORS_DOMAIN"] { configuration.crossOrigins = domains }
    if try disableCors ?? flag("DISABLE_CORS", environment) ?? false { configuration.crossOrigins = nil }
    configuration.hookURL = authHook ?? environment["AUTH_HOOK"]
    if let mode = authHookMode ?? environment["AUTH_HOOK_MODE"] { configuration.hookMode = mode }
    if let flag = try authHookSendRequestBody ?? flag("AUTH_HOOK_SEND_REQUEST_BODY", environment) { configuration.hookWantsRequest = flag }
  }

  private func setBehaviour(_ configuration: inout Configuration, _ environment: Environment) throws {
    if let flag = try stringifyNumericTypes ?? flag("STRINGIFY_NUMERIC_TYPES", environment) { configuration.numbersAsStrings = flag }
    if let flag = try v1BooleanNullCollapse ?? flag("V1_BOOLEAN_NULL_COLLAPSE", environment) {
      configuration.collapsesNullComparisons = flag
    }
    if let flag = try inferFunctionPermissions ?? flag("INFER_FUNCTION_PERMISSIONS", environment) {
      configuration.infersFunctionPermissions = flag
    }
    if let flag = try enableConsole ?? flag("ENABLE_CONSOLE", environment) { configuration.isConsoleEnabled = flag }
    if let flag = try devMode ?? flag("DEV_MODE", environment) { configuration.isDevelopmentMode = flag }
    if let flag = try adminInternalErrors ?? flag("ADMIN_INTERNAL_ERRORS", environment) {
      configuration.showsInternalErrorsToAdministrators = flag
    }
    if let level = logLevel ?? environment["LOG_LEVEL"] {
      guard let level = LogLevel(rawValue: level.lowercased()) else { throw ValidationError("unknown log level '\(level)'") }
      configuration.logLevel = level
    }
    if let types = enabledLogTypes ?? environment["ENABLED_LOG_TYPES"] {
      configuration.enabledLogTypes = Set(types.split(separator: ",").map { $0.trimmed })
    }
    if let timeout = try requestTimeout ?? number("REQUEST_TIMEOUT", environment.own("REQUEST_TIMEOUT")).map(UInt32.init) {
      configuration.requestDeadline = timeout
    }
    if let rows = try maxHeldRows ?? number("MAX_HELD_ROWS", environment.own("MAX_HELD_ROWS")) { configuration.maximumHeldRows = rows }
  }

  private func setSockets(_ configuration: inout Configuration, _ environment: Environment) throws {
    func setting(_ option: Int?, _ name: String) throws -> Int? { try option ?? number(name, environment[name]) }
    if let interval = try setting(liveQueriesMultiplexedRefetchInterval, "LIVE_QUERIES_MULTIPLEXED_REFETCH_INTERVAL") {
      configuration.liveQueryInterval = interval
    }
    if let seconds = try setting(websocketKeepalive, "WEBSOCKET_KEEPALIVE") { configuration.socketKeepAliveSeconds = seconds }
    if let seconds = try setting(websocketConnectionInitTimeout, "WEBSOCKET_CONNECTION_INIT_TIMEOUT") {
      configuration.socketInitialisationSeconds = seconds
    }
  }

  private func setRemoteSchemas(_ configuration: inout Configuration, _ environment: Environment) throws {
    if let flag = try enableRemoteSchemaPermissions ?? flag("ENABLE_REMOTE_SCHEMA_PERMISSIONS", environment) {
      configuration.hasRemoteSchemaPermissions = flag
    }
    if let flag = try remoteSchemaPrioritizeData ?? flag("REMOTE_SCHEMA_PRIORITIZE_DATA", environment) {
      configuration.prefersRemoteData = flag
    }
  }

  private func secrets(_ environment: Environment) throws -> [String] {
    guard let secret = adminSecret ?? environment["ADMIN_SECRET"] ?? environment["ACCESS_KEY"] else { return [] }
    // What a deployment file makes of a variable that is not set: everyone who sends an empty header would be an administrator.
    guard !secret.isEmpty else { throw ValidationError("the admin secret must not be empty") }
    return [secret]
  }

  private func number(_ name: String, _ text: String?) throws -> Int? {
    guard let text, !text.isEmpty else { return nil }
    guard let number = Int(text), number >= 0 else { throw ValidationError("\(name) must be a number, not '\(text)'") }
    return number
  }

  /// Hasura's words for yes and no.
  private func flag(_ name: String, _ environment: Environment) throws -> Bool? {
    guard let text = environment[name] else { return nil }
    switch text.lowercased() {
    case "true", "t", "yes", "y", "1": return true
    case "false", "f", "no", "n", "0": return false
    default: throw ValidationError("\(name) must be true or false, not '\(text)'")
    }
  }
}

extension Substring {
  fileprivate var trimmed: String { String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
}
