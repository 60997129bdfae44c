package import Errors
package import JSON

/// Why a declared object cannot take part in the GraphQL schema.
package struct Inconsistency: Equatable, Sendable {
  /// A full sentence; begins with `Inconsistent object: ` where Hasura's does.
  package let reason: String
  /// Usually one; several when they conflict with each other.
  package let objects: [MetadataObject]
  /// More for administrators, such as the driver's text.
  package let detail: JSON?
  /// The error behind it, where the command that declares the object answers with it as it is.
  package let cause: EngineError?

  /// An inconsistency of one object, or of objects in conflict.
  package init(reason: String, objects: [MetadataObject], detail: JSON? = nil, cause: EngineError? = nil) {
    self.cause = cause
    self.reason = reason
    self.objects = objects
    self.detail = detail
  }

  /// An element of `inconsistent_objects`: one object is shown in place, several in `objects` (Hasura's `InconsistentMetadata`).
  package var json: JSON {
    var answer: JSONObject = ["reason": .string(reason)]
    if objects.count == 1, let only = objects.first {
      Self.show(only, in: &answer)
      answer["message"] = detail
    } else {
      answer["objects"] = .array(
        objects.map { object in
          var shown = JSONObject()
          Self.show(object, in: &shown)
          return .object(shown)
        })
    }
    return .object(answer)
  }

  private static func show(_ object: MetadataObject, in answer: inout JSONObject) {
    answer["name"] = .string(object.id.name)
    answer["type"] = .string(object.id.typeName)
    answer["definition"] = object.definition
  }
}
