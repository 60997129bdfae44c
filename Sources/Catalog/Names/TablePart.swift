/// One of the GraphQL types that show a table.
enum TablePart: Hashable, Sendable {
  case row
  case aggregate
  case aggregateFields
  /// `author_avg_fields`.
  case function(String)
  case filter
  case order
  case aggregateOrder
  /// `author_avg_order_by`.
  case functionOrder(String)
  case column
  case aggregateFilter
  /// `author_aggregate_bool_exp_count`.
  case aggregateFilterFunction(String)
  /// The columns that a function of an aggregate filter takes.
  case aggregateFilterColumn(String)
  case streamCursor
  case streamCursorValue
  /// The values of a table that is an enumeration.
  case enumeration
  /// The arguments of a native query.
  case nativeQueryArguments

  /// What follows the table's name.
  func suffix(of base: String) -> String {
    switch self {
    case .row: ""
    case .aggregate: "aggregate"
    case .aggregateFields: "aggregate_fields"
    case .function(let name): "\(name)_fields"
    case .filter: "bool_exp"
    case .order: "order_by"
    case .aggregateOrder: "aggregate_order_by"
    case .functionOrder(let name): "\(name)_order_by"
    case .column: "select_column"
    case .aggregateFilter: "aggregate_bool_exp"
    case .aggregateFilterFunction(let name): "aggregate_bool_exp_\(name)"
    case .aggregateFilterColumn(let name): "select_column_\(base)_aggregate_bool_exp_\(name)_arguments_columns"
    case .streamCursor: "stream_cursor_input"
    case .streamCursorValue: "stream_cursor_value_input"
    case .enumeration: "enum"
    case .nativeQueryArguments: "arguments"
    }
  }
}
