import ConnectorKit
package import ConnectorProtocol

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
    var attempts = dialect.emulatesConflicts ? 3 : 1
    while true {
      attempts -= 1
      do throws(ConnectorError) {
        return try transaction(call)
      } catch {
        guard attempts > 0, error.isDeadlock else { throw error }
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
  /// Whether two writers waited for each other, and the database has undone all of this one: looking at a row before it is inserted (upserts
  /// where there is no clause for them) locks its gap, which two may do at once.
  fileprivate var isDeadlock: Bool { family == .conflict && code == "deadlock" }
}
