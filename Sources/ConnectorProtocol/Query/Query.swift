/// A question for exactly one source: the largest subtree of a GraphQL operation that lives there.
///
/// A query is a *template*: no value stands in it, only slots of a parameter list that travels beside it. Its encoded bytes are therefore
/// equal for all requests of one shape, and a connector keeps what it compiled from them.
///
///     query { orders(where: {id: {_gte: $from}}, limit: 2) { id user { name } lines { id } } }   # user lives in another source
///
///     rows of orders where id _gte $0 limit $1
///       id: column id
///       user: remote #0 by (user_id)
///       lines: rows of order_lines on (id = order_id)
///         id: column id
public struct Query: Hashable, Sendable {
  /// What is asked for.
  public var selection: Selection
  /// For a lookup: the columns that are matched with the key tuples, all of them (`AND`). Empty for a plain query.
  /// A lookup answers the selection once per key tuple; `limit`, `offset`, `order` and `distinctOn` then hold per tuple.
  public var keys: [LookupKey]
  /// Whether int64, numeric and float64 values (also in aggregates) are written as JSON strings.
  public var numbersAsStrings: Bool

  /// A query of these parts.
  public init(selection: Selection, keys: [LookupKey] = [], numbersAsStrings: Bool = false) {
    self.selection = selection
    self.keys = keys
    self.numbersAsStrings = numbersAsStrings
  }
}

/// The index of a value in the parameter list of a call.
public typealias Slot = Int

/// One column of a lookup's key.
public struct LookupKey: Hashable, Sendable {
  /// The column of the selection's table that is matched.
  public var column: Column
  /// The type in which the keys are sent. Never narrowed to the column's: a key that the column cannot represent exactly matches nothing.
  public var sent: CanonicalType
  /// Whether text is compared by the target column's collation instead of byte by byte.
  public var usesTargetCollation: Bool

  /// A lookup key of these parts.
  public init(column: Column, sent: CanonicalType, usesTargetCollation: Bool = false) {
    self.column = column
    self.sent = sent
    self.usesTargetCollation = usesTargetCollation
  }
}

/// A column by name, with the type that its table's description gave.
public struct Column: Hashable, Sendable {
  /// As the table's description spells it.
  public var name: String
  /// Decides how values are compared and written.
  public var type: ColumnType

  /// A column of these parts.
  public init(name: String, type: ColumnType) {
    self.name = name
    self.type = type
  }
}

/// Rows of one relation and the JSON that they become.
public struct Selection: Hashable, Sendable {
  /// Where the rows come from.
  public var from: Relation
  /// Keeps the rows for which it is true; nil keeps all.
  public var filter: Filter?
  /// The first term weighs most; empty leaves the order to the engine.
  public var order: [OrderTerm]
  /// Keeps the first row per combination, in the order asked. Must lead `order` if that is not empty.
  public var distinctOn: [Column]
  /// The largest number of rows, after the offset.
  public var limit: Slot?
  /// The number of rows left out at the beginning.
  public var offset: Slot?
  /// What becomes of the rows.
  public var shape: Shape

  /// A selection of these parts.
  public init(
    from: Relation, filter: Filter? = nil, order: [OrderTerm] = [], distinctOn: [Column] = [], limit: Slot? = nil,
    offset: Slot? = nil, shape: Shape
  ) {
    self.from = from
    self.filter = filter
    self.order = order
    self.distinctOn = distinctOn
    self.limit = limit
    self.offset = offset
    self.shape = shape
  }
}

/// Where rows come from.
public enum Relation: Hashable, Sendable {
  case table(TableReference)
  /// The rows that a function gives.
  case function(FunctionCall)
  /// The rows that a query in the database's own language returns.
  case nativeQuery(NativeQuery)
  /// Rows of another relation, not all of whose values are shown.
  indirect case masked(MaskedRows)
}

