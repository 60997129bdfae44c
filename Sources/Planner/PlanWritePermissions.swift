import Catalog
import ConnectorProtocol
import Errors
import QueryPlan

extension Planner {
  /// Which rows the role may update.
  func updateFilter(of table: CatalogTable, _ builder: inout FetchBuilder) throws(EngineError) -> [Filter] {
    try condition(role.access(to: table.id, for: .update)?.filter, &builder).map { [$0] } ?? []
  }

  /// What updated rows must satisfy.
  func updateCheck(of table: CatalogTable, _ builder: inout FetchBuilder) throws(EngineError) -> Filter? {
    try condition(role.access(to: table.id, for: .update)?.check, &builder)
  }

  /// Which rows the role may delete.
  func deleteFilter(of table: CatalogTable, _ builder: inout FetchBuilder) throws(EngineError) -> [Filter] {
    try condition(role.access(to: table.id, for: .delete)?.filter, &builder).map { [$0] } ?? []
  }

  /// What new rows must satisfy.
  func insertCheck(of table: CatalogTable, _ builder: inout FetchBuilder) throws(EngineError) -> Filter? {
    try condition(role.access(to: table.id, for: .insert)?.check, &builder)
  }

  /// Values that updates by the role set besides what it asks for.
  func updatePresets(of table: CatalogTable, _ builder: inout FetchBuilder) throws(EngineError) -> [Mutation.Assignment] {
    try presets(role.access(to: table.id, for: .update)?.presets, &builder)
  }

  /// Values that new rows of the role get.
  func insertPresets(of table: CatalogTable, _ builder: inout FetchBuilder) throws(EngineError) -> [Mutation.Assignment] {
    try presets(role.access(to: table.id, for: .insert)?.presets, &builder)
  }

  /// The rows that are written: those that the role may write and that a client asked for.
  func writeFilter(
    _ permitted: [Filter], _ asked: [Filter], on table: CatalogTable, _ builder: inout FetchBuilder
  ) throws(EngineError) -> Filter {
    let asked = try asked.map { filter throws(EngineError) in try masked(filter, on: table, &builder) }
    return .all((permitted + asked).filter { $0 != .and([]) }) ?? .and([])
  }

  private func condition(_ predicate: RowPredicate?, _ builder: inout FetchBuilder) throws(EngineError) -> Filter? {
    try predicate.map { predicate throws(EngineError) in try filter(of: predicate, &builder) }
  }

  private func presets(_ presets: [ColumnPreset]?, _ builder: inout FetchBuilder) throws(EngineError) -> [Mutation.Assignment] {
    var assignments: [Mutation.Assignment] = []
    for preset in presets ?? [] {
      let slot = builder.slot(try preset.value.source(as: .scalar(preset.scalar)))
      assignments.append(Mutation.Assignment(column: preset.column, operator: "_set", slot: slot))
    }
    return assignments
  }
}
