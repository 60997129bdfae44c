/// A query in the database's own language, written by an administrator: what stands between its pieces of text are values, never text.
public struct NativeQuery: Hashable, Sendable {
  /// In the order of the text.
  public var pieces: [Piece]

  /// A part of the query.
  public enum Piece: Hashable, Sendable {
    /// Sent as it stands.
    case text(String)
    /// The place of a value of this type.
    case argument(Slot, ColumnType)
  }

  /// A native query of these parts.
  public init(pieces: [Piece]) { self.pieces = pieces }
}

/// A native query to be looked at: whether the database takes it, and what its values are.
public struct NativeQueryDeclaration: Equatable, Sendable {
  /// Unique within the call.
  public var name: String
  /// Its slots are positions in `arguments`; the types of its places say nothing.
  public var query: NativeQuery
  /// The declared native types of the arguments.
  public var arguments: [String]
  /// The columns that the query must return, with their declared native types. It may return more.
  public var columns: [(name: String, native: String)]

  /// A declaration of these parts.
  public init(name: String, query: NativeQuery, arguments: [String], columns: [(name: String, native: String)]) {
    self.name = name
    self.query = query
    self.arguments = arguments
    self.columns = columns
  }

  /// Equal in all parts.
  public static func == (left: Self, right: Self) -> Bool {
    left.name == right.name && left.query == right.query && left.arguments == right.arguments
      && left.columns.elementsEqual(right.columns) { $0 == $1 }
  }
}

/// What a database says of a declared native query.
public struct NativeQueryDescription: Equatable, Sendable {
  /// The declaration's name.
  public var name: String
  /// One for each argument, in order; their names are empty.
  public var arguments: [ColumnDescription]
  /// The declared columns.
  public var columns: [ColumnDescription]
  /// Why the database does not take the query; then there are no arguments and no columns.
  public var problem: ConnectorError?

  /// A description of these parts.
  public init(
    name: String, arguments: [ColumnDescription] = [], columns: [ColumnDescription] = [], problem: ConnectorError? = nil
  ) {
    self.name = name
    self.arguments = arguments
    self.columns = columns
    self.problem = problem
  }
}
