import Errors
import JSON

/// Checks of stored declarations that need nothing but the declaration.
enum StoredChecks {
  /// A remote schema's `definition` must be one.
  static func remoteSchema(_ arguments: Arguments) throws(EngineError) {
    let definition = try arguments.object("definition", as: "RemoteSchemaDef")
    _ = try at(.key("definition")) { () throws(EngineError) in try RemoteSchemaDefinition(definition) }
  }

  /// An action's `definition` must name a handler and an output type.
  static func action(_ arguments: Arguments) throws(EngineError) {
    let definition = Arguments(try arguments.object("definition", as: "ActionDefinition"))
    try at(.key("definition")) { () throws(EngineError) in
      _ = try definition.string("handler")
      _ = try definition.string("output_type")
      try headers(definition)
    }
  }

  /// A collection's queries have names and texts.
  static func queryCollection(_ arguments: Arguments) throws(EngineError) {
    let definition = Arguments(try arguments.object("definition", as: "CollectionDef"))
    try at(.key("definition")) { () throws(EngineError) in
      _ = try definition.value("queries")
      _ = try definition.list("queries") { query throws(EngineError) in
        let query = try Arguments(query, as: "ListedQuery")
        _ = try query.name("name")
        _ = try query.string("query")
      }
    }
  }

  /// A REST endpoint has a path, methods and a query of a collection.
  static func restEndpoint(_ arguments: Arguments) throws(EngineError) {
    _ = try arguments.name("url")
    _ = try arguments.strings("methods")
    _ = try arguments.object("definition", as: "EndpointDef")
  }

  /// An inherited role has the roles it inherits from.
  static func inheritedRole(_ arguments: Arguments) throws(EngineError) { _ = try arguments.strings("role_set") }

  /// A cron trigger has a schedule and a webhook.
  static func cronTrigger(_ arguments: Arguments) throws(EngineError) {
    _ = try arguments.string("schedule")
    _ = try arguments.value("webhook")
  }

  /// Headers take no variables of the server itself: that would leak its secrets.
  private static func headers(_ definition: Arguments) throws(EngineError) {
    _ = try definition.list("headers") { header throws(EngineError) in
      let header = try Arguments(header, as: "HeaderConf")
      _ = try header.string("name")
      guard let variable = try header.optionalString("value_from_env"), variable.hasPrefix("HASURA_GRAPHQL_") else { return }
      throw EngineError(
        .parseFailed, "env variables starting with \"HASURA_GRAPHQL_\" are not allowed in value_from_env: \(variable)")
    }
  }
}
