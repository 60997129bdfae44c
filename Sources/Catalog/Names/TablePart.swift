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
  case mutationResponse
  case insert
  /// `author_obj_rel_insert_input`.
  case objectInsert
  /// `author_arr_rel_insert_input`.
  case arrayInsert
  case conflict
  case constraint
  case updateColumn
  /// The new values of an update operator: `author_set_input`.
  case update(String)
  case updates
  case key
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
    case .mutationResponse: "mutation_response"
    case .insert: "insert_input"
    case .objectInsert: "obj_rel_insert_input"
    case .arrayInsert: "arr_rel_insert_input"
    case .conflict: "on_conflict"
    case .constraint: "constraint"
    case .updateColumn: "update_column"
    case .update(let name): "\(name.drop { $0 == "_" })_input"
    case .updates: "updates"
    case .key: "pk_columns_input"
    case .enumeration: "enum"
    case .nativeQueryArguments: "arguments"
    }
  }
}
