package import Errors
import JSON

extension Metadata {
  /// The metadata after a column got another name in its database: what refers to it, in all sources, follows.
  package func renamingColumn(
    _ column: String, of id: TableID, to newName: String, foreignKeys: ForeignKeys = .unknown
  ) throws(EngineError) -> Metadata {
    guard let source = sources[id.source], source.tables[id.name] != nil else { return self }
    var metadata = self
    let rename = ColumnRename(table: id, from: column, to: newName, naming: source.tableNaming)
    let walk = PredicateWalk(metadata: self, foreignKeys: foreignKeys)
    let dependents = Set(dependents(of: .column(id, column), foreignKeys: foreignKeys).compactMap(\.table))
    let visitor = PredicateWalk.Visitor(field: { table, field, _ in table == id && field == column ? newName : field })
    try metadata.editTables(
      where: { other, _ in other == id || dependents.contains(other) },
      { other, json throws(EngineError) in
        if other == id { try rename.rewriteOwn(&json) }
        try rename.rewriteRelationships(of: &json, on: other)
        try walk.rewritePermissions(of: &json, on: other, visitor)
      })
    try metadata.editDefinitionsToSource(id.source) { toSource throws(EngineError) in rename.rewriteTarget(&toSource) }
    return metadata
  }

  /// The metadata after a column was dropped from its database: its configured names go. Objects that depend on it are
  /// dropped by ``dropping(_:)``.
  package func forgettingColumn(_ column: String, of id: TableID) throws(EngineError) -> Metadata {
    guard let configuration = table(id)?.configuration, configuration.columns[column] != nil else { return self }
    var metadata = self
    try metadata.editTable(id) { json throws(EngineError) in json.editColumnConfiguration { $0[column] = nil } }
    return metadata
  }
}

/// A column's change of name, applied to the parts of metadata that can mention columns.
private struct ColumnRename {
  let table: TableID
  let from: String
  let to: String
  let naming: TableNaming

  /// Configuration, column lists and presets of permissions, remote relationships and event triggers of the column's own table.
  func rewriteOwn(_ json: inout JSONObject) throws(EngineError) {
    json.editColumnConfiguration { $0 = $0.renaming(from, to: to) }
    for operation in Permission.Operation.allCases {
      try json.editEntries(of: operation.listKey) { entry throws(EngineError) in
        guard var permission = entry["permission"]?.objectValue else { return entry }
        permission["columns"] = permission["columns"].map(renamingElements)
        permission["set"] = permission["set"]?.objectValue.map { .object($0.renaming(from, to: to)) } ?? permission["set"]
        var entry = entry
        entry["permission"] = .object(permission)
        return entry
      }
    }
    try json.editEntries(of: "remote_relationships") { entry throws(EngineError) in rewriteLeftSide(entry) }
    try json.editEntries(of: "event_triggers") { entry throws(EngineError) in rewriteTrigger(entry) }
  }

  func rewriteRelationships(of json: inout JSONObject, on id: TableID) throws(EngineError) {
    for list in ["object_relationships", "array_relationships"] {
      try json.editEntries(of: list) { entry throws(EngineError) in
        guard var using = entry["using"]?.objectValue else { return entry }
        using["foreign_key_constraint_on"] = using["foreign_key_constraint_on"].map { rewriteForeignKey($0, on: id) }
        using["manual_configuration"] = using["manual_configuration"].map { rewriteManual($0, on: id) }
        var entry = entry
        entry["using"] = .object(using)
        return entry
      }
    }
  }

  /// The right side of a mapping that leads to the column's table.
  func rewriteTarget(_ toSource: inout JSONObject) {
    guard let spelling = toSource["table"], names(spelling), let mapping = toSource["field_mapping"]?.objectValue else { return }
    toSource["field_mapping"] = .object(JSONObject(mapping.entries.map { (key: $0.key, value: renamed($0.value)) }))
  }

