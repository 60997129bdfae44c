import Metadata

extension Resolver {
  /// The found tables without those whose GraphQL names an earlier table, a namespace or a scalar has.
  ///
  /// Hasura refuses the whole change; here the earlier one goes on serving and both are named.
  mutating func removingClashes() -> [CatalogTable] {
    var taken = TakenNames(sources: Array(sources.values), tables: found)
    var kept: [CatalogTable] = []
    kept.reserveCapacity(found.count)
    for table in found {
      guard let source = sources[table.id.source] else { continue }
      if let clash = taken.firstClash(of: table, in: source) {
        let objects = [clash.owner.object, table.id.object].compactMap { $0 }
        reportConflict(clash.reason(with: table.id), objects)
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
    case mutationField
    case type
  }

  /// What has the name already.
  enum Owner {
    case table(TableID)
    case namespace(source: String)
    /// A scalar, a root type or another type that no table has of its own.
    case sharedType

    var object: MetadataObjectID? {
      switch self {
      case .table(let id): id.object
      case .namespace(let source): .source(source)
      case .sharedType: nil
      }
    }

    var text: String {
      switch self {
      case .table(let id): "\(id.name.nativeQuery == nil ? "table" : "native query") \(id.text)"
      case .namespace(let source): "namespace of source \(source)"
      case .sharedType: "the schema itself"
      }
    }
  }

  let place: Place
  let name: String
  let owner: Owner

  /// Hasura's text for root fields (`safeSelectionSet`); its text for types names schema positions, ours names the tables.
  func reason(with other: TableID) -> String {
    let places = [owner.text, Owner.table(other).text].sorted().joined(separator: ", ")
    switch place {
    case .rootField, .mutationField:
      let root = place == .rootField ? "subscription_root" : "mutation_root"
      return "Encountered conflicting definitions in the selection set for '\(root)' for field '\(name)' defined in [\(places)]."
        + " Fields must not be defined more than once across all sources."
    case .type:
      return "Found conflicting definitions for GraphQL type '\(name)' defined in [\(places)]."
        + " Types must not be defined more than once across all sources."
    }
  }
}

/// The GraphQL names that are taken so far.
private struct TakenNames {
  /// By namespace (empty for the root itself) and field.
  private var fields: [String: [String: Clash.Owner]] = [:]
  /// As `fields`, of the mutation root.
  private var writeFields: [String: [String: Clash.Owner]] = [:]
  private var types: [String: Clash.Owner] = [:]
  /// The sources of the logical models whose types are taken.
  private var models: [String: String] = [:]

  init(sources: [CatalogSource], tables: [CatalogTable]) {
    var shared: Set = ["query_root", "subscription_root", "mutation_root", "Int", "Float", "String", "Boolean", "ID"]
    for table in tables { shared.formUnion(table.columns.lazy.map(\.scalar.name)) }
    for source in sources {
      shared.formUnion(["order_by", "cursor_ordering"].map(source.names.sharedType))
      if let namespace = source.names.namespace { fields["", default: [:]][namespace] = .namespace(source: source.name) }
    }
    for name in shared { types[name] = .sharedType }
  }

  func firstClash(of table: CatalogTable, in source: CatalogSource) -> Clash? {
    let here = fields[source.names.namespace ?? ""] ?? [:]
    for name in table.rootFieldNames(in: source) {
      if let owner = here[name] { return Clash(place: .rootField, name: name, owner: owner) }
    }
    let writes = writeFields[source.names.namespace ?? ""] ?? [:]
    for name in table.writeFieldNames(in: source) {
      if let owner = writes[name] { return Clash(place: .mutationField, name: name, owner: owner) }
    }
    let type = source.names.type(.row, of: table.own)
    // Queries of one logical model share its types.
    if let native = table.native, !native.hasRelationships, models[type] == source.name { return nil }
    return types[type].map { Clash(place: .type, name: type, owner: $0) }
  }

  mutating func add(_ table: CatalogTable, in source: CatalogSource) {
    for name in table.rootFieldNames(in: source) { fields[source.names.namespace ?? "", default: [:]][name] = .table(table.id) }
    for name in table.writeFieldNames(in: source) { writeFields[source.names.namespace ?? "", default: [:]][name] = .table(table.id) }
    let type = source.names.type(.row, of: table.own)
    types[type] = .table(table.id)
    if let native = table.native, !native.hasRelationships { models[type] = source.name }
  }
}

extension CatalogTable {
  /// The names of the root fields that show the table.
  func rootFieldNames(in source: CatalogSource) -> [String] {
    guard native == nil else { return [own.rootFields.select.name] }
    var names = [own.rootFields.select.name, own.rootFields.selectStream.name]
    if primaryKey != nil { names.append(own.rootFields.selectByPrimaryKey.name) }
    if source.has(.aggregates) { names.append(own.rootFields.selectAggregate.name) }
    return names
  }

  /// The names of the root fields that change the table.
  fileprivate func writeFieldNames(in source: CatalogSource) -> [String] {
    guard source.has(.mutations) else { return [] }
    let (roots, table) = (own.rootFields, own.described)
    var names = table.isInsertable ? [roots.insert, roots.insertOne] : []
    if table.isUpdatable { names += [roots.update, roots.updateMany] + (primaryKey == nil ? [] : [roots.updateByPrimaryKey]) }
    if table.isDeletable { names += [roots.delete] + (primaryKey == nil ? [] : [roots.deleteByPrimaryKey]) }
    return names.map(\.name)
  }
}
