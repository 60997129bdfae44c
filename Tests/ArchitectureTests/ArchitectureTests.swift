import Testing

/// The arrows between rooms, which SwiftPM does not enforce: a target that imports a module reachable only transitively builds.
@Suite struct ArchitectureTests {
  /// What a room may import besides the system's modules; the table of `docs/architecture.md`.
  static let mayImport: [String: Set<String>] = [
    "Sources/JSON": [],
    "Sources/Errors": ["JSON"],
    "Sources/ConnectorProtocol": ["JSON", "CConnectorWire", "CProtobuf"],
    "Sources/GraphQL": ["JSON", "Errors"],
    "Sources/Metadata": ["JSON", "Errors"],
    "Sources/Catalog": ["Metadata", "GraphQL", "ConnectorProtocol", "JSON", "Errors"],
    "Sources/QueryPlan": ["ConnectorProtocol", "JSON", "Errors"],
    "Sources/Planner": ["GraphQL", "Catalog", "Metadata", "QueryPlan", "ConnectorProtocol", "JSON", "Errors"],
    "Sources/EventLoopExecution": ["NIOCore"],
    "Sources/ConnectorHost": ["ConnectorProtocol", "EventLoopExecution", "Errors", "JSON", "CSystemCalls", "NIOCore", "NIOPosix"],
    "Sources/MetadataStorage": ["Metadata", "ConnectorHost", "ConnectorProtocol", "Errors", "JSON"],
    "Sources/Executor": ["QueryPlan", "RemoteSchemas", "GraphQL", "ConnectorProtocol", "JSON", "Errors"],
    "Sources/HTTPServer": ["EventLoopExecution", "NIOCore", "NIOPosix", "NIOHTTP1", "NIOWebSocket"],
    "Sources/RemoteSchemas": [
      "GraphQL", "Errors", "JSON", "EventLoopExecution", "AsyncHTTPClient", "NIOCore", "NIOHTTP1", "NIOPosix", "NIOSSL",
    ],
    "Sources/Authentication": ["Errors", "JSON", "QueryPlan", "RemoteSchemas", "JWTKit"],
    "Sources/Engine": [
      "JSON", "Errors", "ConnectorProtocol", "GraphQL", "Metadata", "MetadataStorage", "Catalog", "QueryPlan", "Planner", "ConnectorHost",
      "Executor", "HTTPServer", "EventLoopExecution", "NIOCore", "NIOPosix", "NIOWebSocket", "RemoteSchemas",
      "Authentication",
    ],
    "Sources/joinery": ["Engine", "ArgumentParser"],
    "Connectors/Kit": ["ConnectorProtocol", "JSON", "CSystemCalls"],
    "Connectors/SQL": ["ConnectorKit", "ConnectorProtocol", "JSON"],
    "Connectors/Postgres": ["SQLConnector", "ConnectorKit", "ConnectorProtocol", "JSON", "CLibPQ", "PostgresConnector"],
    "Connectors/MySQL": ["SQLConnector", "ConnectorKit", "ConnectorProtocol", "JSON", "CMariaDB", "MySQLConnector"],
    "Connectors/SQLite": ["SQLConnector", "ConnectorKit", "ConnectorProtocol", "JSON", "CSQLite", "SQLiteConnector"],
    "Connectors/Reference": ["ConnectorKit", "ConnectorProtocol", "JSON", "ReferenceConnector"],
  ]

  static let system: Set<String> = ["Glibc", "Synchronization"]

  @Test(arguments: mayImport.keys.sorted())
  func aRoomImportsOnlyWhatItMay(room: String) throws {
    let files = try SourceTree.files(in: room)
    #expect(!files.isEmpty, "\(room) has no sources: is the table out of date?")
    for file in files {
      for module in file.imports where !Self.system.contains(module) {
        #expect(Self.mayImport[room]?.contains(module) == true, "\(file.path): \(room) may not import \(module)")
      }
    }
  }

  @Test func everyRoomStandsInTheTable() throws {
    for file in try SourceTree.files(in: "Sources") + SourceTree.files(in: "Connectors") {
      let room = file.path.split(separator: "/").prefix(2).joined(separator: "/")
      #expect(Self.mayImport[room] != nil, "\(file.path): \(room) is not in the table of rooms")
    }
  }

  @Test(arguments: ["postgres", "mysql", "mariadb", "sqlite", "pg_"])
  func theHostKnowsNoKind(word: String) throws {
    for file in try SourceTree.files(in: "Sources") {
      for (number, line) in file.code.enumerated() {
        #expect(!line.lowercased().contains(word), "\(file.path):\(number + 1) names the kind \(word)")
      }
    }
  }

  @Test(arguments: ["\"SELECT ", "\"INSERT INTO", "\"UPDATE ", "\"DELETE FROM"])
  func theHostWritesNoSQL(word: String) throws {
    for file in try SourceTree.files(in: "Sources") {
      for (number, line) in file.code.enumerated() {
        #expect(!line.contains(word), "\(file.path):\(number + 1) writes SQL")
      }
    }
  }

  @Test func planningDoesNotWait() throws {
    for file in try SourceTree.files(in: "Sources/Planner") {
      for (number, line) in file.code.enumerated() {
        #expect(!line.contains("await "), "\(file.path):\(number + 1) waits")
      }
    }
  }

  @Test func theConnectorHostKnowsNoGraphQL() throws {
    for file in try SourceTree.files(in: "Sources/ConnectorHost") {
      for (number, line) in file.code.enumerated() {
        #expect(!line.contains("GraphQL"), "\(file.path):\(number + 1) names GraphQL")
      }
    }
  }
}
