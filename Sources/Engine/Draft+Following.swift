import ConnectorProtocol
import Errors
import Metadata

extension Draft {
  /// Lets metadata follow what SQL did to the tables of a source: new names are taken over, what is gone is forgotten.
  ///
  /// Throws, with nothing changed, when declared objects need what is gone (unless they may go too: `cascade`), when a column that is
  /// compared with fixed values has another type, and when something else becomes inconsistent.
  mutating func follow(_ after: SourceSchema, of name: String, cascade: Bool) throws(EngineError) {
    guard let source = metadata.sources[name], let before = schema(of: name) else { return }
    let difference = SchemaDifference(of: source, before: before, after: after)
    let functions = SchemaDifference.droppedFunctions(of: source, before: before, after: after)
    let computed = computedFields(by: functions, of: source, besides: Set(difference.droppedTables))
    let dependents = dependents(of: difference) + computed
    guard cascade || dependents.isEmpty else { throw .dependentObjectsExist(dependents) }
    try refuseTypeChanges(difference)
    try refuseNameClashes(difference)
    let tracked = functions.filter { source.function($0) != nil }
    let gone = dependents + tracked.map { .function(TableID(source: name, name: $0)) }
    try adopt(try metadata(following: difference, dropping: gone), after, of: name)
  }

  /// What is declared elsewhere and cannot stay; what is declared on a table that is gone goes with it.
  private func dependents(of difference: SchemaDifference) -> [MetadataObjectID] {
    var found: Set<MetadataObjectID> = []
    for table in difference.droppedTables { found.formUnion(metadata.dependents(of: .table(table), foreignKeys: foreignKeys)) }
    for (table, column) in difference.droppedColumns {
      found.formUnion(metadata.dependents(of: .column(table, column), foreignKeys: foreignKeys))
    }
    for (table, columns) in difference.droppedForeignKeys { found.formUnion(relationships(over: columns, of: table)) }
    let gone = Set(difference.droppedTables)
    return found.filter { object in object.table.map { !gone.contains($0) } ?? true }.sorted { $0.dependencyText < $1.dependencyText }
  }

  /// The computed fields that functions make on tables that stay, and what depends on them.
  private func computedFields(by functions: [TableName], of source: Source, besides gone: Set<TableID>) -> [MetadataObjectID] {
    guard !functions.isEmpty else { return [] }
    return source.tables.flatMap { table -> [MetadataObjectID] in
      let id = TableID(source: source.name, name: table.name)
      guard !gone.contains(id) else { return [] }
      return table.computedFields.filter { functions.contains($0.function) }.flatMap { field in
        [.computedField(field.name, id)] + metadata.dependents(of: .computedField(id, field.name), foreignKeys: foreignKeys)
      }
    }
  }

  /// The relationships that a foreign key makes, and what depends on them.
  private func relationships(over columns: [String], of holder: TableID) -> [MetadataObjectID] {
    guard let source = metadata.sources[holder.source] else { return [] }
    return source.tables.flatMap { table -> [MetadataObjectID] in
      let id = TableID(source: source.name, name: table.name)
      return table.relationships.flatMap { relationship -> [MetadataObjectID] in
        guard case .foreignKey(let own, let other) = relationship.using, Set(own) == Set(columns),
          (other ?? table.name) == holder.name
        else { return [] }
        return [.relationship(relationship.name, relationship.cardinality, id)]
          + metadata.dependents(of: .relationship(id, relationship.name), foreignKeys: foreignKeys)
      }
    }
  }

  private func refuseTypeChanges(_ difference: SchemaDifference) throws(EngineError) {
    for (table, column) in difference.retypedColumns {
      let dependents = metadata.dependents(of: .columnType(table, column), foreignKeys: foreignKeys)
      guard dependents.isEmpty else { throw .columnTypeIsNeeded(column, of: table.name, by: dependents) }
    }
  }

  /// Hasura's refusal of columns whose name a declared field has (`processTableChanges`).
  private func refuseNameClashes(_ difference: SchemaDifference) throws(EngineError) {
    for (table, column) in difference.addedColumns where metadata.table(table)?.declaresField(column) ?? false {
      throw EngineError(
        .alreadyExists,
        "cannot add column \"\(column)\" in table \"\(table.name)\" as a relationship with the name already exists")
    }
  }

  private func metadata(
    following difference: SchemaDifference, dropping dependents: [MetadataObjectID]
  ) throws(EngineError) -> Metadata {
    var changed = try metadata.dropping(dependents + difference.droppedTables.map { .table($0) })
    for (table, column) in difference.droppedColumns { changed = try changed.forgettingColumn(column, of: table) }
    for (table, column, name) in difference.renamedColumns {
      changed = try changed.renamingColumn(column, of: table, to: name, foreignKeys: foreignKeys)
    }
    for (table, name) in difference.renamedTables {
      changed = try changed.renamingTable(table, to: name, foreignKeys: foreignKeys)
    }
    return changed
  }
}
