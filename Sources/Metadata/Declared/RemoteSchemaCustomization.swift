import Errors
import JSON

/// How the names of a remote schema are changed.
package struct RemoteSchemaCustomization: Equatable, Sendable {
  /// The field of the roots that holds the remote schema's root fields.
  package let rootFieldsNamespace: String?
  package let types: Affixes
  /// By the server's name of the object or interface type.
  package let fields: [String: Affixes]

  /// New names: an entry of the mapping wins over the affixes.
  package struct Affixes: Equatable, Sendable {
    package let prefix: String
    package let suffix: String
    package let mapping: [String: String]

    /// Names as they are.
    package static let none = Affixes()

    private init() { (prefix, suffix, mapping) = ("", "", [:]) }

    init(_ arguments: Arguments) throws(EngineError) {
      prefix = try arguments.optionalString("prefix") ?? ""
      suffix = try arguments.optionalString("suffix") ?? ""
      mapping = try arguments.readObject("mapping", as: "HashMap") { object throws(EngineError) in
        var mapping: [String: String] = [:]
        for (name, other) in object { mapping[name] = try at(.key(name)) { () throws(EngineError) in try Expect.string(other) } }
        return mapping
      }
    }
  }

  init(_ json: JSONObject) throws(EngineError) {
    let arguments = Arguments(json)
    rootFieldsNamespace = try arguments.optionalString("root_fields_namespace")
    types = try arguments.readObject("type_names", as: "RemoteTypeCustomization") { object throws(EngineError) in
      try Affixes(Arguments(object))
    }
    var fields: [String: Affixes] = [:]
    let lists = try arguments.list("field_names") { value throws(EngineError) -> (String, Affixes) in
      let entry = try Arguments(value, as: "RemoteFieldCustomization")
      return (try entry.string("parent_type"), try Affixes(entry))
    }
    for (type, affixes) in lists { fields[type] = affixes }
    self.fields = fields
  }
}
