import Errors
import JSON

extension SourceRequest {
  static func runSQL(_ context: CommandContext) throws(EngineError) -> SourceRequest {
    let arguments = try context.arguments(as: "RunSQL")
    return .runSQL(
      RunSQL(
        target: try context.source(arguments),
        sql: try arguments.string("sql"),
        cascade: try arguments.flag("cascade"),
        checksMetadataConsistency: try arguments.readOptional("check_metadata_consistency", Expect.bool),
        readOnly: try arguments.flag("read_only"),
        isOutsideOfTransaction: try arguments.flag("no_transaction")))
  }

  static func listTables(_ context: CommandContext) throws(EngineError) -> SourceRequest {
    .listTables(try context.source(try context.arguments(as: "GetSourceTables")))
  }

  static func describeTable(_ context: CommandContext) throws(EngineError) -> SourceRequest {
    .describeTable(try context.table(try context.arguments(as: "GetTableInfo")))
  }

  static func suggestRelationships(_ context: CommandContext) throws(EngineError) -> SourceRequest {
    let arguments = try context.arguments(as: "SuggestRels")
    return .suggestRelationships(try context.source(arguments), arguments.object)
  }
}
