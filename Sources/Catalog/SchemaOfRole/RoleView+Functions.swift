import ConnectorProtocol
import Metadata

extension RoleView {
  /// Whether the role may change a source in some way.
  func changes(_ source: CatalogSource) -> Bool {
    writes.writes(to: source) || mutationFunctions.contains { $0.id.source == source.name }
  }

  /// Whether the role may change anything.
  var changesSomething: Bool { !writes.isEmpty || !mutationFunctions.isEmpty }

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
