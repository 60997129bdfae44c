import Errors
package import JSON

/// A database that the user added, with everything declared on it.
package struct Source: Equatable, Sendable {
  package let name: String
  /// As given; may be an alias, or a kind without a connector.
  package let kind: String
  package let tableNaming: TableNaming
  package let customization: SourceCustomization
  /// The connection, as its kind spells it; see ``ConnectionConfiguration``.
  package let configuration: JSON
  package internal(set) var tables: OrderedMap<TableName, TrackedTable>
  package let functions: [TrackedFunction]
  package let logicalModels: [LogicalModel]
  package let nativeQueries: [DeclaredNativeQuery]
  /// Every key but `tables`, whose place is held by null.
  let members: JSONObject

  init(_ json: JSONObject, kinds: Kinds) throws(EngineError) {
    let naming = kinds.tableNaming(of: try Arguments(json).string("kind"))
    let declared = try Arguments(json).list("tables") { table throws(EngineError) in
      try TrackedTable(try Expect.object(table, as: "TableMetadata"), naming: naming)
    }
    try at(.key("tables")) { () throws(EngineError) in
      try Expect.unique(declared.map { $0.name.components.joined(separator: ".") }, "tables")
    }
    var tables = OrderedMap<TableName, TrackedTable>()
    for table in declared { tables[table.name] = table }
    var members = json
    members["tables"] = .null
    try self.init(members: members, tables: tables, naming: naming)
  }

  init(members: JSONObject, tables: OrderedMap<TableName, TrackedTable>, naming: TableNaming) throws(EngineError) {
    let arguments = Arguments(members)
    self.members = members
    self.tables = tables
    tableNaming = naming
    name = try arguments.name("name")
    kind = try arguments.string("kind")
    customization = try arguments.readObject("customization", as: "SourceCustomization", SourceCustomization.init)
    configuration = arguments.optional("configuration") ?? .object([:])
    functions = try arguments.list("functions") { value throws(EngineError) in
      try TrackedFunction(try Expect.object(value, as: "FunctionMetadata"), naming: naming)
    }
    logicalModels = try arguments.list("logical_models") { value throws(EngineError) in
      try LogicalModel(try Expect.object(value, as: "LogicalModelMetadata"))
    }
    nativeQueries = try arguments.list("native_queries") { value throws(EngineError) in
      try DeclaredNativeQuery(try Expect.object(value, as: "NativeQueryMetadata"))
    }
    try Expect.unique(logicalModels.map(\.name), "logical models")
    try Expect.unique(nativeQueries.map(\.name), "native queries")
  }
}

extension Source {
  /// The source as it is exported.
  package var json: JSON {
    var object = members
    object["tables"] = .array(tables.map { .object($0.json) })
    return .object(object)
  }

  /// The entries of a list such as `native_queries`, `logical_models` or `stored_procedures`, as given.
  package func entries(_ key: String) -> [JSONObject] { members[key]?.arrayValue?.compactMap(\.objectValue) ?? [] }

  /// The tracked function of this name.
  package func function(_ name: TableName) -> TrackedFunction? { functions.first { $0.name == name } }

  /// This source with other members; `edit` must leave `tables` alone.
  func editing(_ edit: (inout JSONObject) -> Void) throws(EngineError) -> Source {
    var edited = members
    edit(&edited)
    return try Source(members: edited, tables: tables, naming: tableNaming)
  }
}
