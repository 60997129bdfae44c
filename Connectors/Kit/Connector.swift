public import ConnectorProtocol

/// A kind of database, as a program that joins Joinery: everything that a connector author writes.
///
/// An executable is one line, `try serve(MyConnector())`; the kit speaks the protocol, owns the sockets and the threads, and calls this value.
///
/// *Configuration* is what differs between sources and arrives with ``open(_:)``; *capabilities* are what is the same for all sources of the kind.
public protocol Connector: Sendable {
  var manifest: Manifest { get }
  var capabilities: Capabilities { get }

  /// Connects to one database. Called on the thread that will use the session, once per data socket.
  func open(_ call: OpenCall) throws(ConnectorError) -> any Session
}

/// One connection to one database, used by one thread. Only ``cancel()`` is called from another one.
public protocol Session: AnyObject {
  /// Turns a query into whatever runs it. The kit keeps the result by the query's bytes, so this is not on the path of a repeated query.
  func compile(_ query: Query) throws(ConnectorError) -> any CompiledQuery

  func describe(_ call: DescribeCall) throws(ConnectorError) -> SourceSchema

  /// Runs all operations in one transaction, or inside of the one that ``begin()`` opened.
  func mutate(_ call: MutationCall, context: CallContext) throws(ConnectorError) -> [MutationResult]

  func runSQL(_ call: RawSQLCall, context: CallContext) throws(ConnectorError) -> RawSQLResult

  func explain(_ query: Query, parameters: [Parameter], keys: KeyColumns) throws(ConnectorError) -> ExplainResult

  func begin() throws(ConnectorError)
  func commit() throws(ConnectorError)
  func rollback() throws(ConnectorError)

  /// Asks the database for a sign of life.
  func checkHealth() throws(ConnectorError)

  func openStore() throws(ConnectorError)
  func loadMetadata() throws(ConnectorError) -> StoredMetadata
  /// Stores durably before it returns. Throws family `conflict` if the stored version is not `expected`; returns the new version.
  func saveMetadata(_ metadata: String, expecting expected: Int64) throws(ConnectorError) -> Int64

  /// Interrupts the call that runs now, if there is one. Any thread; must not block for long.
  func cancel()

  /// Ends the connection. No call follows.
  func close()
}

/// A query ready to run any number of times on the session that made it.
public protocol CompiledQuery: AnyObject {
  /// Runs it and writes the answer. `keys` is empty unless the query is a lookup.
  func run(parameters: [Parameter], keys: KeyColumns, context: CallContext, into answer: Answer) throws(ConnectorError)
}

extension Session {
  /// The error of a call that a connector does not have.
  private func unsupported(_ what: String) -> ConnectorError {
    ConnectorError(.unsupported, code: "not-supported", message: "this connector does not support \(what)")
  }

  /// Refuses: a connector without mutations need not say so.
  public func mutate(_ call: MutationCall, context: CallContext) throws(ConnectorError) -> [MutationResult] {
    throw unsupported("mutations")
  }
  /// Refuses: a connector without raw SQL need not say so.
  public func runSQL(_ call: RawSQLCall, context: CallContext) throws(ConnectorError) -> RawSQLResult { throw unsupported("raw SQL") }
  /// Refuses: a connector that explains nothing need not say so.
  public func explain(_ query: Query, parameters: [Parameter], keys: KeyColumns) throws(ConnectorError) -> ExplainResult {
    throw unsupported("explain")
  }
  /// Refuses: a connector without transactions need not say so.
  public func begin() throws(ConnectorError) { throw unsupported("transactions") }
  /// Refuses, as ``begin()`` does.
  public func commit() throws(ConnectorError) { throw unsupported("transactions") }
  /// Refuses, as ``begin()`` does.
  public func rollback() throws(ConnectorError) { throw unsupported("transactions") }
  /// Refuses: a connector that is no metadata store need not say so.
  public func openStore() throws(ConnectorError) { throw unsupported("a metadata store") }
  /// Refuses, as ``openStore()`` does.
  public func loadMetadata() throws(ConnectorError) -> StoredMetadata { throw unsupported("a metadata store") }
  /// Refuses, as ``openStore()`` does.
  public func saveMetadata(_ metadata: String, expecting expected: Int64) throws(ConnectorError) -> Int64 {
    throw unsupported("a metadata store")
  }
}
