package import JSON

extension JSON {
  /// The kind of a value as Hasura's JSON decoder (aeson) names it in errors.
  package var aesonKind: String {
    switch self {
    case .null: "Null"
    case .bool: "Boolean"
    case .number: "Number"
    case .string: "String"
    case .array: "Array"
    case .object: "Object"
    }
  }
}
