import Errors
import JSON

/// Follows row filters along relationships, so that every name in them is seen together with the table it belongs to.
struct PredicateWalk {
  let metadata: Metadata
  let foreignKeys: ForeignKeys

  /// What is done with the names found.
  struct Visitor {
    /// A table whose rows the filter looks at gets the spelling returned; nil keeps it.
    var table: (TableID) -> JSON? = { _ in nil }
    /// A column, relationship or computed field, with what it is compared to or filtered by, gets the name returned.
    var field: (TableID, String, JSON) -> String = { _, name, _ in name }
  }

  /// The filter with the names that the visitor gives.
  func rewrite(_ filter: JSON, on table: TableID, _ visitor: Visitor) -> JSON {
    Pass(walk: self, visitor: visitor, root: table).rewrite(filter, on: table)
  }

  /// The table that a field of a table leads to, nil for columns and for what cannot be resolved.
  func target(of field: String, on id: TableID) -> TableID? {
    guard let table = metadata.table(id) else { return nil }
    if let relationship = table.relationship(field) { return metadata.target(of: relationship, on: id, foreignKeys) }
    guard case .toSource(let definition)? = table.remoteRelationship(field)?.definition else { return nil }
    return metadata.targetID(of: definition)
  }
}

extension Metadata {
  /// The table that a local relationship leads to; nil when only the database knows and was not asked.
  package func target(of relationship: Relationship, on id: TableID, _ foreignKeys: ForeignKeys) -> TableID? {
    switch relationship.using {
    case .manual(let manual): TableID(source: id.source, name: manual.table)
    case .foreignKey(_, let table?): TableID(source: id.source, name: table)
    case .foreignKey(let columns, nil): foreignKeys.target(of: columns, in: id).map { TableID(source: id.source, name: $0) }
    }
  }

  /// The table that a remote relationship leads to, nil when its source is unknown or its name cannot be read.
  func targetID(of definition: RemoteRelationship.ToSource) -> TableID? {
    guard let target = try? target(of: definition) else { return nil }
    return TableID(source: target.source.name, name: target.table)
  }
}

/// One pass over one filter.
private struct Pass {
  let walk: PredicateWalk
  let visitor: PredicateWalk.Visitor
  let root: TableID

  private static let columnComparisons: Set<String> = [
    "_ceq", "_cne", "_cneq", "_cgt", "_clt", "_cgte", "_clte", "$ceq", "$cne", "$cneq", "$cgt", "$clt", "$cgte", "$clte",
  ]

  func rewrite(_ filter: JSON, on table: TableID) -> JSON {
    guard let object = filter.objectValue else { return filter }
    var rewritten = JSONObject()
    for (key, value) in object {
      let (newKey, newValue) = rewrite(key, value, on: table)
      rewritten[newKey] = newValue
    }
    return .object(rewritten)
  }

  private func rewrite(_ key: String, _ value: JSON, on table: TableID) -> (String, JSON) {
    switch key {
    case "_and", "$and", "_or", "$or":
      guard let elements = value.arrayValue else { return (key, rewrite(value, on: table)) }
      return (key, .array(elements.map { rewrite($0, on: table) }))
    case "_not", "$not": return (key, rewrite(value, on: table))
    case "_exists", "$exists": return (key, exists(value, in: table))
    default: return (visitor.field(table, key, value), operand(of: key, value, on: table))
    }
  }

  private func operand(of field: String, _ value: JSON, on table: TableID) -> JSON {
    if let target = walk.target(of: field, on: table) {
      _ = visitor.table(target)
      return rewrite(value, on: target)
    }
    guard let comparisons = value.objectValue else { return value }
    var rewritten = JSONObject()
    for (comparison, operand) in comparisons {
      rewritten[comparison] = Self.columnComparisons.contains(comparison) ? column(operand, on: table) : operand
    }
    return .object(rewritten)
  }

  /// The other side of a comparison of columns: `"column"`, or `["$", "column"]` where `$` is the filter's own table.
  private func column(_ operand: JSON, on table: TableID) -> JSON {
    if let name = operand.stringValue { return .string(visitor.field(table, name, .null)) }
    guard let path = operand.arrayValue, path.count == 2, path[0] == "$", let name = path[1].stringValue else { return operand }
    return ["$", .string(visitor.field(root, name, .null))]
  }

  private func exists(_ value: JSON, in table: TableID) -> JSON {
    guard var object = value.objectValue, let source = walk.metadata.sources[table.source] else { return value }
    for (tableKey, filterKey) in [("_table", "_where"), ("$table", "$where")] {
      guard let spelling = object[tableKey], let name = try? source.tableNaming.name(spelling) else { continue }
      let id = TableID(source: source.name, name: name)
      object[tableKey] = visitor.table(id) ?? spelling
      if let filter = object[filterKey] { object[filterKey] = rewrite(filter, on: id) }
    }
    return .object(object)
  }
}
