import Catalog
import ConnectorHost
import ConnectorProtocol
import Errors
import JSON
import Metadata

/// Reads the rows of tables that are declared as enumerations.
struct EnumerationReader {
  let handle: SourceHandle
  let context: CallContext

  /// The rows of the tables of a source that are enumerations: all, or those among `names`. A table that is not laid out as one is
  /// left out: what is wrong with it needs no rows to be seen.
  func read(_ source: Source, among names: Set<TableName>?, in schema: SourceSchema) async -> [TableReference: EnumerationRows] {
    var found: [TableReference: EnumerationRows] = [:]
    for table in source.tables where table.isEnum && names?.contains(table.name) ?? true {
      guard let described = schema.table(table.name) else { continue }
      let layout = EnumerationLayout(described)
      if layout.isValid { found[described.name] = await rows(of: described.name, layout) }
    }
    return found
  }

  private func rows(of table: TableReference, _ layout: EnumerationLayout) async -> EnumerationRows {
    var fields = layout.value.map { [Field("value", .column($0, path: nil))] } ?? []
    if let comment = layout.comment { fields.append(Field("comment", .column(comment, path: nil))) }
    let query = Query(selection: Selection(from: .table(table), shape: .rows(fields)))
    do {
      let chunks = try await handle.answer(QueryCall(query: query.encoded()), context: context)
      let rows = try JSON(parsing: chunks.flatMap(\.json)).arrayValue ?? []
      return .rows(rows.map { .init(value: $0["value"]?.stringValue ?? "", comment: $0["comment"]?.stringValue) })
    } catch let error as EngineError {
      return .failed(error.message)
    } catch {
      return .failed("the rows could not be read")
    }
  }
}
