import ConnectorProtocol
import Metadata

/// What happened to the tracked tables of a source between two descriptions of it.
///
/// A table that has another name is known by its stable identity; without one, it was dropped. A table that was dropped and made anew
/// under its old name is the same table.
struct SchemaDifference {
  private(set) var droppedTables: [TableID] = []
  private(set) var renamedTables: [(id: TableID, name: TableName)] = []
  private(set) var droppedColumns: [(id: TableID, column: String)] = []
  private(set) var renamedColumns: [(id: TableID, column: String, name: String)] = []
  /// Columns whose values are of another GraphQL type now.
  private(set) var retypedColumns: [(id: TableID, column: String)] = []
  private(set) var addedColumns: [(id: TableID, column: String)] = []
  /// Foreign keys, by their columns, that are gone although their columns are there.
  private(set) var droppedForeignKeys: [(id: TableID, columns: [String])] = []

  init(of source: Source, before: SourceSchema, after: SourceSchema) {
    var known: [String: TableDescription] = [:]
    for table in after.tables { if let id = table.stableID { known[id] = table } }
    for tracked in source.tables {
      // What was not there before cannot have been dropped; it is merely inconsistent.
      guard let old = before.table(tracked.name) else { continue }
      let id = TableID(source: source.name, name: tracked.name)
      guard let new = old.stableID.flatMap({ known[$0] }) ?? after.table(tracked.name) else {
        droppedTables.append(id)
        continue
      }
      if new.name != old.name { renamedTables.append((id, source.tableNaming.name(new.name.path))) }
      compareColumns(of: id, old, new)
      compareForeignKeys(of: id, old, new)
    }
  }

  private mutating func compareColumns(of id: TableID, _ old: TableDescription, _ new: TableDescription) {
    let isSame = old.stableID != nil && old.stableID == new.stableID
    var kept: Set<String> = []
    for column in old.columns {
      let byIdentity = isSame ? new.columns.first { $0.stableID != nil && $0.stableID == column.stableID } : nil
      guard let now = byIdentity ?? (isSame && column.stableID != nil ? nil : new.columns.first { $0.name == column.name }) else {
        droppedColumns.append((id, column.name))
        continue
      }
      kept.insert(now.name)
      if now.name != column.name { renamedColumns.append((id, column.name, now.name)) }
      if now.scalar != column.scalar || now.type.isArray != column.type.isArray { retypedColumns.append((id, column.name)) }
    }
    addedColumns += new.columns.filter { !kept.contains($0.name) }.map { (id, $0.name) }
  }

  private mutating func compareForeignKeys(of id: TableID, _ old: TableDescription, _ new: TableDescription) {
    let renames = Dictionary(
      renamedColumns.filter { $0.id == id }.map { ($0.column, $0.name) }, uniquingKeysWith: { first, _ in first })
    let dropped = Set(droppedColumns.filter { $0.id == id }.map(\.column))
    let now = Set(new.foreignKeys.map { Set($0.columns) })
    for key in old.foreignKeys where dropped.isDisjoint(with: key.columns) {
      if !now.contains(Set(key.columns.map { renames[$0] ?? $0 })) { droppedForeignKeys.append((id, key.columns)) }
    }
  }
}

extension SchemaDifference {
  /// The functions that metadata names, and that were there before.
  static func droppedFunctions(of source: Source, before: SourceSchema, after: SourceSchema) -> [TableName] {
    let (old, new) = (Set(before.functions.map(\.name)), Set(after.functions.map(\.name)))
    return source.functionNames.filter { old.contains(TableReference($0.components)) && !new.contains(TableReference($0.components)) }
  }
}

extension ColumnType {
  fileprivate var isArray: Bool { if case .array = canonical { true } else { false } }
}

extension SourceSchema {
  /// The description of a tracked table; metadata may spell a name shorter than the database does.
  func table(_ name: TableName) -> TableDescription? {
    let reference = TableReference(name.components)
    if let exact = tables.first(where: { $0.name == reference }) { return exact }
    guard name.components.count == 1 else { return nil }
    let candidates = tables.filter { $0.name.name == name.last }
    return candidates.count == 1 ? candidates[0] : nil
  }
}
