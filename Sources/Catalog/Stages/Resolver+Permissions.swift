import Errors
import Metadata

extension Resolver {
  /// What the permissions of all tables allow. One that contradicts its table is left out: its role may do nothing with the table.
  mutating func permitting(_ tables: OrderedTables) -> RoleAccess {
    var access = RoleAccess()
    for table in tables.all where !table.declared.permissions.isEmpty {
      guard let source = sources[table.id.source] else { continue }
      let resolver = PermissionResolver(
        table: table, source: source,
        predicates: PredicateResolver(source: source, metadata: metadata, sources: sources, tables: tables))
      for permission in table.declared.permissions { resolve(permission, of: table, resolver, &access) }
    }
    return inheriting(access)
  }

  private mutating func resolve(
    _ permission: Permission, of table: CatalogTable, _ resolver: PermissionResolver, _ access: inout RoleAccess
  ) {
    do throws(EngineError) {
      switch permission.rule {
      case .select(let rule): access[permission.role, table.id].select = try resolver.select(rule)
      case .write(let rule): access[permission.role, table.id].writes[permission.operation] = try resolver.write(rule)
      }
    } catch {
      report(
        "in table \"\(table.id.name.text)\": in permission for role \"\(permission.role)\": \(error.message)",
        .permission(permission.operation, role: permission.role, table.id))
    }
  }
}
