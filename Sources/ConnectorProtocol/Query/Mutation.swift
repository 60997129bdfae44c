/// Writes to one source, run in order in one transaction: all or nothing.
public struct Mutation: Hashable, Sendable {
  /// Run one after the other; later ones see what earlier ones wrote.
  public var operations: [Operation]
  /// As in ``Query/numbersAsStrings``, for returned rows.
  public var numbersAsStrings: Bool

  /// A mutation of these parts.
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
    /// Where the rows go.
    public var table: TableReference
    /// The columns that at least one row gives.
    public var columns: [Column]
    /// As many slots as columns each; every row may have its own.
    public var rows: [[Slot?]]
    /// Nil makes a taken key an error.
    public var conflict: Conflict?
    /// Of each row that was written; may have remote fields.
    public var returning: [Field]

    /// An insert of these parts.
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
    /// The columns of the constraint, for engines that want them instead of its name.
    public var columns: [String]
    /// The columns that take the new row's values.
    public var update: [Column]
    /// Updates only rows for which it is true.
    public var filter: Filter?

    /// A conflict of these parts.
    public init(constraint: String?, columns: [String], update: [Column], filter: Filter? = nil) {
      self.constraint = constraint
      self.columns = columns
      self.update = update
      self.filter = filter
    }
  }

  /// A new value of a column. `operator` is `_set`, `_inc`, `_mul`, `_default` or a JSON operator such as `_append`.
  public struct Assignment: Hashable, Sendable {
    /// The column that changes.
    public var column: Column
    /// A name of the update operators.
    public var `operator`: String
    /// Nil for operators without a value.
    public var slot: Slot?

    /// An assignment of these parts.
    public init(column: Column, operator: String, slot: Slot?) {
      self.column = column
      self.operator = `operator`
      self.slot = slot
    }
  }
}
