import Catalog
import ConnectorProtocol
import Errors

extension Planner {
  /// What every use of a table must satisfy for the role; nil if it may see every row.
  ///
  /// Filters of permissions are refused until they are translated: a row must never be shown because its filter was not understood.
  func permissionFilter(of table: CatalogTable) throws(EngineError) -> Filter? {
    guard let access = role.access(to: table.id) else {
      throw EngineError(.unexpected, "table \"\(table.id.name.text)\" is not visible")
    }
    guard access.filter == nil else { throw EngineError(.notSupported, "row filters of permissions are not supported") }
    return nil
  }
}

extension Filter {
  /// All conditions together; nil without any.
  static func all(_ conditions: [Filter]) -> Filter? {
    conditions.count > 1 ? .and(conditions) : conditions.first
  }
}
