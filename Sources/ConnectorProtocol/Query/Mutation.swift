/// Writes to one source, run in order in one transaction: all or nothing.
public struct Mutation: Hashable, Sendable {
  public var operations: [Operation]
  public var numbersAsStrings: Bool

  public init(operations: [Operation], numbersAsStrings: Bool = false) {
    self.operations = operations
    self.numbersAsStrings = numbersAsStrings
  }

  /// One statement's worth of writing. `returning` is empty when only the number of rows is wanted.
  public enum Operation: Hashable, Sendable {
    case insert(Insert)
    case update(table: TableReference, set: [Assignment], filter: Filter, returning: [Field])
    case delete(table: TableReference, filter: Filter, returning: [Field])
  }

  /// New rows. `rows[i][j]` is the slot of column `j`, or nil for the column's default.
  public struct Insert: Hashable, Sendable {
    public var table: TableReference
    public var columns: [Column]
    public var rows: [[Slot?]]
    public var conflict: Conflict?
    public var returning: [Field]

    public init(table: TableReference, columns: [Column], rows: [[Slot?]], conflict: Conflict? = nil, returning: [Field] = []) {
      self.table = table
      self.columns = columns
      self.rows = rows
      self.conflict = conflict
      self.returning = returning
    }
  }

  /// What happens to a new row whose key is taken: the columns are updated, or the row is left out if there are none.
  public struct Conflict: Hashable, Sendable {
    /// The constraint's name; nil means any.
    public var constraint: String?
    public var columns: [String]
    public var update: [Column]
    public var filter: Filter?

    public init(constraint: String?, columns: [String], update: [Column], filter: Filter? = nil) {
      self.constraint = constraint
      self.columns = columns
      self.update = update
      self.filter = filter
    }
  }

  /// A new value of a column. `operator` is `_set`, `_inc`, `_mul`, `_default` or a JSON operator such as `_append`.
  public struct Assignment: Hashable, Sendable {
    public var column: Column
    public var `operator`: String
    public var slot: Slot?

    public init(column: Column, operator: String, slot: Slot?) {
      self.column = column
      self.operator = `operator`
      self.slot = slot
    }
  }
}
