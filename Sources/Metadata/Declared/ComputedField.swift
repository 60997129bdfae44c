import Errors
package import JSON

/// A field of a table that a database function computes.
package struct ComputedField: Equatable, Sendable {
  package let name: String
  package let function: TableName
  /// The function's argument that takes the row.
  package let tableArgument: String?
  package let sessionArgument: String?
  package let comment: String?
  package let json: JSONObject

  init(_ json: JSONObject, naming: TableNaming) throws(EngineError) {
    let arguments = Arguments(json)
    self.json = json
    name = try arguments.name("name")
    comment = try arguments.optionalString("comment")
    let definition = Arguments(try arguments.object("definition", as: "ComputedFieldDefinition"))
    (function, tableArgument, sessionArgument) = try at(.key("definition")) { () throws(EngineError) in
      (
        try definition.read("function", naming.name), try definition.optionalString("table_argument"),
        try definition.optionalString("session_argument")
      )
    }
  }
}
