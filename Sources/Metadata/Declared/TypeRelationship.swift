package import Errors
import JSON

/// A relationship that starts from the objects of a remote schema's type.
package struct TypeRelationship: Sendable {
  package let name: String
  /// The server's name of the type.
  package let type: String
  private let definition: JSONObject

  fileprivate init?(_ json: JSON, of type: String) {
    guard let name = json["name"]?.stringValue, let definition = json["definition"]?.objectValue else { return nil }
    self.name = name
    self.type = type
    self.definition = definition
  }

  /// Where it leads. Throws `parse-failed` if that cannot be read.
  package func read() throws(EngineError) -> RemoteRelationship.Definition { try RemoteRelationship.Definition(definition) }
}

extension Metadata {
  /// The relationships of a remote schema's types in the order of metadata.
  package func typeRelationships(of schema: String) -> [TypeRelationship] {
    let entry = entries("remote_schemas").first { $0.has(schema, at: "name") }
    return (entry?["remote_relationships"]?.arrayValue ?? []).flatMap { type in
      let name = type["type_name"]?.stringValue ?? ""
      return (type["relationships"]?.arrayValue ?? []).compactMap { TypeRelationship($0, of: name) }
    }
  }
}
