// swift-tools-version: 6.2
import PackageDescription

// House rules, in one place: every Swift target of this package is compiled with them.
let houseRules: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .treatAllWarnings(as: .error),
]

/// A room of the host: `Sources/<name>`, seen by other rooms through its `package` door.
///
/// `isTestable` lets tests see behind the door in a release build, for state machines that no other room has business with.
func room(_ name: String, uses: [Target.Dependency] = [], isTestable: Bool = false) -> Target {
  .target(
    name: name, dependencies: uses, path: "Sources/\(name)",
    swiftSettings: houseRules + (isTestable ? [.unsafeFlags(["-enable-testing"])] : []))
}

/// A connector kind: a library with the whole connector, and an executable that only serves it.
func connector(
  _ name: String, folder: String, executable: String, uses: [Target.Dependency], documents: [String] = []
) -> [Target] {
  [
    .target(
      name: name, dependencies: uses, path: "Connectors/\(folder)",
      exclude: ["Main"] + documents, swiftSettings: houseRules),
    .executableTarget(
      name: executable, dependencies: [.target(name: name), "ConnectorKit"],
      path: "Connectors/\(folder)/Main", swiftSettings: houseRules),
  ]
}

func tests(_ name: String, uses: [Target.Dependency], exclude: [String] = []) -> Target {
  .testTarget(
    name: name, dependencies: uses, path: "Tests/\(name)", exclude: exclude, swiftSettings: houseRules)
}

let nio: [Target.Dependency] = [
  .product(name: "NIOCore", package: "swift-nio"),
  .product(name: "NIOPosix", package: "swift-nio"),
]

