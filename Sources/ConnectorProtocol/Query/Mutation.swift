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
    case update(Update)
    case delete(table: TableReference, filter: Filter, returning: [Field])
    /// Writes nothing: answers the rows that earlier operations wrote to one table.
    case written(Written)
    /// Calls the function that the selection is from, once, and answers what the selection shows of its rows.
    case call(Selection)

    /// An update without a check.
    public static func update(table: TableReference, set: [Assignment], filter: Filter, returning: [Field]) -> Operation {
      .update(Update(table: table, set: set, filter: filter, returning: returning))
    }
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
    /// Further columns, whose values are the same in all rows and come from rows that earlier operations wrote.
    public var references: [Reference]
    /// True for every row that is new, or the whole mutation fails (family `permission`).
    public var check: Filter?

    /// An insert of these parts.
    public init(
      table: TableReference, columns: [Column], rows: [[Slot?]], conflict: Conflict? = nil, returning: [Field] = [],
      references: [Reference] = [], check: Filter? = nil
    ) {
      self.table = table
      self.columns = columns
      self.rows = rows
      self.conflict = conflict
      self.returning = returning
      self.references = references
      self.check = check
    }
  }

  /// A column whose value an earlier operation produced: the key of the parent of a nested insert.
  ///
  ///     mutation { insert_author_one(object: {name: "A", articles: {data: [{title: "T"}]}}) { id } }
  ///
  ///     0: insert author (name = $0)
  ///     1: insert article (title = $1, author_id = column id of 0)
  ///     2: written 0: id
  public struct Reference: Hashable, Sendable {
    /// The column that takes the value.
    public var column: Column
    /// The index of an earlier insert. The mutation fails if that has not written exactly one row.
    public var operation: Int
    /// The column of that row.
    public var source: Column

    /// A reference of these parts.
    public init(column: Column, operation: Int, source: Column) {
      self.column = column
      self.operation = operation
      self.source = source
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
    /// Further columns that are updated, to values of their own.
    public var presets: [Assignment]
    /// True for every row that was updated, or the whole mutation fails (family `permission`); nil: what new rows must satisfy.
    public var check: Filter?

    /// A conflict of these parts.
    public init(
      constraint: String?, columns: [String], update: [Column], filter: Filter? = nil, presets: [Assignment] = [], check: Filter? = nil
    ) {
      self.constraint = constraint
      self.columns = columns
      self.update = update
      self.filter = filter
      self.presets = presets
      self.check = check
    }
  }

  /// New values for the rows that pass a filter.
  public struct Update: Hashable, Sendable {
    /// Whose rows change.
    public var table: TableReference
    /// Never empty.
    public var set: [Assignment]
    /// Keeps the rows for which it is true before the update.
    public var filter: Filter
    /// Of each row that was updated, as it is then; may have remote fields.
    public var returning: [Field]
    /// True for every updated row, or the whole mutation fails (family `permission`).
    public var check: Filter?
    /// The table's primary key, if it has one: how engines whose updates return nothing find the rows again.
    public var key: [Column]

    /// An update of these parts.
    public init(
      table: TableReference, set: [Assignment], filter: Filter, returning: [Field] = [], check: Filter? = nil, key: [Column] = []
    ) {
      self.table = table
      self.set = set
      self.filter = filter
      self.returning = returning
      self.check = check
      self.key = key
    }
  }

  /// The rows that earlier operations wrote, as these wrote them, with their relationships as they are now.
  ///
  /// A parent's row is written before its children: this shows them.
  public struct Written: Hashable, Sendable {
    /// Indices of earlier operations; the rows stand in this order.
    public var operations: [Int]
    /// The table of all of them.
    public var table: TableReference
    /// As of other operations.
    public var returning: [Field]

    /// The rows of these operations.
    public init(operations: [Int], table: TableReference, returning: [Field]) {
      self.operations = operations
      self.table = table
      self.returning = returning
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
