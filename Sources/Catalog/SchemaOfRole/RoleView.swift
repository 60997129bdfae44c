import ConnectorProtocol
import Metadata

/// The part of a catalog that one role sees.
struct RoleView: Sendable {
  /// Visible tables in the order of metadata.
  let tables: [CatalogTable]
  let access: [TableID: SelectAccess]
  let sources: [String: CatalogSource]
  let known: OrderedTables
  /// Tables that a visible array relationship leads to: only they have types for ordering and filtering by aggregates.
  let aggregated: Set<TableID>
  /// Remote schemas of which the role sees something.
  let remotes: [RemoteView]
  /// The tracked functions that the role may call, in the order of metadata.
  let trackedFunctions: [CatalogFunction]
  /// Likewise, those that may write.
  let mutationFunctions: [CatalogFunction]
  /// What the role may write.
  let writes: RoleWrites
  /// The tables that have types: visible ones and those that the role may only write to.
  let typed: [CatalogTable]

  private let isAdministrator: Bool
  private let declared: [TableID: TableAccess]

  init(
    role: String, tables known: OrderedTables, sources: [String: CatalogSource], access declared: [TableID: TableAccess] = [:],
    remotes: [RemoteView] = [], forBackend: Bool = false
  ) {
    self.known = known
    self.remotes = remotes
    self.sources = sources
    self.declared = declared
    let isAdministrator = role == "admin"
    self.isAdministrator = isAdministrator
    var seen: [TableID: SelectAccess] = [:]
    // A table without columns has nothing to show.
    tables = known.all.filter { table in
      guard !table.columns.isEmpty, let access = isAdministrator ? .all : declared[table.id]?.select else { return false }
      let canMask = sources[table.id.source]?.has(.masks) ?? false
      seen[table.id] = canMask ? access : access.withoutMasks
      return true
    }
    access = seen
    let callable = known.functions.filter { [seen] in seen[$0.table] != nil }
    trackedFunctions = callable.filter { $0.exposure == .query }
    mutationFunctions = callable.filter { $0.exposure == .mutation && sources[$0.id.source]?.has(.mutations) ?? false }
    let writes = RoleWrites(tables: known, sources: sources) { operation, table in
      if isAdministrator { return .all }
      guard let allowed = declared[table]?.writes[operation], forBackend || !allowed.backendOnly else { return nil }
      return allowed
    }
    self.writes = writes
    typed = known.all.filter { [seen] in seen[$0.id] != nil || writes.includes($0.id) }
    let relationships = tables.lazy.flatMap(\.relationships)
    let computed = tables.lazy.flatMap(\.computedFields).filter { $0.takesNoArguments && $0.call.returnsSet }.compactMap(\.table)
    aggregated = Set(relationships.filter { [seen] in $0.cardinality == .array && seen[$0.target] != nil }.map(\.target))
      .union(computed.filter { [seen] in seen[$0] != nil })
  }

  /// The columns that the role sees.
  func columns(of table: CatalogTable) -> [CatalogColumn] {
    guard let access = access[table.id] else { return [] }
    return access.columns == nil ? table.columns : table.columns.filter(access.includes)
  }

  /// The local relationships whose targets the role sees, if it sees the table and the connector can follow any.
  func relationships(of table: CatalogTable) -> [CatalogRelationship] {
    access[table.id] != nil && has(.relationships, table) ? table.relationships.filter { access[$0.target] != nil } : []
  }

  /// The relationships by whose partners rows can be filtered and ordered: native queries are no part of such conditions.
  func comparedRelationships(of table: CatalogTable) -> [CatalogRelationship] {
    table.native != nil ? [] : relationships(of: table).filter { known[$0.target]?.native == nil }
  }

  /// The remote relationships whose targets the role sees, if it sees the table: their keys are columns of its rows.
  func remoteRelationships(of table: CatalogTable) -> [CatalogRemoteRelationship] {
    access[table.id] != nil ? table.remoteRelationships.filter { access[$0.target] != nil } : []
  }

  /// The primary key, if the role sees all of it.
  func primaryKey(of table: CatalogTable) -> [CatalogColumn]? {
    guard let key = table.primaryKey, let access = access[table.id], key.allSatisfy(access.includes) else { return nil }
    return key
  }

  /// Whether the role may ask for summaries of a table and its connector can answer them.
  func allowsAggregates(of table: CatalogTable) -> Bool {
    (access[table.id]?.allowsAggregations ?? false) && has(.aggregates, table) && table.native == nil
  }

  /// Whether the connector of a table's source does something.
  func has(_ feature: Capabilities.Feature, _ table: CatalogTable) -> Bool { sources[table.id.source]?.has(feature) ?? false }

  /// The aggregate functions that apply to columns and computed fields of a table, by name.
  func functions(of table: CatalogTable) -> [TableFunction] {
    var byName: [String: TableFunction] = [:]
    for column in columns(of: table) where !column.isArray {
      for function in column.scalar.aggregates {
        byName[function.name, default: TableFunction(name: function.name)].columns.append((column, function.result))
      }
    }
    for field in computedFields(of: table) {
      guard let scalar = field.scalar, !scalar.isArray else { continue }
      for function in scalar.scalar.aggregates {
        byName[function.name, default: TableFunction(name: function.name)].computed.append((field, function.result))
      }
    }
    return byName.values.sorted { $0.name < $1.name }
  }
}
