package import Errors
import JSON

extension Metadata {
  /// The metadata after a table got another name in its database: what refers to it, in all sources, follows.
  package func renamingTable(
    _ id: TableID, to newName: TableName, foreignKeys: ForeignKeys = .unknown
  ) throws(EngineError) -> Metadata {
    guard let source = sources[id.source], source.tables[id.name] != nil else { return self }
    var metadata = self
    let walk = PredicateWalk(metadata: self, foreignKeys: foreignKeys)
    let spelling = source.tableNaming.json(newName)
    let visitor = PredicateWalk.Visitor(table: { $0 == id ? spelling : nil })
    try metadata.editTables(
      where: { other, table in other.source == id.source && (other == id || walk.refers(table, on: other, to: id)) },
      { other, json throws(EngineError) in
        if other == id { json["table"] = spelling }
        try json.renameTable(id.name, to: spelling, naming: source.tableNaming)
        try walk.rewritePermissions(of: &json, on: other, visitor)
      })
    try metadata.editDefinitionsToSource(id.source) { toSource throws(EngineError) in
      guard let table = toSource["table"], (try? source.tableNaming.name(table)) == id.name else { return }
      toSource["table"] = spelling
    }
    return metadata
  }
}

extension PredicateWalk {
  /// Whether a table's local relationships or permissions speak of another.
  fileprivate func refers(_ table: TrackedTable, on id: TableID, to other: TableID) -> Bool {
    table.relationships.contains { $0.using.table == other.name }
      || table.permissions.contains { permission in
        looksAt(permission, on: id) { found in
          Visitor(table: {
            if $0 == other { found() }
            return nil
          })
        }
      }
  }
}

extension Relationship.Using {
  /// The other table, where the declaration spells it.
  fileprivate var table: TableName? {
    switch self {
    case .foreignKey(_, let table): table
    case .manual(let manual): manual.table
    }
  }
}

extension JSONObject {
  /// Respells a table in the local relationships of a table's declaration.
  fileprivate mutating func renameTable(_ name: TableName, to spelling: JSON, naming: TableNaming) throws(EngineError) {
    for list in ["object_relationships", "array_relationships"] {
      try editEntries(of: list) { entry throws(EngineError) in
        entry.editingUsing { table in (try? naming.name(table)) == name ? spelling : table }
      }
    }
  }

  /// A local relationship's entry with the tables in `using` replaced.
  func editingUsing(_ respell: (JSON) -> JSON) -> JSONObject {
    guard var using = self["using"]?.objectValue else { return self }
    for (key, tableKey) in [("foreign_key_constraint_on", "table"), ("manual_configuration", "remote_table")] {
      guard var part = using[key]?.objectValue, let table = part[tableKey] else { continue }
      part[tableKey] = respell(table)
      using[key] = .object(part)
    }
    var entry = self
    entry["using"] = .object(using)
    return entry
  }
}
