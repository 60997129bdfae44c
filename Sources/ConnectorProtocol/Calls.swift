/// What every call carries besides its own content.
public struct CallContext: Equatable, Sendable {
  /// Milliseconds from the receipt of the call after which the connector gives up (family `timeout`); 0 means no limit.
  public var deadline: UInt32
  /// W3C `traceparent`, or empty.
  public var trace: String

  /// A call context of these parts.
  public init(deadline: UInt32 = 0, trace: String = "") {
    self.deadline = deadline
    self.trace = trace
  }
}

/// A source that a data socket is opened for. Holds credentials: never logged, never printed.
public struct OpenCall: Equatable, Sendable {
  /// The source's name in metadata, for the log.
  public var source: String
  /// The source's kind, one of the manifest's.
  public var kind: String
  /// The source's `configuration` as JSON text, environment references already resolved.
  public var configuration: String

  /// An open call of these parts.
  public init(source: String, kind: String, configuration: String) {
    self.source = source
    self.kind = kind
    self.configuration = configuration
  }
}

/// A query or lookup to run.
public struct QueryCall: Equatable, Sendable {
  /// The encoded ``Query``: equal bytes mean the same query.
  public var query: [UInt8]
  /// The values of the query's slots.
  public var parameters: [Parameter]
  /// For a lookup: the key tuples.
  public var keys: KeyColumns

  /// A query call of these parts.
  public init(query: [UInt8], parameters: [Parameter] = [], keys: KeyColumns = KeyColumns()) {
    self.query = query
    self.parameters = parameters
    self.keys = keys
  }
}

/// Writes to run in one transaction (or in the socket's open transaction).
public struct MutationCall: Equatable, Sendable {
  /// What to write.
  public var mutation: Mutation
  /// The values of the mutation's slots.
  public var parameters: [Parameter]

  /// A mutation call of these parts.
  public init(mutation: Mutation, parameters: [Parameter] = []) {
    self.mutation = mutation
    self.parameters = parameters
  }
}

/// What one operation of a mutation did.
public struct MutationResult: Equatable, Sendable {
  /// Rows inserted, updated or deleted; rows left out by a conflict are not counted.
  public var affectedRows: Int
  /// The JSON array of the returned rows; empty bytes if none were asked for.
  public var returning: RowChunk

  /// A mutation result of these parts.
  public init(affectedRows: Int, returning: RowChunk = RowChunk()) {
    self.affectedRows = affectedRows
    self.returning = returning
  }
}

/// Which tables and functions to describe: all that the configuration's user sees, or the named ones.
public struct DescribeCall: Equatable, Sendable {
  /// Nil means all.
  public var tables: [TableReference]?
  /// Names and kinds only; columns and keys stay empty.
  public var namesOnly: Bool
  /// The functions to describe too; nil means all that users made, of which a database may have thousands.
  public var functions: [TableReference]?
  /// Native queries to be looked at, whatever is said of tables. Needs the capability.
  public var nativeQueries: [NativeQueryDeclaration]

  /// A describe call of these parts.
  public init(
    tables: [TableReference]? = nil, namesOnly: Bool = false, functions: [TableReference]? = [],
    nativeQueries: [NativeQueryDeclaration] = []
  ) {
    self.tables = tables
    self.namesOnly = namesOnly
    self.functions = functions
    self.nativeQueries = nativeQueries
  }
}

/// SQL text written by an administrator, run as it stands.
public struct RawSQLCall: Equatable, Sendable {
  /// One or more statements.
  public var sql: String
  /// Refuses what would write, by a read-only transaction if the engine has one.
  public var isReadOnly: Bool
  /// Whether the statements run one by one, each for itself, because some refuse to run in a transaction.
  public var isOutsideOfTransaction: Bool

  /// A raw SQL call of these parts.
  public init(sql: String, isReadOnly: Bool = false, isOutsideOfTransaction: Bool = false) {
    self.sql = sql
    self.isReadOnly = isReadOnly
    self.isOutsideOfTransaction = isOutsideOfTransaction
  }
}

/// The last result of a raw SQL text: rows as the database prints them, or only that it was done.
public struct RawSQLResult: Equatable, Sendable {
  /// Column names; nil if the text returned no rows.
  public var columns: [String]?
  /// The values as texts, nil for null; as long as `columns` each.
  public var rows: [[String?]]

  /// A raw SQL result of these parts.
  public init(columns: [String]? = nil, rows: [[String?]] = []) {
    self.columns = columns
    self.rows = rows
  }
}

/// The statements of a query, for people.
public struct ExplainResult: Equatable, Sendable {
  /// In the order in which they would run.
  public var statements: [Statement]

  /// One statement and the lines of the database's plan.
  public struct Statement: Equatable, Sendable {
    /// As it is sent to the database.
    public var sql: String
    /// Line by line; empty if the engine explains nothing.
    public var plan: [String]
    /// The values of the statement's placeholders as texts, in their order; nil for null.
    public var parameters: [String?]

    /// A statement of these parts.
    public init(sql: String, plan: [String], parameters: [String?] = []) {
      self.sql = sql
      self.plan = plan
      self.parameters = parameters
    }
  }

  /// An explain result of these parts.
  public init(statements: [Statement]) { self.statements = statements }
}

/// Metadata as a store holds it.
public struct StoredMetadata: Equatable, Sendable {
  /// JSON text; nil if nothing was ever saved.
  public var metadata: String?
  /// Grows by one with every save; 0 if nothing was ever saved.
  public var version: Int64

  /// Stored metadata of these parts.
  public init(metadata: String?, version: Int64) {
    self.metadata = metadata
    self.version = version
  }
}
