import ConnectorProtocol
package import Metadata
import Synchronization

/// Declared metadata and introspected databases, resolved to one immutable snapshot.
///
/// Objects that contradict their database or each other are left out and listed in ``inconsistencies``; the rest serves.
/// Schemas are built per role when they are first asked for, from any thread.
package final class Catalog: Sendable {
  /// Differs between any two catalogs of one process, for keys of caches.
  package let version: UInt64
  package let options: CatalogOptions
  package let sources: [String: CatalogSource]
  /// In the order of metadata: sources first, then tables, then what is declared on them.
  package let inconsistencies: [Inconsistency]
  /// Remote schemas that are consistent, in the order of metadata.
  package let remotes: [CatalogRemoteSchema]
  /// Consistent tables in the order of metadata.
  let tables: OrderedTables
  /// What roles other than the administrator may do.
  let access: RoleAccess
  private let schemas = Mutex<[String: RoleSchema]>([:])

  init(
    options: CatalogOptions, sources: [String: CatalogSource], tables: OrderedTables, remotes: [CatalogRemoteSchema], access: RoleAccess,
    inconsistencies: [Inconsistency]
  ) {
    version = Self.nextVersion.wrappingAdd(1, ordering: .relaxed).newValue
    self.options = options
    self.sources = sources
    self.tables = tables
    self.access = access
    self.remotes = remotes
    self.inconsistencies = inconsistencies
  }

  private static let nextVersion = Atomic<UInt64>(0)

  /// The consistent remote schema of a name.
  package func remote(_ name: String) -> CatalogRemoteSchema? { remotes.first { $0.name == name } }

  /// The consistent table of an identity.
  package func table(_ id: TableID) -> CatalogTable? { tables[id] }

  /// What a role sees. Roles without permissions see a schema without any table.
  ///
  /// `forBackend` shows what only backends may write too.
  package func schema(for role: String, forBackend: Bool = false) -> RoleSchema {
    let key = forBackend ? role + RoleSchema.backendMark : role
    if let known = schemas.withLock({ $0[key] }) { return known }
    // Roles are words of clients: only those that see something are worth a search through all tables, and are kept.
    guard roles.contains(role) else { return remotes.isEmpty ? RoleSchema(role: role, tables: OrderedTables([]), catalog: self) : anyone }
    let made = RoleSchema(role: role, tables: tables(callableBy: role), catalog: self, forBackend: forBackend)
    return schemas.withLock { schemas in
      if let earlier = schemas[key] { return earlier }
      schemas[key] = made
      return made
    }
  }

  /// The tables, with the functions that a role may call if it sees what they give. Those that may write always need a permission of
  /// their own.
  func tables(callableBy role: String) -> OrderedTables {
    guard role != "admin" else { return tables }
    var tables = tables
    tables.functions.removeAll { function in
      !((options.infersFunctionPermissions && function.exposure == .query) || function.roles.contains(role))
    }
    return tables
  }

  /// What roles see that nobody gave a permission: remote schemas, unless these have permissions.
  private var anyone: RoleSchema {
    let role = ""
    if let known = schemas.withLock({ $0[role] }) { return known }
    let made = RoleSchema(role: role, tables: OrderedTables([]), catalog: self)
    return schemas.withLock { schemas in
      if let earlier = schemas[role] { return earlier }
      schemas[role] = made
      return made
    }
  }

  /// The roles that may do something.
  package var roles: Set<String> { access.roles.union(remotes.flatMap(\.permissions.keys)).union(["admin"]) }
}

/// Tables in order, found by identity, and the functions that give their rows.
struct OrderedTables: Sendable {
  let all: [CatalogTable]
  /// The tracked functions that give rows of them, in the order of metadata.
  var functions: [CatalogFunction] = []
  private let positions: [TableID: Int]
  private let byReference: [String: [TableReference: TableID]]

  init(_ tables: [CatalogTable]) {
    all = tables
    positions = Dictionary(tables.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    var byReference: [String: [TableReference: TableID]] = [:]
    for table in tables { byReference[table.id.source, default: [:]][table.reference] = table.id }
    self.byReference = byReference
  }

  /// The tracked table that a database's name means.
  func id(of reference: TableReference, in source: String) -> TableID? { byReference[source]?[reference] }

  subscript(_ id: TableID) -> CatalogTable? { positions[id].map { all[$0] } }
}
