package import Errors
package import JSON

/// A root field whose rows come from a query in the database's own language.
package struct DeclaredNativeQuery: Equatable, Sendable {
  /// The name of its root field.
  package let name: String
  package let description: String?
  package let template: NativeQueryTemplate
  /// In the order of their names.
  package let arguments: [Argument]
  /// The logical model of its rows.
  package let returns: String
  /// The model itself, if it stands in the declaration.
  package let model: LogicalModel?
  package let json: JSONObject

  /// A value that whoever asks gives.
  package struct Argument: Equatable, Sendable {
    package let name: String
    /// The native type.
    package let type: String
    package let isNullable: Bool
    package let description: String?
  }

  init(_ json: JSONObject) throws(EngineError) {
    let arguments = Arguments(json)
    self.json = json
    let name: String = try arguments.name("root_field_name")
    self.name = name
    let comment = try arguments.optionalString("comment")
    description = try arguments.optionalString("description") ?? comment
    template = try arguments.read("code") { code throws(EngineError) in try NativeQueryTemplate(try Expect.string(code)) }
    self.arguments = try arguments.readOptional("arguments", Self.arguments) ?? []
    model = try arguments.read("returns") { (returns: JSON) throws(EngineError) -> LogicalModel? in
      guard let fields = returns["fields"] else { return nil }
      return try at(.key("fields")) { () throws(EngineError) in try LogicalModel(named: name, fields: fields) }
    }
    if let model { returns = model.name } else { returns = try arguments.name("returns") }
  }

  private static func arguments(_ json: JSON) throws(EngineError) -> [Argument] {
    var arguments: [Argument] = []
    for (name, value) in try Expect.object(json, as: "arguments").entries.sorted(by: { $0.key < $1.key }) {
      arguments.append(
        try at(.key(name)) { () throws(EngineError) in
          let argument = try Arguments(value, as: "NullableScalarType")
          return Argument(
            name: name, type: try argument.name("type"), isNullable: try argument.flag("nullable"),
            description: try argument.optionalString("description"))
        })
    }
    return arguments
  }
}

extension DeclaredNativeQuery {
  /// The native query as a table of a name of its own: a relationship's members stand in it without `manual_configuration`.
  package func table(returning model: LogicalModel, naming: TableNaming) throws(EngineError) -> TrackedTable {
    var members: JSONObject = [:]
    for list in ["object_relationships", "array_relationships"] {
      guard let entries = json[list]?.arrayValue else { continue }
      members[list] = .array(
        entries.map { entry in
          guard var object = entry.objectValue, let using = object["using"] else { return entry }
          object["using"] = ["manual_configuration": using]
          return .object(object)
        })
    }
    if let permissions = model.json["select_permissions"] { members["select_permissions"] = permissions }
    return try TrackedTable(members, name: .nativeQuery(name), naming: naming)
  }
}

extension TableName {
  /// The name under which a native query stands among the tables of its source. No database calls a schema that.
  package static func nativeQuery(_ name: String) -> TableName {
    TableName(components: [nativeQueries, name], shown: [name])
  }

  /// The native query that the name stands for; nil for tables.
  package var nativeQuery: String? { components.first == Self.nativeQueries ? last : nil }

  private static let nativeQueries = "\u{0}native query"
}

extension Source {
  /// The logical model of this name.
  package func logicalModel(_ name: String) -> LogicalModel? { logicalModels.first { $0.name == name } }

  /// The logical model of a native query's rows.
  package func model(of query: DeclaredNativeQuery) -> LogicalModel? { query.model ?? logicalModel(query.returns) }
}
