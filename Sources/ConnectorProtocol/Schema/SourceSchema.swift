/// What a database holds, as its connector found it.
public struct SourceSchema: Equatable, Sendable {
  /// Tables and views, in any order.
  public var tables: [TableDescription]
  /// Scalars that only this source has: its enumerations, domains and the like.
  public var scalars: [ScalarType]
  /// Functions that were asked for.
  public var functions: [FunctionDescription]
  /// The native queries that were asked for.
  public var nativeQueries: [NativeQueryDescription]

  /// A source schema of these parts.
  public init(
    tables: [TableDescription] = [], scalars: [ScalarType] = [], functions: [FunctionDescription] = [],
    nativeQueries: [NativeQueryDescription] = []
  ) {
    self.tables = tables
    self.scalars = scalars
    self.functions = functions
    self.nativeQueries = nativeQueries
  }

  /// Adds a further part of the same description.
  package mutating func append(_ part: SourceSchema) {
    tables += part.tables
    scalars += part.scalars
    functions += part.functions
    nativeQueries += part.nativeQueries
  }
}

/// The full name of a table, outermost part first, e.g. `["public", "author"]`.
public struct TableReference: Hashable, Sendable, CustomStringConvertible {
  /// The parts of the name; never empty.
  public var path: [String]

  /// A table reference of these parts.
  public init(_ path: [String]) { self.path = path }

  /// The table's own name: the last part.
  public var name: String { path.last ?? "" }

  /// The parts with dots between them, for people.
  public var description: String { path.joined(separator: ".") }
}

/// A table or view and everything that a GraphQL schema and a planner need to know of it.
public struct TableDescription: Equatable, Sendable {
  /// Unique within the source.
  public var name: TableReference
  /// What it is to its engine.
  public var kind: Kind
  /// Shown in the GraphQL schema.
  public var comment: String?
  /// In the order of the table.
  public var columns: [ColumnDescription]
  /// Nil if there is none; views have none.
  public var primaryKey: UniqueKey?
  /// Unique constraints and indices other than the primary key.
  public var uniqueKeys: [UniqueKey]
  /// References to tables of the same source.
  public var foreignKeys: [ForeignKey]
  /// Whether rows can be inserted.
  public var isInsertable: Bool
  /// Whether rows can be updated.
  public var isUpdatable: Bool
  /// Whether rows can be deleted.
  public var isDeletable: Bool
  /// What stays the same when the table gets another name, e.g. its number in the system catalog; nil if the database has nothing like it.
  public var stableID: String?

  /// What a relation is to its engine.
  public enum Kind: String, Sendable {
    case table, view, materializedView = "materialized_view", foreignTable = "foreign_table"
  }

  /// A table description of these parts.
  public init(
    name: TableReference, kind: Kind = .table, comment: String? = nil, columns: [ColumnDescription],
    primaryKey: UniqueKey? = nil, uniqueKeys: [UniqueKey] = [], foreignKeys: [ForeignKey] = [],
    isInsertable: Bool = true, isUpdatable: Bool = true, isDeletable: Bool = true, stableID: String? = nil
  ) {
    self.name = name
    self.kind = kind
    self.comment = comment
    self.columns = columns
    self.primaryKey = primaryKey
    self.uniqueKeys = uniqueKeys
    self.foreignKeys = foreignKeys
    self.isInsertable = isInsertable
    self.isUpdatable = isUpdatable
    self.isDeletable = isDeletable
    self.stableID = stableID
  }
}

/// A column as introspected.
public struct ColumnDescription: Equatable, Sendable {
  /// Unique within the table.
  public var name: String
  /// Its native and canonical type.
  public var type: ColumnType
  /// The GraphQL scalar of a value (of an element, if the canonical type is an array).
  public var scalar: String
  /// Whether a value may be null.
  public var isNullable: Bool
  /// Whether an insert may leave it out although it is not nullable.
  public var hasDefault: Bool
  /// Whether its value is computed and can never be given.
  public var isGenerated: Bool
  /// Whether the engine counts its values up.
  public var isIdentity: Bool
  /// Shown in the GraphQL schema.
  public var comment: String?
  /// What stays the same within the table when the column gets another name; nil if the database has nothing like it.
  public var stableID: String?

  /// A column description of these parts.
  public init(
    name: String, type: ColumnType, scalar: String, isNullable: Bool, hasDefault: Bool = false,
    isGenerated: Bool = false, isIdentity: Bool = false, comment: String? = nil, stableID: String? = nil
  ) {
    self.name = name
    self.type = type
    self.scalar = scalar
    self.isNullable = isNullable
    self.hasDefault = hasDefault
    self.isGenerated = isGenerated
    self.isIdentity = isIdentity
    self.comment = comment
    self.stableID = stableID
  }
}

/// A primary key or unique constraint, columns in the order of the constraint.
public struct UniqueKey: Equatable, Sendable {
  /// The constraint's name, which conflicts refer to.
  public var name: String
  /// Never empty.
  public var columns: [String]

  /// A unique key of these parts.
  public init(name: String, columns: [String]) {
    self.name = name
    self.columns = columns
  }
}

/// A foreign key: `columns[i]` refers to `referencedColumns[i]` of `table`.
public struct ForeignKey: Equatable, Sendable {
  /// The constraint's name.
  public var name: String
  /// The columns that refer.
  public var columns: [String]
  /// The table referred to.
  public var table: TableReference
  /// The columns referred to, in the order of `columns`.
  public var referencedColumns: [String]

  /// A foreign key of these parts.
  public init(name: String, columns: [String], table: TableReference, referencedColumns: [String]) {
    self.name = name
    self.columns = columns
    self.table = table
    self.referencedColumns = referencedColumns
  }
}
