/// What is asked of a row.
indirect enum PermissionField {
  case column(PermissionColumn)
  /// A member of a document.
  case member(PermissionColumn, String)
  case object(PermissionRelation, [PermissionField])
  case array(PermissionRelation, PermissionRows)
  case aggregate(PermissionRelation, PermissionAggregate)
}

extension [PermissionField] {
  var tables: Set<Int> {
    reduce(into: []) { tables, field in
      switch field {
      case .column, .member: break
      case .object(let relation, let fields): tables.formUnion(fields.tables.union([relation.target]))
      case .array(_, let rows): tables.formUnion(rows.tables)
      case .aggregate(_, let aggregate): tables.formUnion(aggregate.rows.tables)
      }
    }
  }

  func text(_ world: PermissionWorld) -> String {
    let texts = map { field in
      switch field {
      case .column(let column): column.field
      case .member(let column, let name): "\(column.field)(path: \"$.\(name)\")"
      case .object(let relation, let fields): relation.name + " " + fields.text(world)
      case .array(let relation, let rows): rows.text(relation.name, world)
      case .aggregate(let relation, let aggregate): aggregate.text(relation.name + "_aggregate", world)
      }
    }
    return "{ " + texts.joined(separator: " ") + " }"
  }
}