/// The JSON that a selection's rows become.
public indirect enum Shape: Hashable, Sendable {
  /// An array with an object per row.
  case rows([Field])
  /// The first row's object, or null.
  case firstRow([Field])
  /// One object over all rows.
  case aggregate([AggregateField])
}

/// A member of a row's object.
public struct Field: Hashable, Sendable {
  /// The key in the JSON object.
  public var alias: String
  /// A column, nested rows, or a place for the host.
  public var value: FieldValue

  /// A field of these parts.
  public init(_ alias: String, _ value: FieldValue) {
    self.alias = alias
    self.value = value
  }
}

/// What a field holds.
public indirect enum FieldValue: Hashable, Sendable {
  /// A column's value. `path` is a slot with a list of keys and indices into a JSON column, as texts.
  case column(Column, path: Slot?)
  /// A column of a written row, as ``MaskedRows`` shows it.
  case masked(Mask, path: Slot?)
  /// A value that a function makes of the row. `path` as of a column.
  case computed(ScalarCall, path: Slot?)
  /// JSON text that is the same for every row, e.g. `"author"` for `__typename`.
  case constant(String)
  /// Rows of the same source whose columns equal this row's, or that a function gives for this row.
  case related([ColumnPair], Selection)
  /// A value that the host fills in: nothing is written, and the place and the row's key values are reported under the number `use`.
  case remote(use: Int, keys: [RowValue])
}

/// Equality between a parent's and a child's column.
public struct ColumnPair: Hashable, Sendable {
  /// A column of the row outside.
  public var parent: Column
  /// A column of the rows inside.
  public var child: Column

  /// A column pair of these parts.
  public init(parent: Column, child: Column) {
    self.parent = parent
    self.child = child
  }
}

/// A member of an aggregate's object (`orders_aggregate { ... }`).
public struct AggregateField: Hashable, Sendable {
  /// The key in the JSON object.
  public var alias: String
  /// What stands at the key.
  public var value: AggregateValue

  /// An aggregate field of these parts.
  public init(_ alias: String, _ value: AggregateValue) {
    self.alias = alias
    self.value = value
  }
}

/// What a member of an aggregate's object holds.
public indirect enum AggregateValue: Hashable, Sendable {
  case constant(String)
  /// The object `aggregate { ... }`.
  case summary([SummaryField])
  /// The rows themselves; `limit` is a cap of a permission, which does not hold for the summary.
  case nodes([Field], limit: Slot?)
}

/// A member of the object `aggregate { ... }`.
public struct SummaryField: Hashable, Sendable {
  /// The key in the JSON object.
  public var alias: String
  /// What stands at the key.
  public var value: SummaryValue

  /// A summary field of these parts.
  public init(_ alias: String, _ value: SummaryValue) {
    self.alias = alias
    self.value = value
  }
}

/// What a member of `aggregate { ... }` holds.
public indirect enum SummaryValue: Hashable, Sendable {
  case constant(String)
  /// The number of rows. Of one column: of its values that are not null. Of several: of all rows, because a row value is never null.
  /// With `distinct`: of different values of one column, null left out; of different combinations of several, where nulls equal each other.
  case count([Column], distinct: Bool)
  /// An object with the function applied to each column, e.g. `sum { total }`.
  case function(name: String, [FunctionField])
}

/// A member of an object such as `sum { ... }`.
public struct FunctionField: Hashable, Sendable {
  /// The key in the JSON object.
  public var alias: String
  /// What stands at the key.
  public var value: FunctionValue

  /// A function field of these parts.
  public init(_ alias: String, _ value: FunctionValue) {
    self.alias = alias
    self.value = value
  }
}

/// A function's result for one column.
public enum FunctionValue: Hashable, Sendable {
  case constant(String)
  /// `result` is the canonical type of the function's result, which decides how it is written.
  case column(Column, result: CanonicalType)
  /// The same of a value that a function makes of each row.
  case computed(ScalarCall, result: CanonicalType)
}
