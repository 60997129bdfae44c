import JSON

/// A column, or a function of the row that stands beside the columns.
struct PermissionColumn: Hashable, Sendable {
  /// The database's name, which permissions use.
  let name: String
  /// GraphQL's name, which queries use.
  let field: String
  let type: PermissionType
  /// Computed by a function: granted by `computed_fields`, and nobody can write it.
  var isComputed = false
  /// Where its table is.
  var kind = Kind.postgres

  init(_ name: String, _ type: PermissionType, field: String? = nil, isComputed: Bool = false) {
    self.name = name
    self.field = field ?? name
    self.type = type
    self.isComputed = isComputed
  }

  func on(_ kind: Kind) -> PermissionColumn {
    var column = self
    column.kind = kind
    return column
  }

  func json(_ row: CellRow) -> JSON { (row[name] ?? .null).json }
}
