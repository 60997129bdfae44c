import Errors
import Metadata

/// Finds the table that a relationship from elsewhere leads to.
struct RemoteTarget {
  let metadata: Metadata
  let sources: [String: CatalogSource]
  let tables: OrderedTables

  func table(of definition: RemoteRelationship.ToSource) throws(TableProblem) -> CatalogTable {
    guard let source = sources[definition.source] else {
      throw TableProblem(reason: "source not found: \"\(definition.source)\"")
    }
    guard source.has(.lookups) else {
      throw TableProblem(
        reason: "source \(definition.source) does not support being used as the target of a remote relationship")
    }
    let target = try tracked(definition)
    guard !definition.fieldMapping.isEmpty else { throw TableProblem(reason: "field_mapping must name at least one column") }
    return target
  }

  private func tracked(_ definition: RemoteRelationship.ToSource) throws(TableProblem) -> CatalogTable {
    let missing: String
    do throws(EngineError) {
      if let found = try metadata.target(of: definition) {
        if let table = tables[TableID(source: definition.source, name: found.table)] { return table }
        missing = found.table.text
      } else {
        missing = definition.table.stringValue ?? definition.table.text
      }
    } catch {
      throw TableProblem(reason: error.message)
    }
    throw TableProblem(reason: "table \"\(missing)\" does not exist in source: \(definition.source)")
  }
}
