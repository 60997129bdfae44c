import Errors
import JSON

extension Metadata {
  /// Edits the JSON of one tracked table; only that table is decoded again, and it follows a change of its name.
  mutating func editTable(
    _ id: TableID, _ edit: (inout JSONObject) throws(EngineError) -> Void
  ) throws(EngineError) {
    guard var source = sources[id.source], let table = source.tables[id.name] else { return }
    var json = table.json
    try edit(&json)
    let edited = try TrackedTable(json, naming: source.tableNaming)
    source.tables.rekey(id.name, to: edited.name, value: edited)
    sources[id.source] = source
  }

  /// Edits the members of a source (not its tables); the source follows a change of its name.
  mutating func editSource(
    _ name: String, _ edit: (inout JSONObject) throws(EngineError) -> Void
  ) throws(EngineError) {
    guard let source = sources[name] else { return }
    var members = source.members
    try edit(&members)
    let edited = try Source(members: members, tables: source.tables, naming: source.tableNaming)
    sources.rekey(name, to: edited.name, value: edited)
  }

  /// Edits every table whose JSON `edit` changes; tables for which it returns false are not decoded again.
  mutating func editTables(
    where isConcerned: (TableID, TrackedTable) -> Bool,
    _ edit: (TableID, inout JSONObject) throws(EngineError) -> Void
  ) throws(EngineError) {
    for source in sources.values {
      for table in source.tables {
        let id = TableID(source: source.name, name: table.name)
        guard isConcerned(id, table) else { continue }
        try editTable(id) { json throws(EngineError) in try edit(id, &json) }
      }
    }
  }
}
