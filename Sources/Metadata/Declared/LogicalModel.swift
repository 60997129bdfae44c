import Errors
package import JSON

/// The shape of rows that a database does not describe, e.g. of those that a native query returns.
package struct LogicalModel: Equatable, Sendable {
  package let name: String
  /// Shown in the GraphQL schema.
  package let description: String?
  package let fields: [Field]
  package let json: JSONObject

  /// One member of a row.
  package struct Field: Equatable, Sendable {
    package let name: String
    package let type: FieldType
    package let isNullable: Bool
    package let description: String?
  }

  /// What a field holds.
  package enum FieldType: Equatable, Sendable {
    /// A value of a native type.
    case scalar(String)
    /// A row of another model, which a relationship of the field's name leads to.
    case model(String)
    /// A list of such rows.
    case models(String)
  }

  init(_ json: JSONObject) throws(EngineError) {
    let arguments = Arguments(json)
    self.json = json
    name = try arguments.name("name")
    description = try arguments.optionalString("description")
    fields = try arguments.read("fields", Self.fields)
    try Expect.unique(fields.map(\.name), "fields")
  }

  /// The model that a native query brings along.
  init(named name: String, fields: JSON) throws(EngineError) {
    try self.init(JSONObject([("name", .string(name)), ("fields", fields)]))
  }

  /// A list of fields with names, or an object by name.
  private static func fields(_ json: JSON) throws(EngineError) -> [Field] {
    var fields: [Field] = []
    if case .object(let byName) = json {
      for (name, field) in byName {
        fields.append(try at(.key(name)) { () throws(EngineError) in try Field(Arguments(field, as: "LogicalModelField"), name: name) })
      }
      return fields
    }
    for (index, field) in try Expect.array(json).enumerated() {
      fields.append(
        try at(.index(index)) { () throws(EngineError) in
          let arguments = try Arguments(field, as: "LogicalModelField")
          return try Field(arguments, name: try arguments.name("name"))
        })
    }
    return fields
  }
}

extension LogicalModel.Field {
  /// `type` is a native type, or an object that says more; then it says too whether the field may be null.
  fileprivate init(_ arguments: Arguments, name: String) throws(EngineError) {
    self.name = name
    description = try arguments.optionalString("description")
    let type = try arguments.value("type")
    guard let object = type.objectValue else {
      self.type = .scalar(try arguments.name("type"))
      isNullable = try arguments.flag("nullable")
      return
    }
    (self.type, isNullable) = try at(.key("type")) { () throws(EngineError) in try Self.type(Arguments(object)) }
  }

  private static func type(_ arguments: Arguments) throws(EngineError) -> (LogicalModel.FieldType, Bool) {
    let isNullable = try arguments.flag("nullable")
    if let scalar = try arguments.optionalString("scalar") { return (.scalar(scalar), isNullable) }
    if let model = try arguments.optionalString("logical_model") { return (.model(model), isNullable) }
    guard let element = try arguments.optionalObject("array", as: "LogicalModelTypeArray") else {
      throw EngineError(.parseFailed, "expected one of the keys \"scalar\", \"logical_model\" and \"array\"")
    }
    switch try at(.key("array"), { () throws(EngineError) in try Self.type(Arguments(element)).0 }) {
    case .model(let model): return (.models(model), isNullable)
    case .scalar, .models: throw EngineError(.notSupported, "arrays in logical models hold logical models only", at: ["array"])
    }
  }
}
