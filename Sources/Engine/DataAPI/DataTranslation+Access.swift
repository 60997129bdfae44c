import Catalog
import ConnectorProtocol
import Errors
import Metadata
import Planner

extension DataTranslation {
  /// What the role may read of a table in every row that it sees. Throws `permission-denied` in Hasura's words if nothing.
  func access(to table: CatalogTable) throws(EngineError) -> SelectAccess {
    if let access = role.access(to: table.id) { return access.withoutMasks }
    if role.role == Session.admin { return .all }
    throw EngineError(.permissionDenied, "select on \"\(table.id.name)\" for role \"\(role.role)\" is not allowed. ")
  }

  /// What was asked together with the row filter of the role.
  mutating func permitted(_ asked: Filter?, on table: CatalogTable) throws(EngineError) -> Filter? {
    guard let predicate = try access(to: table).filter else { return asked }
    let permission = try filter(of: predicate)
    return asked.map { .and([permission, $0]) } ?? permission
  }

  /// The columns that stand for `*`.
  func shownColumns(of table: CatalogTable) throws(EngineError) -> [CatalogColumn] {
    let access = try access(to: table)
    return table.columns.filter(access.includes)
  }

  /// A column that the role may see. Throws `missing` if there is none of the name.
  func readable(_ name: String, of table: CatalogTable, or missing: EngineError) throws(EngineError) -> CatalogColumn {
    guard let column = table.column(name) else { throw missing }
    guard try access(to: table).includes(column) else {
      throw EngineError(.permissionDenied, "role \"\(role.role)\" does not have permission to select column \"\(name)\"")
    }
    return column
  }

  /// A column whose value is compared.
  func comparedColumn(_ name: String, of table: CatalogTable) throws(EngineError) -> CatalogColumn {
    try readable(name, of: table, or: EngineError(.notExists, "column \"\(name)\" does not exist"))
  }

  /// A column that is shown; in Hasura an administrator's permission is what such a column fails on.
  func shownColumn(_ name: String, of table: CatalogTable) throws(EngineError) -> CatalogColumn {
    try readable(name, of: table, or: EngineError(.permissionDenied, "no such column exists: \"\(name)\""))
  }

  /// The smaller of the limit asked for and the role's.
  func limit(_ asked: Int?, of table: CatalogTable) throws(EngineError) -> Int? {
    guard let cap = try access(to: table).limit else { return asked }
    // A negative number is refused where it becomes a parameter.
    return asked.map { min($0, cap) } ?? cap
  }
}
