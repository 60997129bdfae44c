import JSON

/// The answer to ``Hello``: the version spoken from now on, and who speaks it.
public struct Welcome: Equatable, Sendable {
  /// The version that both sides speak from now on.
  public var version: UInt32
  /// The connector's name and version, for the log.
  public var name: String
  /// The program's own version.
  public var connectorVersion: String
  /// What each of its kinds can do.
  public var kinds: [Kind]

  /// What a connector can do for one of its kinds.
  public struct Kind: Equatable, Sendable {
    /// The kind in metadata.
    public var name: String
    /// What is the same for all sources of the kind.
    public var capabilities: Capabilities

    /// A kind of these parts.
    public init(name: String, capabilities: Capabilities) {
      self.name = name
      self.capabilities = capabilities
    }
  }

  /// A welcome of these parts.
  public init(version: UInt32, name: String, connectorVersion: String, kinds: [Kind]) {
    self.version = version
    self.name = name
    self.connectorVersion = connectorVersion
    self.kinds = kinds
  }
}

/// A line of a connector's log. No values of parameters and no credentials stand in it.
public struct LogLine: Equatable, Sendable {
  /// How much the line matters.
  public var level: Level
  /// A sentence.
  public var message: String
  /// What the sentence is about.
  public var fields: [Field]

  /// How much a line matters.
  public enum Level: String, Sendable, CaseIterable {
    case trace, debug, info, warning, error
  }

  /// A named value of a line.
  public struct Field: Equatable, Sendable {
    /// What is counted or told.
    public var name: String
    /// Printed, never a parameter's value.
    public var value: String

    /// A field of these parts.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// A log line of these parts.
  public init(_ level: Level, _ message: String, fields: [Field] = []) {
    self.level = level
    self.message = message
    self.fields = fields
  }
}

/// A counter since the connector started.
public struct Metric: Equatable, Sendable {
  /// The counter's name, with underscores.
  public var name: String
  /// How often it happened.
  public var value: UInt64

  /// A metric of these parts.
  public init(_ name: String, _ value: UInt64) {
    self.name = name
    self.value = value
  }
}

/// What an answer cost.
public struct AnswerStatistics: Equatable, Sendable {
  /// Rows of the outermost selection, or rows that were written.
  public var rows: Int
  /// Time spent waiting for the database; 0 if it was not measured.
  public var databaseMicroseconds: Int

  /// Statistics of these parts.
  public init(rows: Int = 0, databaseMicroseconds: Int = 0) {
    self.rows = rows
    self.databaseMicroseconds = databaseMicroseconds
  }
}

/// Everything that a connector says to a host, one case per frame type.
public enum ConnectorMessage: Equatable, Sendable {
  case welcome(Welcome)
  case pong
  case log(LogLine)
  case metrics([Metric])
  /// The connector wants to end; the host opens no more data sockets on it and closes those that are idle.
  case goAway
  case opened
  /// A part of an answer; with statistics it is the last one.
  case rows(RowChunk, AnswerStatistics?)
  /// The end of an answer of any number of frames: rows, schemas, results of a mutation.
  case end(AnswerStatistics)
  case error(ConnectorError)
  case schema(SourceSchema)
  /// The result of the next operation of a mutation.
  case mutated(MutationResult)
  case sqlResult(RawSQLResult)
  case explained(ExplainResult)
  /// Health, begin, commit, rollback and store-open succeeded.
  case done
  /// The version that a save made.
  case stored(version: Int64)
  case metadata(StoredMetadata)

  /// The message as one frame.
  public func frame(requestID: UInt32, in arena: WireArena = WireArena()) -> [UInt8] {
    var writer = ByteWriter(capacity: 1024)
    append(to: &writer, requestID: requestID, in: arena)
    return writer.takeArray()
  }
}
