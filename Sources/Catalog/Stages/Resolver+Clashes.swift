import Metadata

extension Resolver {
  /// The found tables without those whose GraphQL names an earlier table or namespace has.
  ///
  /// Hasura refuses the whole change; here the earlier one goes on serving and both are named.
  mutating func removingClashes() -> [CatalogTable] {
    var taken = TakenNames()
    var kept: [CatalogTable] = []
    kept.reserveCapacity(found.count)
    for table in found {
      guard let source = sources[table.id.source] else { continue }
      if let clash = taken.firstClash(of: table, in: source) {
        reportConflict(clash.reason(with: table.id), [.table(clash.owner), .table(table.id)])
      } else {
        taken.add(table, in: source)
        kept.append(table)
      }
    }
    return kept
  }
}

/// Two definitions of one GraphQL name.
private struct Clash {
  enum Place {
    case rootField
    case type
  }

  let place: Place
  let name: String
  let owner: TableID

  /// Hasura's text for root fields (`safeSelectionSet`); its text for types names schema positions, ours names the tables.
  func reason(with other: TableID) -> String {
    let tables = [owner, other].map { "table \($0.text)" }.sorted().joined(separator: ", ")
    switch place {
    case .rootField:
      return "Encountered conflicting definitions in the selection set for 'subscription_root' for field '\(name)' defined in [\(tables)]."
        + " Fields must not be defined more than once across all sources."
    case .type:
      return "Found conflicting definitions for GraphQL type '\(name)' defined in [\(tables)]."
        + " Types must not be defined more than once across all sources."
    }
  }
}

/// The GraphQL names that tables have so far.
private struct TakenNames {
  /// By namespace (empty for the root itself) and field.
  private var fields: [String: [String: TableID]] = [:]
  private var types: [String: TableID] = [:]

  func firstClash(of table: CatalogTable, in source: CatalogSource) -> Clash? {
    let here = fields[source.names.namespace ?? ""] ?? [:]
    for name in table.rootFieldNames(in: source) {
      if let owner = here[name] { return Clash(place: .rootField, name: name, owner: owner) }
    }
    let type = source.names.type(.row, of: table.own)
    return types[type].map { Clash(place: .type, name: type, owner: $0) }
  }

  mutating func add(_ table: CatalogTable, in source: CatalogSource) {
    for name in table.rootFieldNames(in: source) { fields[source.names.namespace ?? "", default: [:]][name] = table.id }
    types[source.names.type(.row, of: table.own)] = table.id
  }
}

extension CatalogTable {
  /// The names of the root fields that show the table.
  fileprivate func rootFieldNames(in source: CatalogSource) -> [String] {
    var names = [own.rootFields.select.name, own.rootFields.selectStream.name]
    if primaryKey != nil { names.append(own.rootFields.selectByPrimaryKey.name) }
    if source.has(.aggregates) { names.append(own.rootFields.selectAggregate.name) }
    return names
  }
}
