import ConnectorHost
import ConnectorProtocol
import Errors
import JSON
import Metadata

extension CommandRunner {
  /// Runs SQL text, then learns what it did to the tables that are tracked.
  mutating func run(_ sql: RunSQL) async throws(EngineError) -> JSON {
    let source = try source(sql.target)
    if !sql.readOnly { touch(sql.target.source) }
    let result = try await source.handle.runSQL(RawSQLCall(sql: sql.sql, isReadOnly: sql.readOnly))
    if sql.checksMetadataConsistency ?? (!sql.readOnly && sql.changesSchema) {
      await draft.reload(.named([sql.target.source]))
    }
    guard let columns = result.columns else { return ["result_type": "CommandOk", "result": nil] }
    let rows = result.rows.map { row in JSON.array(row.map { $0.map(JSON.string) ?? "NULL" }) }
    return ["result_type": "TuplesOk", "result": .array([.array(columns.map(JSON.string))] + rows)]
  }
}

extension RunSQL {
  /// Whether the text may change tables. Hasura looks for the same words (`isSchemaCacheBuildRequiredRunSQL`).
  fileprivate var changesSchema: Bool {
    let words = ["alter", "drop", "replace", "create function", "comment on", "create", "rename"]
    let text = sql.lowercased()
    return words.contains { text.contains($0) }
  }
}
