/// A call of a function that the source's database has, e.g. `search_articles($0)` or, for every author, `full_name(author)`.
///
/// As a ``Relation`` it gives rows, inside of a ``ScalarCall`` a value.
public struct FunctionCall: Hashable, Sendable {
  /// The function's full name, as its description spells it.
  public var function: TableReference
  /// Arguments by position come before arguments by name. What is left out has its default.
  public var arguments: [FunctionArgument]
  /// Whether the function gives any number of rows; else it gives one, and null is no row.
  public var returnsSet: Bool

  /// A function call of these parts.
  public init(function: TableReference, arguments: [FunctionArgument] = [], returnsSet: Bool = true) {
    self.function = function
    self.arguments = arguments
    self.returnsSet = returnsSet
  }

  /// Whether the call depends on the row outside.
  public var takesRow: Bool { arguments.contains { if case .row = $0.value { true } else { false } } }
}

/// An argument of a function call.
public struct FunctionArgument: Hashable, Sendable {
  /// The name of the parameter; nil for an argument by position.
  public var name: String?
  /// What is handed over.
  public var value: Value

  /// What an argument hands over.
  public enum Value: Hashable, Sendable {
    /// A value of the parameter list: one value, null, or for an array JSON text.
    case value(Slot, ColumnType)
    /// The row in question, which is of this table's type: for a field, a filter or an order the row that has it; for nested rows, and
    /// for rows that an `exists` or an aggregate asks for, the row outside.
    case row(TableReference)
  }

  /// A function argument of these parts.
  public init(_ value: Value, name: String? = nil) {
    self.value = value
    self.name = name
  }
}

/// A value that a function makes of a row.
public struct ScalarCall: Hashable, Sendable {
  /// The function, which must not give rows.
  public var call: FunctionCall
  /// The type of the value.
  public var type: ColumnType
  /// The value is null but in rows for which this is true; sees the row as it is, also if that is one of ``MaskedRows``.
  public var shown: Filter?

  /// A scalar call of these parts.
  public init(_ call: FunctionCall, type: ColumnType, shown: Filter? = nil) {
    self.call = call
    self.type = type
    self.shown = shown
  }
}

/// A value that a row has: in one of its columns, or computed from the row.
public enum RowValue: Hashable, Sendable {
  case column(Column)
  case computed(ScalarCall)

  /// The type of the value.
  public var type: ColumnType {
    switch self {
    case .column(let column): column.type
    case .computed(let call): call.type
    }
  }

  /// For people: the column's or the function's name.
  public var name: String {
    switch self {
    case .column(let column): column.name
    case .computed(let call): call.call.function.name
    }
  }
}
