import Errors
import JSON

/// The forms in which a request may define a remote relationship, brought to the one that is stored.
enum RemoteRelationshipForm {
  /// The stored `definition` of `args`: `{to_source}`, `{to_remote_schema}`, or the flat form of Hasura 1 as it was given.
  ///
  /// The form `remote_source`, at the top or in `definition`, becomes `to_source`.
  static func definition(_ arguments: Arguments) throws(EngineError) -> JSONObject {
    let flat = arguments.optional("remote_schema") != nil
    switch (try arguments.optionalObject("definition", as: "definition"), arguments.optional("remote_source"), flat) {
    case (let definition?, nil, false):
      return try at(.key("definition")) { () throws(EngineError) in try nested(definition) }
    case (nil, .some, false): return try remoteSource(arguments)
    case (nil, nil, true):
      let definition = arguments.object.picking("remote_schema", "hasura_fields", "remote_field", "batch")
      _ = try RemoteRelationship.Definition(definition)
      return definition
    default:
      throw EngineError(.parseFailed, "create_remote_relationship expects exactly one of: remote_schema, definition")
    }
  }

  private static func nested(_ definition: JSONObject) throws(EngineError) -> JSONObject {
    let arguments = Arguments(definition)
    guard arguments.optional("remote_source") != nil else {
      // The flat form is not allowed inside of `definition` of a request, only in stored metadata.
      _ = try RemoteRelationship.Definition(definition.leavingOut("remote_schema"))
      return definition
    }
    guard arguments.optional("to_source") == nil, arguments.optional("to_remote_schema") == nil else {
      throw EngineError(.parseFailed, "remote relationship definition expects exactly one of: to_source, to_remote_schema")
    }
    return try remoteSource(arguments)
  }

  private static func remoteSource(_ arguments: Arguments) throws(EngineError) -> JSONObject {
    try arguments.read("remote_source") { json throws(EngineError) in
      var toSource = try Expect.object(json, as: "remote_source")
      if let type = toSource["relationship_type"]?.stringValue, type == "object_relationship" || type == "array_relationship" {
        toSource["relationship_type"] = .string(String(type.prefix { $0 != "_" }))
      }
      do throws(EngineError) {
        _ = try RemoteRelationship.Definition(["to_source": .object(toSource)])
      } catch {
        // The request said `remote_source` where the stored form says `to_source`.
        throw EngineError(error.code, error.message, at: ErrorPath(Array(error.path.components.dropFirst())))
      }
      return ["to_source": .object(toSource)]
    }
  }
}
