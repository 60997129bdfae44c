package import Errors
package import GraphQL
package import JSON

/// The schema of a remote server, as it describes itself.
package struct RemoteIntrospection: Sendable {
  package let schema: Schema
  /// The answer's body, for `introspect_remote_schema`.
  package let body: JSON

  /// Reads the answer to an introspection query.
  ///
  /// Throws `remote-schema-error` when it answers with errors or describes no schema.
  init(_ answer: RemoteAnswer) throws(EngineError) {
    guard let described = answer.data?["__schema"]?.objectValue else {
      throw EngineError(
        .remoteSchemaError, "the remote server does not answer introspection", detail: answer.errors.isEmpty ? nil : .array(answer.errors))
    }
    schema = try IntrospectionImport.schema(described)
    body = .object(answer.body)
  }
}

/// Turns the JSON of introspection into types (section 4.2 of the specification). What is described may be wrong in any way.
package enum IntrospectionImport {
  /// The schema that the object `__schema` describes. Throws `remote-schema-error` with the place of what is wrong.
  package static func schema(_ json: JSONObject) throws(EngineError) -> Schema {
    guard let query = json["queryType"]?["name"]?.stringValue else { throw failure("the schema has no query type") }
    guard let described = json["types"]?.arrayValue else { throw failure("the schema has no types") }
    var types: [TypeDefinition] = []
    var names: Set<String> = []
    for type in described {
      let definition = try definition(type)
      guard !definition.name.hasPrefix("__"), names.insert(definition.name).inserted else { continue }
      types.append(definition)
    }
    // Hasura takes the default names for roots that are not named.
    func root(_ key: String, _ usual: String) -> String? {
      json[key]?["name"]?.stringValue ?? (types.contains { $0.name == usual && $0.object != nil } ? usual : nil)
    }
    let schema = Schema(
      query: query, mutation: root("mutationType", "Mutation"), subscription: root("subscriptionType", "Subscription"), types: types)
    return schema
  }

  private static func definition(_ json: JSON) throws(EngineError) -> TypeDefinition {
    let name = try text("name", of: json, in: "a type")
    let description = json["description"]?.stringValue
    switch json["kind"]?.stringValue {
    case "SCALAR": return .scalar(ScalarType(name: name, description: description, specifiedByURL: json["specifiedByURL"]?.stringValue))
    case "OBJECT":
      return .object(
        ObjectType(
          name: name, description: description, interfaces: try names("interfaces", of: json, name), fields: try fields(json, name)))
    case "INTERFACE":
      return .interface(
        InterfaceType(
          name: name, description: description, interfaces: try names("interfaces", of: json, name), fields: try fields(json, name)))
    case "UNION":
      return .union(UnionType(name: name, description: description, memberTypes: try names("possibleTypes", of: json, name)))
    case "ENUM": return .enumeration(EnumType(name: name, description: description, values: try values(json, name)))
    case "INPUT_OBJECT":
      return .inputObject(
        InputObjectType(
          name: name, description: description, fields: try inputs("inputFields", of: json, in: name),
          isOneOf: json["isOneOf"]?.boolValue ?? false))
    case let kind: throw failure("type \"\(name)\" is of the unknown kind \"\(kind ?? "null")\"")
    }
  }

  private static func fields(_ json: JSON, _ type: String) throws(EngineError) -> [FieldDefinition] {
    var fields: [FieldDefinition] = []
    for field in json["fields"]?.arrayValue ?? [] {
      let name = try text("name", of: field, in: type)
      fields.append(
        FieldDefinition(
          name: name, description: field["description"]?.stringValue, arguments: try inputs("args", of: field, in: "\(type).\(name)"),
          type: try reference(field["type"] ?? .null, of: "\(type).\(name)"), deprecationReason: deprecation(field)))
    }
    return fields
  }

  private static func inputs(_ key: String, of json: JSON, in place: String) throws(EngineError) -> [InputValueDefinition] {
    var inputs: [InputValueDefinition] = []
    for input in json[key]?.arrayValue ?? [] {
      let name = try text("name", of: input, in: place)
      inputs.append(
        InputValueDefinition(
          name: name, description: input["description"]?.stringValue, type: try reference(input["type"] ?? .null, of: "\(place).\(name)"),
          defaultValue: try defaultValue(input["defaultValue"], of: "\(place).\(name)"), deprecationReason: deprecation(input)))
    }
    return inputs
  }

  private static func values(_ json: JSON, _ type: String) throws(EngineError) -> [EnumValueDefinition] {
    var values: [EnumValueDefinition] = []
    for value in json["enumValues"]?.arrayValue ?? [] {
      values.append(
        EnumValueDefinition(
          name: try text("name", of: value, in: type), description: value["description"]?.stringValue, deprecationReason: deprecation(value)
        ))
    }
    return values
  }

  /// The names of the types that a list holds.
  private static func names(_ key: String, of json: JSON, _ type: String) throws(EngineError) -> [String] {
    var names: [String] = []
    for other in json[key]?.arrayValue ?? [] { names.append(try text("name", of: other, in: "\(type).\(key)")) }
    return names
  }

  private static func reference(_ json: JSON, of place: String, depth: Int = 0) throws(EngineError) -> TypeReference {
    guard depth < 16 else { throw failure("the type of \(place) is nested too deeply") }
    switch json["kind"]?.stringValue {
    case "NON_NULL":
      guard let inner = json["ofType"] else { throw failure("NON_NULL should have `ofType`, at \(place)") }
      return try reference(inner, of: place, depth: depth + 1).required
    case "LIST":
      guard let inner = json["ofType"] else { throw failure("LIST should have `ofType`, at \(place)") }
      return .list(try reference(inner, of: place, depth: depth + 1))
    case nil: throw failure("\(place) has no type")
    default: return .named(try text("name", of: json, in: "the type of \(place)"))
    }
  }

  private static func defaultValue(_ json: JSON?, of place: String) throws(EngineError) -> Value? {
    guard let text = json?.stringValue else { return nil }
    guard let value = Value(parsing: text) else { throw failure("the default value of \(place) is no GraphQL value: \(text)") }
    return value
  }

  private static func deprecation(_ json: JSON) -> String? {
    guard json["isDeprecated"]?.boolValue ?? false else { return nil }
    return json["deprecationReason"]?.stringValue ?? "No longer supported"
  }

  /// A name that must be there and be one: it will stand in documents.
  private static func text(_ key: String, of json: JSON, in place: String) throws(EngineError) -> String {
    guard let text = json[key]?.stringValue else { throw failure("\(place) has no \(key)") }
    guard isName(text) else { throw failure("\(place): \(JSON.string(text).text) is not a valid GraphQL name") }
    return text
  }

  private static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first else { return false }
    let isLetter = { (byte: UInt8) in byte == UInt8(ascii: "_") || (byte | 0x20) &- UInt8(ascii: "a") < 26 }
    return isLetter(first) && text.utf8.allSatisfy { isLetter($0) || $0 &- UInt8(ascii: "0") < 10 }
  }

  private static func failure(_ message: String) -> EngineError { EngineError(.remoteSchemaError, message) }
}
