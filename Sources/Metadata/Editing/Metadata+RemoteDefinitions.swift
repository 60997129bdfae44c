import Errors
import JSON

extension Metadata {
  /// Edits every `to_source` definition that leads to a source, on tables and on remote schemas.
  mutating func editDefinitionsToSource(
    _ source: String, _ edit: (inout JSONObject) throws(EngineError) -> Void
  ) throws(EngineError) {
    try editTables(
      where: { _, table in
        table.remoteRelationships.contains {
          guard case .toSource(let definition) = $0.definition else { return false }
          return definition.source == source
        }
      },
      { _, table throws(EngineError) in
        try table.editEntries(of: "remote_relationships") { entry throws(EngineError) in
          try entry.editingDefinition(toSource: source, edit)
        }
      })
    try members.editEntries(of: "remote_schemas") { schema throws(EngineError) in
      var schema = schema
      try schema.editEntries(of: "remote_relationships") { type throws(EngineError) in
        var type = type
        try type.editEntries(of: "relationships") { entry throws(EngineError) in
          try entry.editingDefinition(toSource: source, edit)
        }
        type["relationships"] = type["relationships"] ?? []
        return type
      }
      return schema
    }
  }
}

extension JSONObject {
  /// A relationship's entry with its definition edited, if that leads to a source.
  fileprivate func editingDefinition(
    toSource source: String, _ edit: (inout JSONObject) throws(EngineError) -> Void
  ) throws(EngineError) -> JSONObject {
    guard var definition = self["definition"]?.objectValue, var toSource = definition["to_source"]?.objectValue,
      toSource.has(source, at: "source")
    else { return self }
    try edit(&toSource)
    definition["to_source"] = .object(toSource)
    var entry = self
    entry["definition"] = .object(definition)
    return entry
  }
}
