import ConnectorProtocol
import Foundation
import MySQLConnector
import Synchronization
import TestSupport
import Testing

/// Upserts and returning updates, which are made of several statements here.
@Suite struct MySQLEmulationTests {
  @Test func writersThatUpsertTheSameNewRowsAllSucceed() throws {
    let server = try TemporaryMariaDB.shared.get()
    let first = try MySQLFixture.open()
    let writes = try WriteChecks(first)
    let database = try #require(try first.sql("SELECT DATABASE()").rows[0][0])
    let upsert = try writes.insert([[0, 1, nil], [2, 1, nil]], conflict: writes.conflict(update: ["name"]), returning: false)
    let failures = Mutex<[String]>([])
    let group = DispatchGroup()
    for writer in 0..<4 {
      Thread.detach(in: group) {
        do {
          let source = try SourceUnderTest(MySQLConnector(), configuration: MySQLFixture.configuration(server, database))
          for round in 0..<20 {
            let parameters: [Parameter] = [.text("\(100 + 2 * round)"), .text("by \(writer)"), .text("\(101 + 2 * round)")]
            _ = try source.session.mutate(
              MutationCall(mutation: Mutation(operations: [upsert]), parameters: parameters), context: CallContext())
          }
        } catch {
          failures.withLock { $0.append("\(error)") }
        }
      }
    }
    group.wait()
    #expect(failures.withLock { $0 } == [])
    #expect(try first.sql("SELECT COUNT(*) FROM author WHERE id >= 100").rows == [["40"]])
  }

  @Test func aRowWhoseKeyATriggerChangesDoesNotEscapeTheCheck() throws {
    let source = try MySQLFixture.open()
    let writes = try WriteChecks(source)
    try source.sql("CREATE TRIGGER moved BEFORE UPDATE ON author FOR EACH ROW SET NEW.id = OLD.id + 1000")
    try source.sql("SET FOREIGN_KEY_CHECKS = 0; DELETE FROM article")
    let before = try writes.state()
    let check = try source.comparison("author", "age", "_lt", 2)
    let update = Mutation.Update(
      table: TableReference(["author"]), set: [try writes.assignment("age", "_set", 1)],
      filter: try source.comparison("author", "id", "_eq", 0), check: check, key: [try source.column("author", "id")])
    #expect(throws: ConnectorError.self) { try writes.run([.update(update)], [.text("1"), .text("70"), .text("50")]) }
    #expect(try writes.state() == before)
  }
}

extension Thread {
  fileprivate static func detach(in group: DispatchGroup, _ body: @escaping @Sendable () -> Void) {
    group.enter()
    detachNewThread {
      body()
      group.leave()
    }
  }
}
