import ConnectorProtocol
import Errors
import Metadata

/// Finds the keys of a relationship into another source.
struct RemoteRelationshipResolver {
  let table: CatalogTable
  let metadata: Metadata
  let sources: [String: CatalogSource]
  let tables: OrderedTables

  func resolve(
    _ name: String, _ definition: RemoteRelationship.ToSource
  ) throws(TableProblem) -> CatalogRemoteRelationship {
    let target = try RemoteTarget(metadata: metadata, sources: sources, tables: tables).table(of: definition)
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
