/// What every call carries besides its own content.
public struct CallContext: Equatable, Sendable {
  /// Milliseconds from the receipt of the call after which the connector gives up (family `timeout`); 0 means no limit.
  public var deadline: UInt32
  /// W3C `traceparent`, or empty.
  public var trace: String

  public init(deadline: UInt32 = 0, trace: String = "") {
    self.deadline = deadline
    self.trace = trace
  }
}

/// A source that a data socket is opened for. Holds credentials: never logged, never printed.
public struct OpenCall: Equatable, Sendable {
  public var source: String
  public var kind: String
  /// The source's `configuration` as JSON text, environment references already resolved.
  public var configuration: String

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
  public var parameters: [Parameter]
  /// For a lookup: the key tuples.
  public var keys: KeyColumns

  public init(query: [UInt8], parameters: [Parameter] = [], keys: KeyColumns = KeyColumns()) {
    self.query = query
    self.parameters = parameters
    self.keys = keys
  }
}

/// Writes to run in one transaction (or in the socket's open transaction).
public struct MutationCall: Equatable, Sendable {
  public var mutation: Mutation
  public var parameters: [Parameter]

  public init(mutation: Mutation, parameters: [Parameter] = []) {
    self.mutation = mutation
    self.parameters = parameters
  }
}

/// What one operation of a mutation did.
public struct MutationResult: Equatable, Sendable {
  public var affectedRows: Int
  /// The JSON array of the returned rows; empty bytes if none were asked for.
  public var returning: RowChunk

  public init(affectedRows: Int, returning: RowChunk = RowChunk()) {
    self.affectedRows = affectedRows
    self.returning = returning
  }
}

/// Which tables to describe: all that the configuration's user sees, or the named ones.
public struct DescribeCall: Equatable, Sendable {
  public var tables: [TableReference]?
  /// Names and kinds only; columns and keys stay empty.
  public var namesOnly: Bool

  public init(tables: [TableReference]? = nil, namesOnly: Bool = false) {
    self.tables = tables
    self.namesOnly = namesOnly
  }
}

/// SQL text written by an administrator, run as it stands.
public struct RawSQLCall: Equatable, Sendable {
  public var sql: String
  public var isReadOnly: Bool
  /// Whether the statements run one by one, each for itself, because some refuse to run in a transaction.
  public var isOutsideOfTransaction: Bool

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
  public var rows: [[String?]]

  public init(columns: [String]? = nil, rows: [[String?]] = []) {
    self.columns = columns
    self.rows = rows
  }
}

/// The statements of a query, for people.
public struct ExplainResult: Equatable, Sendable {
  public var statements: [Statement]

  /// One statement and the lines of the database's plan.
  public struct Statement: Equatable, Sendable {
    public var sql: String
    public var plan: [String]

    public init(sql: String, plan: [String]) {
      self.sql = sql
      self.plan = plan
    }
  }

  public init(statements: [Statement]) { self.statements = statements }
}

/// Metadata as a store holds it.
public struct StoredMetadata: Equatable, Sendable {
  /// JSON text; nil if nothing was ever saved.
  public var metadata: String?
  public var version: Int64

  public init(metadata: String?, version: Int64) {
    self.metadata = metadata
    self.version = version
  }
}