let systemLibraries: [Target] = [
  .systemLibrary(
    name: "CProtobuf", path: "Sources/CProtobuf", pkgConfig: "libprotobuf-c",
    providers: [.apt(["libprotobuf-c-dev"])]),
  .target(name: "CConnectorWire", dependencies: ["CProtobuf"], path: "Sources/CConnectorWire"),
  .target(name: "CSystemCalls", path: "Sources/CSystem"),
  .systemLibrary(
    name: "CLibPQ", path: "Connectors/CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
  .systemLibrary(
    name: "CMariaDB", path: "Connectors/CMariaDB", pkgConfig: "libmariadb",
    providers: [.apt(["libmariadb-dev"])]),
  .systemLibrary(
    name: "CSQLite", path: "Connectors/CSQLite", pkgConfig: "sqlite3",
    providers: [.apt(["libsqlite3-dev"])]),
]

let rooms: [Target] = [
  room("JSON"),
  room("Errors", uses: ["JSON"]),
  room("ConnectorProtocol", uses: ["JSON", "CConnectorWire", "CProtobuf"]),
  room("GraphQL", uses: ["JSON", "Errors"]),
  room("Metadata", uses: ["JSON", "Errors"]),
  room(
    "ConnectorHost", uses: ["ConnectorProtocol", "EventLoopExecution", "Errors", "JSON", "CSystemCalls"] + nio, isTestable: true),
  room("MetadataStorage", uses: ["Metadata", "ConnectorHost", "ConnectorProtocol", "Errors", "JSON"]),
  room("Catalog", uses: ["Metadata", "GraphQL", "ConnectorProtocol", "JSON", "Errors"], isTestable: true),
  room("QueryPlan", uses: ["ConnectorProtocol", "JSON", "Errors"]),
  room("Planner", uses: ["GraphQL", "Catalog", "QueryPlan", "ConnectorProtocol", "Metadata", "JSON", "Errors"]),
  room("Executor", uses: ["QueryPlan", "ConnectorHost", "RemoteSchemas", "GraphQL", "ConnectorProtocol", "JSON", "Errors"]),
  room("EventLoopExecution", uses: nio),
  room(
    "RemoteSchemas",
    uses: ["GraphQL", "Errors", "JSON", "EventLoopExecution"] + nio + [
      .product(name: "NIOHTTP1", package: "swift-nio"), .product(name: "NIOSSL", package: "swift-nio-ssl"),
      .product(name: "AsyncHTTPClient", package: "async-http-client"),
    ]),
  room(
    "Authentication", uses: ["Errors", "JSON", "QueryPlan", "RemoteSchemas", .product(name: "JWTKit", package: "jwt-kit")]),
  room(
    "HTTPServer",
    uses: ["EventLoopExecution"] + nio + [
      .product(name: "NIOHTTP1", package: "swift-nio"),
      .product(name: "NIOWebSocket", package: "swift-nio"),
    ]),
  room(
    "Engine",
    uses: [
      "JSON", "Errors", "ConnectorProtocol", "GraphQL", "Metadata", "MetadataStorage", "Catalog",
      "QueryPlan", "Planner", "ConnectorHost", "Executor", "HTTPServer", "EventLoopExecution", "RemoteSchemas", "Authentication",
      .product(name: "NIOWebSocket", package: "swift-nio"),
    ] + nio),
]

let connectors: [Target] =
  [
    .target(
      name: "ConnectorKit", dependencies: ["ConnectorProtocol", "JSON", "CSystemCalls"],
      path: "Connectors/Kit", swiftSettings: houseRules),
    .target(
      name: "SQLConnector", dependencies: ["ConnectorKit", "ConnectorProtocol", "JSON"],
      path: "Connectors/SQL", swiftSettings: houseRules),
  ]
  + connector(
    "PostgresConnector", folder: "Postgres", executable: "joinery-postgres",
    uses: ["SQLConnector", "ConnectorKit", "ConnectorProtocol", "JSON", "CLibPQ"])
  + connector(
    "MySQLConnector", folder: "MySQL", executable: "joinery-mysql",
    uses: ["SQLConnector", "ConnectorKit", "ConnectorProtocol", "JSON", "CMariaDB"], documents: ["README.md"])
  + connector(
    "SQLiteConnector", folder: "SQLite", executable: "joinery-sqlite",
    uses: ["SQLConnector", "ConnectorKit", "ConnectorProtocol", "JSON", "CSQLite"], documents: ["README.md"])
  + connector(
    "ReferenceConnector", folder: "Reference", executable: "joinery-reference",
    uses: ["ConnectorKit", "ConnectorProtocol", "JSON"], documents: ["README.md"])

let executables: [Target] = [
  .executableTarget(
    name: "joinery",
    dependencies: [
      "Engine", .product(name: "ArgumentParser", package: "swift-argument-parser"),
    ], path: "Sources/joinery", swiftSettings: houseRules)
]

let catalog: [Target.Dependency] = ["Catalog", "Metadata", "GraphQL", "ConnectorProtocol", "JSON", "Errors"]
let sql: [Target.Dependency] = ["TestSupport", "SQLConnector", "ConnectorKit", "ConnectorProtocol", "JSON"]

let testTargets: [Target] = [
  .target(
    name: "TestSupport",
    dependencies: [
      "ConnectorKit", "ConnectorProtocol", "GraphQL", "Errors", "JSON", .product(name: "NIOHTTP1", package: "swift-nio"),
      .product(name: "NIOSSL", package: "swift-nio-ssl"),
    ] + nio,
    path: "Tests/TestSupport",
    swiftSettings: houseRules),
  .target(
    name: "CatalogFixtures", dependencies: ["Catalog", "Metadata", "ConnectorProtocol", "JSON", "Errors"],
    path: "Tests/CatalogFixtures", swiftSettings: houseRules),
  tests("ArchitectureTests", uses: []),
  tests("JSONTests", uses: ["JSON"]),
  tests("ErrorsTests", uses: ["Errors", "JSON"]),
  tests("GraphQLTests", uses: ["GraphQL", "Errors", "JSON"]),
  tests("MetadataTests", uses: ["Metadata", "JSON", "Errors"]),
  tests("CatalogTests", uses: catalog + ["CatalogFixtures"], exclude: ["Golden"]),
  tests("PlannerTests", uses: catalog + ["CatalogFixtures", "Planner", "QueryPlan"], exclude: ["Golden"]),
  tests(
    "AuthenticationTests",
    uses: ["Authentication", "RemoteSchemas", "HTTPServer", "Errors", "JSON", .product(name: "JWTKit", package: "jwt-kit")] + nio),
  tests("HTTPServerTests", uses: ["HTTPServer", "EventLoopExecution"] + nio),
  tests("ConnectorProtocolTests", uses: ["ConnectorProtocol", "JSON"]),
  tests("ConnectorKitTests", uses: ["ConnectorKit", "ReferenceConnector", "ConnectorProtocol", "JSON", "CSystemCalls"]),
  tests(
    "ConnectorHostTests",
    uses: ["ConnectorHost", "ConnectorProtocol", "EventLoopExecution", "Errors", "JSON", "CSystemCalls", "joinery-reference"] + nio),
  tests("MetadataStorageTests", uses: ["MetadataStorage", "Metadata", "ConnectorHost", "Errors", "JSON", "joinery-sqlite"] + nio),
  tests("SQLConnectorTests", uses: sql + ["PostgresConnector", "MySQLConnector", "SQLiteConnector"], exclude: ["Golden"]),
  tests("PostgresConnectorTests", uses: sql + ["PostgresConnector", "CLibPQ"]),
  tests("MySQLConnectorTests", uses: sql + ["MySQLConnector", "CMariaDB"]),
  tests("SQLiteConnectorTests", uses: sql + ["SQLiteConnector", "CSQLite"]),
  tests("EngineTests", uses: ["TestSupport", "Engine", "JSON"]),
  tests(
    "IntegrationTests",
    uses: ["TestSupport", "JSON", "joinery", "joinery-postgres", "joinery-mysql", "joinery-sqlite", "joinery-reference"]),
]

let package = Package(
  name: "joinery",
  products: [
    .library(name: "ConnectorKit", targets: ["ConnectorKit"]),
    .library(name: "ConnectorProtocol", targets: ["ConnectorProtocol"]),
    .executable(name: "joinery", targets: ["joinery"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl.git", from: "2.37.6"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
  ],
  targets: systemLibraries + rooms + connectors + executables + testTargets
)
