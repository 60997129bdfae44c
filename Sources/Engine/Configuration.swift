/// Everything that can be set from the command line or the environment, resolved.
package struct Configuration: Sendable {
  /// A database that becomes source `default` and, without a metadata database, also keeps the metadata.
  package var databaseURL: String?
  package var metadataDatabaseURL: String?
  /// The embedded metadata store's file; nil means `metadata.db` in the data directory.
  package var metadataFile: String?
  package var dataDirectory = "./joinery-data"
  package var host = "0.0.0.0"
  package var port = 8080
  /// A request with one of these is an administrator's. Empty: everyone is.
  package var adminSecrets: [String] = []
  /// The role of requests without credentials; nil refuses them.
  package var unauthorizedRole: String?
  /// How tokens are recognised, as JSON (`HASURA_GRAPHQL_JWT_SECRET`); nil accepts none.
  package var tokenSettings: String?
  /// A webhook that says who asks; nil asks none.
  package var hookURL: String?
  /// `GET` or `POST`.
  package var hookMode = "GET"
  /// Whether a hook that is posted to learns the operation.
  package var hookWantsRequest = true
  /// Origins of pages that may read answers, comma-separated; nil allows none.
  package var crossOrigins: String? = "*"
  package var numbersAsStrings = false
  /// Whether a comparison with null is true instead of an error (`--v1-boolean-null-collapse`).
  package var collapsesNullComparisons = false
  /// Whether a role that may read a function's table may call it too (`--infer-function-permissions`).
  package var infersFunctionPermissions = true
  package var isConsoleEnabled = true
  package var consoleDirectory: String?
  package var connectorDirectories: [String] = []
  /// Shows the `internal` part of errors to everyone, not only to administrators.
  package var isDevelopmentMode = false
  package var showsInternalErrorsToAdministrators = true
  package var logLevel = LogLevel.info
  /// Which of `Log.switchableTypes` are written.
  package var enabledLogTypes = Log.defaultTypes
  package var enabledAPIs: Set<API> = Set(API.allCases)
  package var maximumBodyBytes = 64 << 20
  /// Milliseconds after which a request is given up unless its client asks for less; 0 means never.
  package var requestDeadline: UInt32 = 60_000
  package var maximumHeldRows = 5_000_000
  /// Whether roles see of remote schemas only what permissions show them; else every role sees all of them.
  package var hasRemoteSchemaPermissions = false
  /// Whether data are answered that a remote server gives beside errors; else the errors are.
  package var prefersRemoteData = false
  /// An answer up to this size is held back until it is complete, so that a late failure is an ordinary error answer.
  package var heldHeadBytes = 1 << 20
  /// Milliseconds between two looks of a live query.
  package var liveQueryInterval = 1000
  /// Seconds between two signs of life on an idle socket; 0 sends none.
  package var socketKeepAliveSeconds = 5
  /// Seconds that a socket's client gets to say who it is.
  package var socketInitialisationSeconds = 3
  package var planCacheBytes = 32 << 20
  /// Seconds that requests in flight get to finish after SIGTERM.
  package var gracefulShutdownSeconds = 60

  /// The groups of endpoints that can be switched off (`--enabled-apis`).
  package enum API: String, CaseIterable, Sendable {
    case graphql, metadata, config, pgdump, developer, metrics
  }

  /// Variables of the environment that look like settings and are none; named in one warning at the start.
  package var variablesWithoutEffect: [String] = []

  package init() {}

  /// Whether metadata is kept in a database that a URL names, not in a file of this host.
  var hasRemoteStore: Bool { metadataDatabaseURL != nil || databaseURL != nil }
}

/// How important a log line is.
package enum LogLevel: String, CaseIterable, Comparable, Sendable {
  case debug, info, warn, error

  package static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .debug: 0
    case .info: 1
    case .warn: 2
    case .error: 3
    }
  }
}
