import Errors
package import JSON

/// A database function that the user exposes.
package struct TrackedFunction: Equatable, Sendable {
  package let name: TableName
  /// `custom_name`, `custom_root_fields`, `session_argument`, `exposed_as`, `response`; not interpreted here.
  package let configuration: JSONObject
  /// The roles that may call it.
  package let roles: [String]
  package let comment: String?
  package let json: JSONObject

  init(_ json: JSONObject, naming: TableNaming) throws(EngineError) {
    let arguments = Arguments(json)
    self.json = json
    name = try arguments.read("function", naming.name)
    configuration = try arguments.optionalObject("configuration", as: "FunctionConfig") ?? [:]
    comment = try arguments.optionalString("comment")
    roles = try arguments.list("permissions") { value throws(EngineError) in
      try Arguments(value, as: "FunctionPermissionInfo").name("role")
    }
  }
}
