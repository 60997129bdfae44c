import ConnectorKit
package import ConnectorProtocol
import Glibc

/// The writes of one call on one connection.
package struct SQLMutation {
  private let dialect: any SQLDialect
  private let database: any SQLDatabase

  package init(dialect: any SQLDialect, database: any SQLDatabase) {
    self.dialect = dialect
    self.database = database
  }

  /// Runs the operations in order, in one transaction or in the one that is open: all or nothing.
  package func run(_ call: MutationCall, context: CallContext) throws(ConnectorError) -> [MutationResult] {
    database.setDeadline(milliseconds: context.deadline)
    if database.isInTransaction { return try results(call) }
    return try repeating(until: context.deadline) { () throws(ConnectorError) in try transaction(call) }
  }

  /// How often a transaction is tried that upserts by looking at rows, which deadlocks more easily than a single statement.
  private static let attempts = 10

  /// Repeats what deadlocks have undone, after pauses that grow and differ from those of whoever else deadlocked.
  private func repeating(
    until deadline: UInt32, _ body: () throws(ConnectorError) -> [MutationResult]
  ) throws(ConnectorError) -> [MutationResult] {
    let end = deadline == 0 ? nil : ContinuousClock.now + .milliseconds(Int(deadline))
    var attempt = 1
    while true {
      do throws(ConnectorError) {
        return try body()
      } catch {
        let pause = UInt32.random(in: 1...min(5 << UInt32(attempt), 200))
        let isTimeLeft = end.map { ContinuousClock.now + .milliseconds(Int(pause)) < $0 } ?? true
        guard dialect.emulatesConflicts, error.isDeadlock, attempt < Self.attempts, isTimeLeft else { throw error }
        usleep(pause * 1000)
        attempt += 1
      }
    }
  }

  private func transaction(_ call: MutationCall) throws(ConnectorError) -> [MutationResult] {
    try database.begin(.write)
    do throws(ConnectorError) {
      let results = try results(call)
      try database.commit()
      return results
    } catch {
      database.rollback()
      throw error
    }
  }

  private func results(_ call: MutationCall) throws(ConnectorError) -> [MutationResult] {
    let run = try MutationRun(call, dialect: dialect, database: database)
    var results: [MutationResult] = []
    results.reserveCapacity(call.mutation.operations.count)
    for index in call.mutation.operations.indices {
      do throws(ConnectorError) {
        results.append(try run.perform(index))
      } catch {
        var located = error
        located.operation = index
        throw located
      }
    }
    return results
  }

  /// The texts of the statements of operations whose text does not depend on what earlier statements find, for golden tests.
  package static func statements(of mutation: Mutation, dialect: any SQLDialect) throws(ConnectorError) -> [String] {
    var texts: [String] = []
    for operation in mutation.operations {
      let writes = WriteTranslation(Translator(dialect, numbersAsStrings: mutation.numbersAsStrings))
      texts += try writes.statements(of: operation).map(\.text)
    }
    return texts
  }
}

extension ConnectorError {
  /// Whether two writers waited for each other, and the database has undone all of this one.
  fileprivate var isDeadlock: Bool { family == .conflict && code == "deadlock" }
}
