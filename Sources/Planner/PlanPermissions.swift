import Catalog
import ConnectorProtocol
import Errors

/// The rows of a table that a role sees.
struct VisibleRows {
  /// Where they come from. It shows of each row what the role sees of it.
  let relation: Relation
  /// What they must satisfy; nil if the relation has none that the role does not see.
  let filter: Filter?

  /// What rows must satisfy that a client asked for.
  func filter(and asked: Filter) -> Filter { filter.map { .and([$0, asked]) } ?? asked }
}

extension Planner {
  /// The rows of a table that the role sees: the only way from a client's question to a table.
  ///
  /// `relation` is where the rows come from if that is not the table itself.
  func visibleRows(
    of table: CatalogTable, from relation: Relation? = nil, _ builder: inout FetchBuilder
  ) throws(EngineError) -> VisibleRows {
    guard let access = role.access(to: table.id) else {
      throw EngineError(.unexpected, "table \"\(table.id.name.text)\" is not visible")
    }
    let relation = relation ?? table.relation
    let filter = try access.filter.map { predicate throws(EngineError) in try self.filter(of: predicate, &builder) }
    let masks = try masks(of: table, &builder)
    guard !masks.isEmpty else { return VisibleRows(relation: relation, filter: filter) }
    // The filter is the relation's own, because it sees rows as they are.
    let rows = MaskedRows(relation, filter: filter, columns: table.databaseColumns, masks: masks)
    return VisibleRows(relation: .masked(rows), filter: nil)
  }

  /// What a client asks of a row that it writes, which sees no more of the row than a query shows.
  func masked(_ asked: Filter, on table: CatalogTable, _ builder: inout FetchBuilder) throws(EngineError) -> Filter {
    guard asked != .and([]) else { return asked }
    let masks = try masks(of: table, &builder)
    return masks.isEmpty ? asked : .masked(masks, asked)
  }

  /// Fields of a written row, which show no more of it than a query does.
  func masked(
    _ fields: [ConnectorProtocol.Field], on table: CatalogTable, _ builder: inout FetchBuilder
  ) throws(EngineError) -> [ConnectorProtocol.Field] {
    let masks = Dictionary(try masks(of: table, &builder).map { ($0.column.name, $0) }, uniquingKeysWith: { first, _ in first })
    return fields.map { field in
      guard case .column(let column, let path) = field.value, let mask = masks[column.name] else { return field }
      return ConnectorProtocol.Field(field.alias, .masked(mask, path: path))
    }
  }

  /// The columns that only some rows show to the role; none of a table that it only writes to.
  private func masks(of table: CatalogTable, _ builder: inout FetchBuilder) throws(EngineError) -> [Mask] {
    guard let access = role.access(to: table.id), !access.cellFilters.isEmpty else { return [] }
    var masks: [Mask] = []
    for column in table.databaseColumns {
      guard let shown = access.cellFilters[column.name] else { continue }
      masks.append(Mask(column, shown: try filter(of: shown, &builder)))
    }
    return masks
  }

  /// A computed value as the role sees it.
  func visible(
    _ call: FunctionCall, _ computed: CatalogComputedField, _ type: ColumnType, _ builder: inout FetchBuilder
  ) throws(EngineError) -> ScalarCall {
    let shown = role.access(to: computed.owner)?.computedFilters[computed.name]
    return ScalarCall(call, type: type, shown: try shown.map { shown throws(EngineError) in try filter(of: shown, &builder) })
  }
}

extension Filter {
  /// All conditions together; nil without any.
  static func all(_ conditions: [Filter]) -> Filter? {
    conditions.count > 1 ? .and(conditions) : conditions.first
  }
}
