import Errors
package import JSON

/// How a table's GraphQL names and descriptions are changed.
package struct TableConfiguration: Equatable, Sendable {
  /// A name or description that replaces the generated one; nil keeps what is generated.
  package struct Naming: Equatable, Sendable {
    package let name: String?
    /// An empty comment removes the description.
    package let comment: String?
  }

  package let customName: String?
  /// The table's description; an empty one removes it.
  package let comment: String?
  /// By Hasura's key: `select`, `select_by_pk`, `select_aggregate`, `select_stream`, `insert`, `insert_one`, `update`, ...
  package let rootFields: [String: Naming]
  /// By database column: `column_config`, completed from the older `custom_column_names`.
  package let columns: [String: Naming]
  package let json: JSONObject

  init(_ json: JSONObject) throws(EngineError) {
    let arguments = Arguments(json)
    self.json = json
    customName = try arguments.optionalString("custom_name")
    comment = try arguments.optionalString("comment")
    rootFields = try arguments.readOptional("custom_root_fields", Self.rootFields) ?? [:]
    var columns = try arguments.readOptional("custom_column_names", Self.columnNames) ?? [:]
    let configured = try arguments.readOptional("column_config", Self.columnConfiguration) ?? [:]
    columns.merge(configured) { Naming(name: $1.name ?? $0.name, comment: $1.comment ?? $0.comment) }
    self.columns = columns
  }

  private static func rootFields(_ json: JSON) throws(EngineError) -> [String: Naming] {
    try byKey(json, as: "TableCustomRootFields") { value throws(EngineError) in
      guard value.objectValue == nil else { return try naming(value, nameKey: "name") }
      return Naming(name: try Expect.string(value), comment: nil)
    }
  }

  private static func columnNames(_ json: JSON) throws(EngineError) -> [String: Naming] {
    try byKey(json, as: "CustomColumnNames") { value throws(EngineError) in Naming(name: try Expect.string(value), comment: nil) }
  }

  private static func columnConfiguration(_ json: JSON) throws(EngineError) -> [String: Naming] {
    try byKey(json, as: "ColumnConfig") { value throws(EngineError) in try naming(value, nameKey: "custom_name") }
  }

  private static func naming(_ json: JSON, nameKey: String) throws(EngineError) -> Naming {
    let arguments = try Arguments(json, as: "ColumnConfig")
    return Naming(name: try arguments.optionalString(nameKey), comment: try arguments.optionalString("comment"))
  }

  private static func byKey(
    _ json: JSON, as type: String, _ body: (JSON) throws(EngineError) -> Naming
  ) throws(EngineError) -> [String: Naming] {
    var named: [String: Naming] = [:]
    for (key, value) in try Expect.object(json, as: type) where !value.isNull {
      named[key] = try at(.key(key)) { () throws(EngineError) in try body(value) }
    }
    return named
  }
}
