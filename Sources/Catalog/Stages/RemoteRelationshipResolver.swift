import ConnectorProtocol
import Errors
import Metadata

/// Finds the keys of a relationship into another source.
struct RemoteRelationshipResolver {
  let table: CatalogTable
  let metadata: Metadata
  let sources: [String: CatalogSource]
  let tables: OrderedTables

  func resolve(_ declared: RemoteRelationship) throws(TableProblem) -> CatalogRemoteRelationship {
    switch declared.definition {
    case .toSource(let definition): return try resolve(declared.name, definition)
    case .toRemoteSchema(let definition):
      throw TableProblem(reason: "remote schema with name \"\(definition.remoteSchema)\" not found")
    }
  }

  private func resolve(
    _ name: String, _ definition: RemoteRelationship.ToSource
  ) throws(TableProblem) -> CatalogRemoteRelationship {
    guard let source = sources[definition.source] else {
      throw TableProblem(reason: "source not found: \"\(definition.source)\"")
    }
    guard source.has(.lookups) else {
      throw TableProblem(
        reason: "source \(definition.source) does not support being used as the target of a remote relationship")
    }
    let target = try target(of: definition)
    guard !definition.fieldMapping.isEmpty else { throw TableProblem(reason: "field_mapping must name at least one column") }
    var keys: [Column] = []
    var lookup: [LookupKey] = []
    for pair in definition.fieldMapping {
      let own = try column(pair.from, of: table)
      let other = try column(pair.to, of: target)
      guard own.type.canonical.isMatchable(with: other.type.canonical) else {
        throw TableProblem(reason: mismatch(own, other, target))
      }
      keys.append(own)
      lookup.append(
        LookupKey(column: other, sent: own.type.canonical, usesTargetCollation: definition.collation == "target"))
    }
    return CatalogRemoteRelationship(
      name: name, cardinality: definition.cardinality, target: target.id, keys: keys, lookup: lookup)
  }

  private func target(of definition: RemoteRelationship.ToSource) throws(TableProblem) -> CatalogTable {
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

  private func column(_ name: String, of table: CatalogTable) throws(TableProblem) -> Column {
    guard let described = table.own.databaseColumn(name) else {
      throw TableProblem(
        reason: "field \"\(name)\" does not exist in table \"\(table.id.name.text)\" of source \"\(table.id.source)\"")
    }
    return Column(name: described.name, type: described.type)
  }

  private func mismatch(_ own: Column, _ other: Column, _ target: CatalogTable) -> String {
    "column \"\(own.name)\" of table \"\(table.id.name.text)\" in source \"\(table.id.source)\" has type \"\(own.type.native)\","
      + " which cannot be matched with type \"\(other.type.native)\" of column \"\(other.name)\""
      + " of table \"\(target.id.name.text)\" in source \"\(target.id.source)\""
  }
}
