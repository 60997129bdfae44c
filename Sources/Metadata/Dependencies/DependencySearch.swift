import JSON

/// Finds what depends directly on one thing.
struct DependencySearch {
  let metadata: Metadata
  let foreignKeys: ForeignKeys
  let target: DependencyTarget

  func dependents(on table: TrackedTable, _ id: TableID) -> [MetadataObjectID] {
    let isOwn = target == .table(id)
    guard !isOwn, target != .source(id.source) else { return [] }
    var found: [MetadataObjectID] = []
    for relationship in table.relationships where depends(relationship, on: id) {
      found.append(.relationship(relationship.name, relationship.cardinality, id))
    }
    for relationship in table.remoteRelationships where depends(relationship.definition, on: id) {
      found.append(.remoteRelationship(relationship.name, id))
    }
    for field in table.computedFields where givesTarget(TableID(source: id.source, name: field.function)) {
      found.append(.computedField(field.name, id))
    }
    for permission in table.permissions where depends(permission, on: id) {
      found.append(.permission(permission.operation, role: permission.role, id))
    }
    for trigger in table.eventTriggers where depends(trigger, on: id) {
      found.append(.eventTrigger(trigger["name"]?.stringValue ?? "", id))
    }
    return found
  }

  /// The tracked functions that give rows of the target.
  func functions() -> [MetadataObjectID] {
    guard case .table(let table) = target, let source = metadata.sources[table.source] else { return [] }
    return source.functions.map { TableID(source: source.name, name: $0.name) }.filter(givesTarget).map { .function($0) }
  }

  private func givesTarget(_ function: TableID) -> Bool {
    guard case .table(let table) = target, table.source == function.source else { return false }
    return foreignKeys.table(of: function) == table.name
  }

  private func depends(_ relationship: Relationship, on id: TableID) -> Bool {
    switch target {
    case .table(let table): metadata.target(of: relationship, on: id, foreignKeys) == table
    case .column(let table, let column): names(relationship, column, of: table, on: id)
    case .source, .columnType, .relationship, .computedField, .remoteSchema: false
    }
  }

  private func names(_ relationship: Relationship, _ column: String, of table: TableID, on id: TableID) -> Bool {
    switch relationship.using {
    case .foreignKey(let columns, let other):
      let holder = other.map { TableID(source: id.source, name: $0) } ?? id
      return holder == table && columns.contains(column)
    case .manual(let manual):
      let partner = TableID(source: id.source, name: manual.table)
      return manual.columnMapping.contains { (id == table && $0.from == column) || (partner == table && $0.to == column) }
    }
  }

  private func depends(_ definition: RemoteRelationship.Definition, on id: TableID) -> Bool {
    switch (definition, target) {
    case (.toSource(let toSource), .source(let source)): toSource.source == source
    case (.toSource(let toSource), .table(let table)): metadata.targetID(of: toSource) == table
    case (.toSource(let toSource), .column(let table, let column)):
      toSource.fieldMapping.contains { id == table && $0.from == column }
        || (metadata.targetID(of: toSource) == table && toSource.fieldMapping.contains { $0.to == column })
    case (.toRemoteSchema(let toSchema), .remoteSchema(let schema)): toSchema.remoteSchema == schema
    case (.toRemoteSchema(let toSchema), .column(let table, let field)),
      (.toRemoteSchema(let toSchema), .computedField(let table, let field)):
      id == table && toSchema.lhsFields.contains(field)
    default: false
    }
  }

  private func depends(_ trigger: JSONObject, on id: TableID) -> Bool {
    guard case .column(id, let column) = target, let definition = trigger["definition"]?.objectValue else { return false }
    return ["insert", "update", "delete"].contains { operation in
      ["columns", "payload"].contains { definition[operation]?[$0]?.arrayValue?.contains(.string(column)) ?? false }
    }
  }

  /// Relationships of remote schemas to tables; they have no other dependencies that are tracked.
  func remoteSchemaRelationships() -> [MetadataObjectID] {
    metadata.entries("remote_schemas").flatMap { schema -> [MetadataObjectID] in
      guard let schemaName = schema["name"]?.stringValue, target != .remoteSchema(schemaName) else { return [] }
      return (schema["remote_relationships"]?.arrayValue ?? []).flatMap { type in
        (type["relationships"]?.arrayValue ?? []).compactMap { relationship -> MetadataObjectID? in
          guard let name = relationship["name"]?.stringValue, let typeName = type["type_name"]?.stringValue,
            let json = relationship["definition"]?.objectValue, let definition = try? RemoteRelationship.Definition(json),
            depends(definition, on: TableID(source: "", name: TableName(components: [], shown: [])))
          else { return nil }
          return .remoteSchemaRemoteRelationship(name, type: typeName, schema: schemaName)
        }
      }
    }
  }
}

extension DependencySearch {
  private func depends(_ permission: Permission, on id: TableID) -> Bool {
    let walk = PredicateWalk(metadata: metadata, foreignKeys: foreignKeys)
    switch target {
    case .source, .remoteSchema: return false
    case .table(let table):
      return walk.looksAt(permission, on: id) { found in
        PredicateWalk.Visitor(table: {
          if $0 == table { found() }
          return nil
        })
      }
    case .column(let table, let name):
      return (id == table && permission.lists(column: name)) || mentions(permission, id, table, name, walk)
    case .columnType(let table, let name):
      return (id == table && permission.presetsStatically(name)) || comparesStatically(permission, id, table, name, walk)
    case .relationship(let table, let name): return mentions(permission, id, table, name, walk)
    case .computedField(let table, let name):
      return (id == table && permission.lists(computedField: name)) || mentions(permission, id, table, name, walk)
    }
  }

  private func mentions(_ permission: Permission, _ id: TableID, _ table: TableID, _ name: String, _ walk: PredicateWalk) -> Bool {
    walk.looksAt(permission, on: id) { found in
      PredicateWalk.Visitor(field: { fieldTable, field, _ in
        if fieldTable == table, field == name { found() }
        return field
      })
    }
  }

  private func comparesStatically(
    _ permission: Permission, _ id: TableID, _ table: TableID, _ name: String, _ walk: PredicateWalk
  ) -> Bool {
    walk.looksAt(permission, on: id) { found in
      PredicateWalk.Visitor(field: { fieldTable, field, operand in
        if fieldTable == table, field == name, operand.hasStaticLeaf { found() }
        return field
      })
    }
  }
}

extension Permission {
  fileprivate func lists(column: String) -> Bool {
    let columns: Columns? =
      switch rule {
      case .select(let rule): rule.columns
      case .write(let rule): rule.columns
      }
    if case .listed(let names)? = columns, names.contains(column) { return true }
    guard case .write(let rule) = rule else { return false }
    return rule.presets[column] != nil
  }

  fileprivate func lists(computedField: String) -> Bool {
    guard case .select(let rule) = rule else { return false }
    return rule.computedFields.contains(computedField)
  }

  fileprivate func presetsStatically(_ column: String) -> Bool {
    guard case .write(let rule) = rule else { return false }
    return rule.presets[column]?.hasStaticLeaf ?? false
  }
}

extension JSON {
  /// Whether it holds a value that is not taken from the session.
  fileprivate var hasStaticLeaf: Bool {
    switch self {
    case .null: false
    case .bool, .number: true
    case .string(let text): !text.lowercased().hasPrefix("x-hasura-")
    case .array(let elements): elements.contains(where: \.hasStaticLeaf)
    case .object(let object): object.contains { $0.value.hasStaticLeaf }
    }
  }
}
