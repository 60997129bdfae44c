import ConnectorProtocol

/// The functions of a table's rows by which the other side of an array relationship can be filtered.
struct AggregateFilters {
  struct Function {
    let name: String
    /// The columns it can be applied to; empty for `count`, which takes any.
    let columns: [CatalogColumn]
    let result: ConnectorProtocol.ScalarType
  }

  let functions: [Function]

  /// Nil if the connector cannot filter by aggregates.
  init?(of table: CatalogTable, in view: RoleView) {
    guard let source = view.sources[table.id.source], source.has(.aggregatePredicates), view.allowsAggregates(of: table) else {
      return nil
    }
    var functions = [Function(name: "count", columns: [], result: Self.count(in: source))]
    let flags = view.columns(of: table).filter { !$0.isArray && $0.column.type.canonical == .boolean }
    if let first = flags.first {
      functions += ["bool_and", "bool_or"].map { Function(name: $0, columns: flags, result: first.scalar) }
    }
    self.functions = functions
  }

  /// What a count is compared as.
  static func count(in source: CatalogSource) -> ConnectorProtocol.ScalarType { source.scalar("Int", .int32) }

  subscript(_ name: String) -> Function? { functions.first { $0.name == name } }
}
