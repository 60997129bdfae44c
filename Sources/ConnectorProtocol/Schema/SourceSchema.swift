/// What a database holds, as its connector found it.
public struct SourceSchema: Equatable, Sendable {
  public var tables: [TableDescription]
  /// Scalars that only this source has: its enumerations, domains and the like.
  public var scalars: [ScalarType]

  public init(tables: [TableDescription] = [], scalars: [ScalarType] = []) {
    self.tables = tables
    self.scalars = scalars
  }
}

/// The full name of a table, outermost part first, e.g. `["public", "author"]`.
public struct TableReference: Hashable, Sendable, CustomStringConvertible {
  public var path: [String]

  public init(_ path: [String]) { self.path = path }

  /// The table's own name: the last part.
  public var name: String { path.last ?? "" }

  public var description: String { path.joined(separator: ".") }
}

/// A table or view and everything that a GraphQL schema and a planner need to know of it.
public struct TableDescription: Equatable, Sendable {
  public var name: TableReference
  public var kind: Kind
  public var comment: String?
  public var columns: [ColumnDescription]
  public var primaryKey: UniqueKey?
  public var uniqueKeys: [UniqueKey]
  public var foreignKeys: [ForeignKey]
  public var isInsertable: Bool
  public var isUpdatable: Bool
  public var isDeletable: Bool
  /// What stays the same when the table gets another name, e.g. its number in the system catalog; nil if the database has nothing like it.
  public var stableID: String?

  public enum Kind: String, Sendable {
    case table, view, materializedView = "materialized_view", foreignTable = "foreign_table"
  }

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
  public var name: String
  public var type: ColumnType
  /// The GraphQL scalar of a value (of an element, if the canonical type is an array).
  public var scalar: String
  public var isNullable: Bool
  /// Whether an insert may leave it out although it is not nullable.
  public var hasDefault: Bool
  public var isGenerated: Bool
  public var isIdentity: Bool
  public var comment: String?
  /// What stays the same within the table when the column gets another name; nil if the database has nothing like it.
  public var stableID: String?

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
  public var name: String
  public var columns: [String]

  public init(name: String, columns: [String]) {
    self.name = name
    self.columns = columns
  }
}

/// A foreign key: `columns[i]` refers to `referencedColumns[i]` of `table`.
public struct ForeignKey: Equatable, Sendable {
  public var name: String
  public var columns: [String]
  public var table: TableReference
  public var referencedColumns: [String]

  public init(name: String, columns: [String], table: TableReference, referencedColumns: [String]) {
    self.name = name
    self.columns = columns
    self.table = table
    self.referencedColumns = referencedColumns
  }
}
