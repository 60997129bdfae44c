package import GraphQL
package import Metadata

/// What one role sees: a GraphQL schema, and what each part of it means.
package final class RoleSchema: Sendable {
  package let role: String
  /// Differs between any two schemas of one catalog, for keys of caches.
  package let key: String
  package let schema: Schema
  /// The catalog's version, for keys of caches.
  package let version: UInt64
  package let options: CatalogOptions
  private let view: RoleView
  private let types: RoleTypes

  init(role: String, tables: OrderedTables, catalog: Catalog, forBackend: Bool = false) {
    self.role = role
    key = forBackend ? role + Self.backendMark : role
    version = catalog.version
    options = catalog.options
    let enforced = catalog.options.hasRemoteSchemaPermissions
    let remotes = catalog.remotes.compactMap { RemoteView($0, as: role, areEnforced: enforced) }
    view = RoleView(
      role: role, tables: tables, sources: catalog.sources, access: catalog.access.byRole[role] ?? [:], remotes: remotes,
      forBackend: forBackend)
    let types = RoleTypes(view: view)
    self.types = types
    schema = Schema(
      query: RoleTypes.queryRoot,
      mutation: view.hasRemote(.mutation) || view.changesSomething ? RoleTypes.mutationRoot : nil,
      subscription: view.hasSubscriptions || view.hasRemote(.subscription) ? RoleTypes.subscriptionRoot : nil,
      directives: OperationDirectives.all, scalars: types.book.builtInScalars, typeNames: types.book.names,
      objects: { [view] in view.remoteObjects(of: $0) },
      hides: { [view] in view.hidesRemoteType($0) },
      make: { types.type(named: $0)?.definition })
  }

  /// Follows a role in keys; no name of a role has it, since a header cannot.
  static let backendMark = "\u{0}backend"

  /// What a field of an object type means; nil for the specification's own (`__typename`, `__schema`, `__type`).
  package func meaning(ofField name: String, on type: String) -> FieldMeaning? { types.type(named: type)?.fields[name] }

  /// What a field of an input object means.
  package func meaning(ofInput name: String, on type: String) -> InputMeaning? { types.type(named: type)?.inputs[name] }

  /// The column that a value of an enumeration of columns means.
  package func column(ofValue name: String, on type: String) -> CatalogColumn? { types.type(named: type)?.values[name] }

  /// What the role may read of a table; nil if nothing.
  package func access(to table: TableID) -> SelectAccess? { view.access[table] }

  /// How the role may write to a table; nil if not at all.
  package func access(to table: TableID, for operation: Permission.Operation) -> WriteAccess? { view.writes[operation, table] }

  /// The table of an identity, if the role sees it.
  package func table(_ id: TableID) -> CatalogTable? { view.access[id] == nil ? nil : view.known[id] }

  /// The table of an identity, if the role may write to it.
  package func writtenTable(_ id: TableID) -> CatalogTable? { view.writes.includes(id) ? view.known[id] : nil }

  /// The source of a table.
  package func source(of table: CatalogTable) -> CatalogSource? { view.sources[table.id.source] }

  /// The source of a name.
  package func source(named name: String) -> CatalogSource? { view.sources[name] }
}
