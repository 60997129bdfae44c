import ConnectorProtocol
import Metadata

extension RoleView {
  /// The computed fields that the role sees: scalars that its permission lists, rows of tables that it sees.
  func computedFields(of table: CatalogTable) -> [CatalogComputedField] {
    guard let access = access[table.id], has(.functions, table) else { return [] }
    return table.computedFields.filter { field in
      switch field.result {
      case .scalar: access.includes(field)
      case .table(let target): self.access[target] != nil
      }
    }
  }
}

/// An aggregate function of a table, and what of a row it can be applied to, with the scalars of its results.
struct TableFunction: Sendable {
  let name: String
  var columns: [(column: CatalogColumn, result: String)] = []
  var computed: [(field: CatalogComputedField, result: String)] = []
}
