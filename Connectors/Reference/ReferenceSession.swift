import ConnectorKit
import ConnectorProtocol
import Synchronization

/// A session: reads see what is committed, or the copy that a transaction works on.
final class ReferenceSession: Session {
  let misbehaviour: Misbehaviour
  private let shared: SharedDatabase
  private var transaction: (database: Database, version: Int)?
  /// Set by ``cancel()``, taken back when a query begins.
  private let isCancelled = Atomic<Bool>(false)

  init(_ shared: SharedDatabase, _ misbehaviour: Misbehaviour) {
    self.shared = shared
    self.misbehaviour = misbehaviour
  }

  /// What a query sees now.
  var database: Database { transaction?.database ?? shared.snapshot.database }

  func compile(_ query: Query) throws(ConnectorError) -> any CompiledQuery { ReferenceQuery(query, self) }

  func describe(_ call: DescribeCall) throws(ConnectorError) -> SourceSchema {
    var tables = database.tables.values.map(\.description).sorted { $0.name.description < $1.name.description }
    if let wanted = call.tables { tables = tables.filter { wanted.contains($0.name) } }
    if call.namesOnly { tables = tables.map { TableDescription(name: $0.name, kind: $0.kind, columns: []) } }
    return SourceSchema(tables: tables)
  }

  func mutate(_ call: MutationCall, context: CallContext) throws(ConnectorError) -> [MutationResult] {
    if var open = transaction {
      let results = try ReferenceMutation.run(call, on: &open.database)
      transaction = open
      return results
    }
    while true {
      var (database, version) = shared.snapshot
      let results = try ReferenceMutation.run(call, on: &database)
      do throws(ConnectorError) {
        try shared.commit(database, expecting: version)
        return results
      } catch {
        continue
      }
    }
  }

  func explain(_ query: Query, parameters: [Parameter], keys: KeyColumns) throws(ConnectorError) -> ExplainResult {
    ExplainResult(statements: [ExplainResult.Statement(sql: "scan \(query.selection.from)", plan: ["Scan in memory"])])
  }

  func begin() throws(ConnectorError) { transaction = shared.snapshot }

  func commit() throws(ConnectorError) {
    guard let (database, version) = transaction else { throw noTransaction }
    transaction = nil
    try shared.commit(database, expecting: version)
  }

  func rollback() throws(ConnectorError) {
    if transaction == nil { throw noTransaction }
    transaction = nil
  }

  private var noTransaction: ConnectorError { ConnectorError(.user, code: "no-transaction", message: "there is no transaction") }

  func checkHealth() throws(ConnectorError) {}

  func openStore() throws(ConnectorError) {}

  func loadMetadata() throws(ConnectorError) -> StoredMetadata { shared.storedMetadata }

  func saveMetadata(_ metadata: String, expecting expected: Int64) throws(ConnectorError) -> Int64 {
    guard let version = shared.store(metadata, expecting: expected) else {
      throw ConnectorError(
        .conflict, code: "version-mismatch", message: "version \(shared.storedMetadata.version) is stored, not \(expected)")
    }
    return version
  }

  func cancel() { isCancelled.store(true, ordering: .relaxed) }

  func close() {}

  /// Runs `body` as a call that can be cancelled.
  func whileCancellable(_ body: (_ isCancelled: () -> Bool) throws(ConnectorError) -> Void) throws(ConnectorError) {
    isCancelled.store(false, ordering: .relaxed)
    try body { isCancelled.load(ordering: .relaxed) }
  }
}

/// A query as it came: the reference connector has nothing to prepare.
final class ReferenceQuery: CompiledQuery {
  private let query: Query
  private unowned let session: ReferenceSession

  init(_ query: Query, _ session: ReferenceSession) {
    self.query = query
    self.session = session
  }

  func run(parameters: [Parameter], keys: KeyColumns, context: CallContext, into answer: Answer) throws(ConnectorError) {
    let misbehaviour = session.misbehaviour
    try session.whileCancellable { isCancelled throws(ConnectorError) in
      try misbehaviour.beforeQuery(answer, isCancelled: isCancelled)
      let evaluation = Evaluation(session.database, parameters)
      let writer = SelectionWriter(evaluation, query.numbersAsStrings, answer)
      if query.keys.isEmpty {
        try writer.writeRoot(query.selection)
      } else {
        let shift: UInt32 = misbehaviour.hasWrongOrdinals ? 1_000_000 : 0
        try Lookup(query, keys, evaluation).write(with: writer, shiftingOrdinalsBy: shift)
      }
    }
  }
}
