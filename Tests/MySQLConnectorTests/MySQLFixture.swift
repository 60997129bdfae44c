import ConnectorProtocol
import JSON
import MySQLConnector
import Synchronization
import TestSupport

/// A database of its own on the test process's MariaDB server.
enum MySQLFixture {
  private static let count = Mutex(0)

  /// An empty database; its session.
  static func open(characterSet: String = "utf8mb4 COLLATE utf8mb4_general_ci") throws -> SourceUnderTest {
    let server = try TemporaryMariaDB.shared.get()
    let number = count.withLock {
      $0 += 1
      return $0
    }
    try server.run("CREATE DATABASE t\(number) CHARACTER SET \(characterSet)")
    return try SourceUnderTest(MySQLConnector(), configuration: configuration(server, "t\(number)"))
  }

  static func configuration(_ server: TemporaryMariaDB, _ database: String) -> JSON {
    ["connection_info": ["user": "root", "socket": .string(server.socket), "database": .string(database)]]
  }
}
