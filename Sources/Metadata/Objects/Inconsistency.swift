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

  /// What a role could not inherit: no object, but what permissions are about.
  package let inheritance: Inheritance?

  /// A role, and what its parents disagree about.
  package struct Inheritance: Equatable, Sendable {
    package let role: String
    package let entity: JSON
  }

  /// What a role cannot inherit because its parents have different permissions for it (Hasura's `ConflictingInheritedPermission`).
  package init(role: String, entity: JSON, named name: String) {
    reason = "Could not inherit permission for the role '\(role)' for the entity: '\(name)'"
    inheritance = Inheritance(role: role, entity: entity)
    objects = []
    detail = nil
    cause = nil
  }

  /// An inconsistency of one object, or of objects in conflict.
  package init(reason: String, objects: [MetadataObject], detail: JSON? = nil, cause: EngineError? = nil) {
    self.cause = cause
    inheritance = nil
    self.reason = reason
    self.objects = objects
    self.detail = detail
  }

  /// An element of `inconsistent_objects`: one object is shown in place, several in `objects` (Hasura's `InconsistentMetadata`).
  package var json: JSON {
    var answer: JSONObject = ["reason": .string(reason)]
    if let inheritance {
      answer["name"] = .string(inheritance.role)
      answer["type"] = "inherited role permission inconsistency"
      answer["entity"] = inheritance.entity
      return .object(answer)
    }
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
