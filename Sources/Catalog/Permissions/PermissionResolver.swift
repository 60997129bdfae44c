import ConnectorProtocol
import Errors
import JSON
import Metadata

/// Resolves the permissions of one table.
struct PermissionResolver {
  let table: CatalogTable
  let source: CatalogSource
  let predicates: PredicateResolver

  func select(_ rule: Permission.SelectRule) throws(EngineError) -> SelectAccess {
    SelectAccess(
      columns: try columns(rule.columns), computedFields: Set(try computedFields(rule.computedFields)),
      filter: try filter(rule.filter), limit: rule.limit, allowsAggregations: rule.allowAggregations,
      queryRoots: try roots(rule.queryRootFields, "query_root_fields"),
      subscriptionRoots: try roots(rule.subscriptionRootFields, "subscription_root_fields"))
  }

  func write(_ rule: Permission.WriteRule) throws(EngineError) -> WriteAccess {
    // To pass over it would let in what the webhook refuses.
    guard !rule.validatesInput else { throw EngineError(.notSupported, "validate_input is not supported") }
    return WriteAccess(
      columns: try rule.columns.map { columns throws(EngineError) in try self.columns(columns) },
      filter: try rule.filter.flatMap(filter), check: try rule.check.flatMap(filter), presets: try presets(rule.presets),
      backendOnly: rule.backendOnly)
  }

  /// `*` stands for the columns that there are now: roles that inherit compare the sets.
  private func columns(_ columns: Permission.Columns) throws(EngineError) -> Set<String> {
    guard case .listed(let names) = columns else { return Set(table.own.described.columns.map(\.name)) }
    for name in names { try require(name) }
    return Set(names)
  }

  private func require(_ column: String) throws(EngineError) {
    guard table.own.databaseColumn(column) == nil else { return }
    throw EngineError(.notExists, "\"\(column)\" does not exist")
  }

  private func computedFields(_ names: [String]) throws(EngineError) -> [String] {
    for name in names where table.declared.computedField(name) == nil {
      throw EngineError(.notExists, "computed field \"\(name)\" does not exist in table \"\(table.id.name.text)\"")
    }
    return names
  }

  /// Nil if every row passes.
  private func filter(_ json: JSON) throws(EngineError) -> RowPredicate? {
    if json.objectValue?.isEmpty ?? false { return nil }
    let predicate = try predicates.resolve(json, on: table)
    return predicate.isAlwaysTrue ? nil : predicate
  }

  private func roots(_ names: [String]?, _ key: String) throws(EngineError) -> Set<SelectRoot> {
    guard let names else { return Set(SelectRoot.allCases) }
    var roots: Set<SelectRoot> = []
    for name in names {
      guard let root = SelectRoot(rawValue: name), root != .selectStream || key != "query_root_fields" else {
        throw EngineError(.parseFailed, "unexpected value \"\(name)\" in \(key)")
      }
      roots.insert(root)
    }
    return roots
  }

  private func presets(_ values: JSONObject) throws(EngineError) -> [ColumnPreset] {
    var presets: [ColumnPreset] = []
    for (name, value) in values {
      guard let column = table.comparedColumn(name, in: source) else { throw EngineError(.notExists, "\"\(name)\" does not exist") }
      presets.append(ColumnPreset(column: column.column, scalar: column.valueScalar, value: PredicateValue(value)))
    }
    return presets
  }
}
