import Catalog
import ConnectorProtocol
import Errors

extension Planner {
  /// What every use of a table must satisfy for the role; nil if it may see every row.
  func permissionFilter(of table: CatalogTable, _ builder: inout FetchBuilder) throws(EngineError) -> Filter? {
    guard let access = role.access(to: table.id) else {
      throw EngineError(.unexpected, "table \"\(table.id.name.text)\" is not visible")
    }
    return try access.filter.map { predicate throws(EngineError) in try filter(of: predicate, &builder) }
  }

  /// What a use of a table must satisfy: the role's permission and what was asked.
  func permitted(_ table: CatalogTable, _ asked: Filter, _ builder: inout FetchBuilder) throws(EngineError) -> Filter {
    try permissionFilter(of: table, &builder).map { .and([$0, asked]) } ?? asked
  }
}

extension Filter {
  /// All conditions together; nil without any.
  static func all(_ conditions: [Filter]) -> Filter? {
    conditions.count > 1 ? .and(conditions) : conditions.first
  }
}
