import Errors
import JSON

/// How the GraphQL names of a source are changed, so that two sources with equal table names can live side by side.
package struct SourceCustomization: Equatable, Sendable {
  /// The root field that holds all of the source's root fields.
  package let rootFieldNamespace: String?
  package let rootFieldPrefix: String
  package let rootFieldSuffix: String
  package let typePrefix: String
  package let typeSuffix: String
  package let namingConvention: NamingConvention?

  /// The casing of generated names.
  package enum NamingConvention: String, Sendable {
    case hasuraDefault = "hasura-default"
    case graphqlDefault = "graphql-default"
  }

  init(_ json: JSONObject) throws(EngineError) {
    let arguments = Arguments(json)
    (rootFieldNamespace, rootFieldPrefix, rootFieldSuffix) = try arguments.readObject("root_fields", as: "RootFieldsCustomization") {
      object throws(EngineError) in
      let roots = Arguments(object)
      return (try roots.optionalString("namespace"), try roots.optionalString("prefix") ?? "", try roots.optionalString("suffix") ?? "")
    }
    (typePrefix, typeSuffix) = try arguments.readObject("type_names", as: "SourceTypeCustomization") { object throws(EngineError) in
      let types = Arguments(object)
      return (try types.optionalString("prefix") ?? "", try types.optionalString("suffix") ?? "")
    }
    namingConvention = try arguments.readOptional("naming_convention") { value throws(EngineError) in
      guard let convention = NamingConvention(rawValue: try Expect.string(value)) else {
        throw EngineError(.parseFailed, "naming_convention can be either of the two values: hasura-default or graphql-default")
      }
      return convention
    }
  }
}