  private func rewriteForeignKey(_ json: JSON, on id: TableID) -> JSON {
    guard var object = json.objectValue else { return id == table ? renamingElements(renamed(json)) : json }
    guard let holder = object["table"], names(holder), id.source == table.source else { return json }
    object["column"] = object["column"].map(renamed)
    object["columns"] = object["columns"].map(renamingElements)
    return .object(object)
  }

  private func rewriteManual(_ json: JSON, on id: TableID) -> JSON {
    guard var object = json.objectValue, var mapping = object["column_mapping"]?.objectValue else { return json }
    if id == table { mapping = mapping.renaming(from, to: to) }
    if id.source == table.source, let partner = object["remote_table"], names(partner) {
      mapping = JSONObject(mapping.entries.map { (key: $0.key, value: renamed($0.value)) })
    }
    object["column_mapping"] = .object(mapping)
    return .object(object)
  }

  private func rewriteLeftSide(_ entry: JSONObject) -> JSONObject {
    guard var definition = entry["definition"]?.objectValue else { return entry }
    if var toSource = definition["to_source"]?.objectValue, let mapping = toSource["field_mapping"]?.objectValue {
      toSource["field_mapping"] = .object(mapping.renaming(from, to: to))
      definition["to_source"] = .object(toSource)
    }
    if var toSchema = definition["to_remote_schema"]?.objectValue {
      toSchema["lhs_fields"] = toSchema["lhs_fields"].map(renamingElements)
      toSchema["remote_field"] = toSchema["remote_field"].map(renamingVariables)
      definition["to_remote_schema"] = .object(toSchema)
    } else if definition["remote_schema"] != nil {
      definition["hasura_fields"] = definition["hasura_fields"].map(renamingElements)
      definition["remote_field"] = definition["remote_field"].map(renamingVariables)
    }
    var entry = entry
    entry["definition"] = .object(definition)
    return entry
  }

  private func rewriteTrigger(_ entry: JSONObject) -> JSONObject {
    guard var definition = entry["definition"]?.objectValue else { return entry }
    for operation in ["insert", "update", "delete"] {
      guard var part = definition[operation]?.objectValue else { continue }
      for key in ["columns", "payload"] { part[key] = part[key].map(renamingElements) }
      definition[operation] = .object(part)
    }
    var entry = entry
    entry["definition"] = .object(definition)
    return entry
  }

  private func names(_ spelling: JSON) -> Bool { (try? naming.name(spelling)) == table.name }

  private func renamed(_ json: JSON) -> JSON { json.stringValue == from ? .string(to) : json }

  private func renamingElements(_ json: JSON) -> JSON { json.arrayValue.map { .array($0.map(renamed)) } ?? json }

  /// The column as a variable in the arguments of a remote field: `"$column"`.
  private func renamingVariables(_ json: JSON) -> JSON {
    switch json {
    case .string("$" + from): .string("$" + to)
    case .array(let elements): .array(elements.map(renamingVariables))
    case .object(let object): .object(JSONObject(object.entries.map { (key: $0.key, value: renamingVariables($0.value)) }))
    default: json
    }
  }
}

extension JSONObject {
  /// The object with one key renamed in place.
  fileprivate func renaming(_ key: String, to newKey: String) -> JSONObject {
    guard self[key] != nil else { return self }
    return JSONObject(entries.map { (key: $0.key == key ? newKey : $0.key, value: $0.value) })
  }

  /// Edits both layouts of column names in a table's configuration.
  fileprivate mutating func editColumnConfiguration(_ edit: (inout JSONObject) -> Void) {
    guard var configuration = self["configuration"]?.objectValue else { return }
    for key in ["column_config", "custom_column_names"] {
      guard var columns = configuration[key]?.objectValue else { continue }
      edit(&columns)
      configuration[key] = .object(columns)
    }
    self["configuration"] = .object(configuration)
  }
}
