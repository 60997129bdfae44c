import ConnectorHost
import ConnectorProtocol
import Errors
import JSON
import Metadata

extension CommandRunner {
  /// Runs SQL text and lets metadata follow what it did to tables, in one transaction: it is undone if metadata cannot follow.
  mutating func run(_ sql: RunSQL) async throws(EngineError) -> JSON {
    let handle = try source(sql.target).handle
    if !sql.readOnly { touch(sql.target.source) }
    return try await result(of: sql, handle).json
  }

  private mutating func result(of sql: RunSQL, _ handle: SourceHandle) async throws(EngineError) -> RawSQLResult {
    let call = RawSQLCall(sql: sql.sql, isReadOnly: sql.readOnly, isOutsideOfTransaction: sql.isOutsideOfTransaction)
    guard sql.mayChangeTables else { return try await handle.runSQL(call) }
    let draft = draft
    guard !sql.isOutsideOfTransaction else {
      let result = try await handle.runSQL(call)
      self.draft = try await draft.following(sql) { call throws(EngineError) in try await handle.describe(call) }
      await self.draft.readAgain(sql.target.source)
      return result
    }
    let (result, next) = try await handle.withTransaction { connection throws(EngineError) in
      let result = try await connection.runSQL(call)
      let next = try await draft.following(sql) { call throws(EngineError) in try await connection.describe(call) }
      return (result, next)
    }
    self.draft = next
    await self.draft.readAgain(sql.target.source)
    return result
  }
}

extension Draft {
  fileprivate func following(
    _ sql: RunSQL, _ describe: (DescribeCall) async throws(EngineError) -> SourceSchema
  ) async throws(EngineError) -> Draft {
    let name = sql.target.source
    guard let source = metadata.sources[name], let before = schema(of: name), !source.tables.isEmpty else { return self }
    var next = self
    try next.follow(try await source.tablesNow(before, describe), of: name, cascade: sql.cascade)
    return next
  }
}

extension Source {
  /// The tracked tables as they are now, under whatever name.
  fileprivate func tablesNow(
    _ before: SourceSchema, _ describe: (DescribeCall) async throws(EngineError) -> SourceSchema
  ) async throws(EngineError) -> SourceSchema {
    let call = DescribeCall(tables: tables.map { TableReference($0.name.components) }, functions: functionReferences)
    var now = try await describe(call)
    let there = Set(now.tables.compactMap(\.stableID))
    let lost = Set(tables.compactMap { before.table($0.name)?.stableID }).subtracting(there)
    guard !lost.isEmpty else { return now }
    let all = try await describe(DescribeCall(namesOnly: true))
    let moved = all.tables.filter { table in table.stableID.map(lost.contains) ?? false }.map(\.name)
    if !moved.isEmpty { now.merge(try await describe(DescribeCall(tables: moved)), replacing: moved) }
    return now
  }
}

extension RunSQL {
  /// Whether tracked tables must be looked at again afterwards.
  var mayChangeTables: Bool { !readOnly && (checksMetadataConsistency ?? namesSchemaChange) }

  /// Whether a word of the text is one of those that change tables; as Hasura's `containsDDLKeyword`, and what gives new names.
  private var namesSchemaChange: Bool {
    let words: Set<String> = ["alter", "comment", "create", "drop", "rename", "replace"]
    return sql.utf8.split { byte in byte | 0x20 &- UInt8(ascii: "a") >= 26 && byte != UInt8(ascii: "_") }
      .contains { words.contains(String(decoding: $0, as: UTF8.self).lowercased()) }
  }
}

extension RawSQLResult {
  /// Hasura's answer: rows as lists of texts with the column names in front.
  fileprivate var json: JSON {
    guard let columns else { return ["result_type": "CommandOk", "result": nil] }
    let lines = rows.map { row in JSON.array(row.map { $0.map(JSON.string) ?? "NULL" }) }
    return ["result_type": "TuplesOk", "result": .array([.array(columns.map(JSON.string))] + lines)]
  }
}
