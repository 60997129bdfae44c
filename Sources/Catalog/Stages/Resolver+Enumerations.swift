import ConnectorProtocol
import Metadata

extension Resolver {
  /// The enumerations that a source's tables are, and the tables that are declared as one and cannot be: those are reported.
  mutating func enumerations(
    of source: Source, _ resolved: CatalogSource, _ contents: SourceContents
  ) -> ([TableReference: CatalogEnumeration], refused: Set<TableName>) {
    var enumerations: [TableReference: CatalogEnumeration] = [:]
    var refused: Set<TableName> = []
    for table in source.tables where table.isEnum {
      guard let described = resolved.descriptions[table.name] else { continue }
      do throws(TableProblem) {
        let rows = contents.enumerations[described.name]
        enumerations[described.name] = try CatalogEnumeration(table, described, rows, names: resolved.names)
      } catch {
        refused.insert(table.name)
        report(error.reason, .table(TableID(source: source.name, name: table.name)))
      }
    }
    return (enumerations, refused)
  }
}
