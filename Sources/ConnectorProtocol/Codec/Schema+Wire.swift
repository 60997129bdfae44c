import CConnectorWire

extension SourceSchema {
  func wire(_ arena: WireArena) -> Pointer<Joinery__Schema> {
    let message = arena.make(joinery__schema__init)
    (message.pointee.n_tables, message.pointee.tables) = arena.messages(tables) { $0.wire(arena) }
    (message.pointee.n_scalars, message.pointee.scalars) = arena.messages(scalars) { $0.wire(arena) }
    (message.pointee.n_functions, message.pointee.functions) = arena.messages(functions) { $0.wire(arena) }
    (message.pointee.n_native_queries, message.pointee.native_queries) = arena.messages(nativeQueries) { $0.wire(arena) }
    return message
  }

  init(_ message: Joinery__Schema) throws(FrameError) {
    self.init(
      tables: try list(message.n_tables, message.tables, TableDescription.init),
      scalars: try list(message.n_scalars, message.scalars, ScalarType.init),
      functions: try list(message.n_functions, message.functions, FunctionDescription.init),
      nativeQueries: try list(message.n_native_queries, message.native_queries, NativeQueryDescription.init))
  }
}

extension TableDescription {
  func wire(_ arena: WireArena) -> Pointer<Joinery__TableDescription> {
    let message = arena.make(joinery__table_description__init)
    message.pointee.name = name.wire(arena)
    message.pointee.kind = arena.string(kind.rawValue)
    if let comment {
      message.pointee.has_comment_case = JOINERY__TABLE_DESCRIPTION__HAS_COMMENT_COMMENT
      message.pointee.comment = arena.data(comment)
    }
    (message.pointee.n_columns, message.pointee.columns) = arena.messages(columns) { $0.wire(arena) }
    message.pointee.primary_key = primaryKey?.wire(arena)
    (message.pointee.n_unique_keys, message.pointee.unique_keys) = arena.messages(uniqueKeys) { $0.wire(arena) }
    (message.pointee.n_foreign_keys, message.pointee.foreign_keys) = arena.messages(foreignKeys) { $0.wire(arena) }
    message.pointee.insertable = isInsertable.raw
    message.pointee.updatable = isUpdatable.raw
    message.pointee.deletable = isDeletable.raw
    if let stableID { message.pointee.stable_id = arena.string(stableID) }
    return message
  }

  init(_ pointer: Pointer<Joinery__TableDescription>?) throws(FrameError) {
    let message = try required(pointer, "a table")
    self.init(
      name: try TableReference(message.name), kind: Kind(rawValue: text(message.kind)) ?? .table,
      comment: message.has_comment_case == JOINERY__TABLE_DESCRIPTION__HAS_COMMENT_COMMENT ? text(message.comment) : nil,
      columns: try list(message.n_columns, message.columns, ColumnDescription.init),
      primaryKey: message.primary_key == nil ? nil : try UniqueKey(message.primary_key),
      uniqueKeys: try list(message.n_unique_keys, message.unique_keys, UniqueKey.init),
      foreignKeys: try list(message.n_foreign_keys, message.foreign_keys, ForeignKey.init),
      isInsertable: Bool(message.insertable), isUpdatable: Bool(message.updatable), isDeletable: Bool(message.deletable),
      stableID: given(message.stable_id))
  }
}

extension ColumnDescription {
  func wire(_ arena: WireArena) -> Pointer<Joinery__ColumnDescription> {
    let message = arena.make(joinery__column_description__init)
    message.pointee.name = arena.string(name)
    message.pointee.type = type.wire(arena)
    message.pointee.scalar = arena.string(scalar)
    message.pointee.nullable = isNullable.raw
    message.pointee.has_default = hasDefault.raw
    message.pointee.generated = isGenerated.raw
    message.pointee.identity = isIdentity.raw
    if let comment {
      message.pointee.has_comment_case = JOINERY__COLUMN_DESCRIPTION__HAS_COMMENT_COMMENT
      message.pointee.comment = arena.data(comment)
    }
    if let stableID { message.pointee.stable_id = arena.string(stableID) }
    return message
  }

  init(_ pointer: Pointer<Joinery__ColumnDescription>?) throws(FrameError) {
    let message = try required(pointer, "a column")
    self.init(
      name: text(message.name), type: try ColumnType(message.type), scalar: text(message.scalar), isNullable: Bool(message.nullable),
      hasDefault: Bool(message.has_default), isGenerated: Bool(message.generated), isIdentity: Bool(message.identity),
      comment: message.has_comment_case == JOINERY__COLUMN_DESCRIPTION__HAS_COMMENT_COMMENT ? text(message.comment) : nil,
      stableID: given(message.stable_id))
  }
}

/// A text that counts as absent when it is empty.
private func given(_ pointer: Pointer<CChar>?) -> String? {
  let text = text(pointer)
  return text.isEmpty ? nil : text
}

extension UniqueKey {
  func wire(_ arena: WireArena) -> Pointer<Joinery__UniqueKey> {
    let message = arena.make(joinery__unique_key__init)
    message.pointee.name = arena.string(name)
    (message.pointee.n_columns, message.pointee.columns) = arena.strings(columns)
    return message
  }

  init(_ pointer: Pointer<Joinery__UniqueKey>?) throws(FrameError) {
    let message = try required(pointer, "a key")
    self.init(name: text(message.name), columns: list(message.n_columns, message.columns))
  }
}

extension ForeignKey {
  func wire(_ arena: WireArena) -> Pointer<Joinery__ForeignKey> {
    let message = arena.make(joinery__foreign_key__init)
    message.pointee.name = arena.string(name)
    (message.pointee.n_columns, message.pointee.columns) = arena.strings(columns)
    message.pointee.table = table.wire(arena)
    (message.pointee.n_referenced_columns, message.pointee.referenced_columns) = arena.strings(referencedColumns)
    return message
  }

  init(_ pointer: Pointer<Joinery__ForeignKey>?) throws(FrameError) {
    let message = try required(pointer, "a foreign key")
    self.init(
      name: text(message.name), columns: list(message.n_columns, message.columns), table: try TableReference(message.table),
      referencedColumns: list(message.n_referenced_columns, message.referenced_columns))
  }
}
