/// A condition on a row. Three-valued as in SQL: a row is kept when it is true.
public indirect enum Filter: Hashable, Sendable {
  /// True if empty.
  case and([Filter])
  /// False if empty.
  case or([Filter])
  case not(Filter)
  /// `operator` is a name of the capabilities, e.g. `_eq`.
  case comparison(Operand, operator: String, Argument)
  case isNull(Operand, Bool)
  /// Whether a row of `relation` exists that is equal in the pairs (unrelated if there are none) and passes the filter.
  case exists(Relation, [ColumnPair], Filter)
  /// Compares an aggregate of the related rows that pass the filter.
  case aggregate(RelatedAggregate, operator: String, Argument)
  /// What a client asks of a row that is written: the condition sees the row's columns as ``MaskedRows`` shows them.
  case masked([Mask], Filter)
  /// Whether the row's columns, none of them null, are among key tuples. True or false, never unknown; false without columns.
  case keys([KeyList])
}

/// One column of a row and the values that it has in key tuples (``Filter/keys(_:)``).
public struct KeyList: Hashable, Sendable {
  /// The column, and how it is matched: as in a lookup, where it would be the target's.
  public var key: LookupKey
  /// A ``Parameter/list(_:)`` without nulls; the lists of one filter are equally long, and tuple `i` has the `i`th value of each.
  public var slot: Slot

  /// A key list of these parts.
  public init(_ key: LookupKey, in slot: Slot) {
    self.key = key
    self.slot = slot
  }
}

/// The left side of a comparison.
public struct Operand: Hashable, Sendable {
  /// A value of the row in question.
  public var value: RowValue
  /// A native type that the value is cast to first (`_cast`).
  public var cast: ColumnType?

  /// An operand of these parts.
  public init(_ value: RowValue, cast: ColumnType? = nil) {
    self.value = value
    self.cast = cast
  }

  /// A column as an operand.
  public init(_ column: Column, cast: ColumnType? = nil) { self.init(.column(column), cast: cast) }

  /// The type that is compared.
  public var type: ColumnType { cast ?? value.type }
}

/// The right side of a comparison.
public enum Argument: Hashable, Sendable {
  /// One value: ``Parameter/text(_:)``, or ``Parameter/null`` which compares as SQL's null.
  case value(Slot, ColumnType)
  /// Any number of values of one type: ``Parameter/list(_:)``.
  case list(Slot, ColumnType)
  /// A column of the same row (0), or of the row that is so many `exists` and related rows further out.
  case column(Column, outer: Int)
}

/// `function(column)` over related rows, e.g. `count(*)` of an author's articles.
public struct RelatedAggregate: Hashable, Sendable {
  /// Where the related rows come from.
  public var relation: Relation
  /// How they are related to the row in question.
  public var pairs: [ColumnPair]
  /// Keeps the related rows for which it is true.
  public var filter: Filter?
  /// `count`, `bool_and`, `sum` ...
  public var function: String
  /// The function's arguments; empty counts rows.
  public var columns: [Column]
  /// Whether equal values count once.
  public var distinct: Bool

  /// A related aggregate of these parts.
  public init(
    relation: Relation, pairs: [ColumnPair], filter: Filter? = nil, function: String, columns: [Column] = [], distinct: Bool = false
  ) {
    self.relation = relation
    self.pairs = pairs
    self.filter = filter
    self.function = function
    self.columns = columns
    self.distinct = distinct
  }
}

/// One criterion of an order. The place of nulls is always said, so that it is the same on every engine.
public struct OrderTerm: Hashable, Sendable {
  /// What is compared.
  public var by: OrderExpression
  /// Whether large values come first.
  public var descending: Bool
  /// Whether nulls come before everything else.
  public var nullsFirst: Bool

  /// An order term of these parts.
  public init(_ by: OrderExpression, descending: Bool = false, nullsFirst: Bool? = nil) {
    self.by = by
    self.descending = descending
    // PostgreSQL's default: nulls are larger than everything.
    self.nullsFirst = nullsFirst ?? descending
  }
}

/// What rows are ordered by.
public indirect enum OrderExpression: Hashable, Sendable {
  case column(Column)
  case computed(ScalarCall)
  /// An expression of the one related row (object relationship); null if there is none or it does not pass the filter.
  case related(Relation, [ColumnPair], filter: Filter?, OrderExpression)
  case aggregate(RelatedAggregate)
}
