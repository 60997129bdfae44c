import CConnectorWire

extension ColumnType {
  func wire(_ arena: WireArena) -> Pointer<Joinery__ColumnType> {
    let message = arena.make(joinery__column_type__init)
    message.pointee.native = arena.string(native)
    message.pointee.canonical = canonical.wire(arena)
    if let collation {
      message.pointee.has_collation_case = JOINERY__COLUMN_TYPE__HAS_COLLATION_COLLATION
      message.pointee.collation = arena.string(collation)
    }
    return message
  }

  init(_ pointer: Pointer<Joinery__ColumnType>?) throws(FrameError) {
    let message = try required(pointer, "a column's type")
    let hasCollation = message.has_collation_case == JOINERY__COLUMN_TYPE__HAS_COLLATION_COLLATION
    self.init(
      native: text(message.native), canonical: try CanonicalType(message.canonical), collation: hasCollation ? text(message.collation) : nil
    )
  }
}

extension Column {
  func wire(_ arena: WireArena) -> Pointer<Joinery__Column> {
    let message = arena.make(joinery__column__init)
    message.pointee.name = arena.string(name)
    message.pointee.type = type.wire(arena)
    return message
  }

  init(_ pointer: Pointer<Joinery__Column>?) throws(FrameError) {
    let message = try required(pointer, "a column")
    self.init(name: text(message.name), type: try ColumnType(message.type))
  }
}

extension ColumnPair {
  func wire(_ arena: WireArena) -> Pointer<Joinery__ColumnPair> {
    let message = arena.make(joinery__column_pair__init)
    message.pointee.parent = parent.wire(arena)
    message.pointee.child = child.wire(arena)
    return message
  }

  init(_ pointer: Pointer<Joinery__ColumnPair>?) throws(FrameError) {
    let message = try required(pointer, "a pair of columns")
    self.init(parent: try Column(message.parent), child: try Column(message.child))
  }
}

extension TableReference {
  func wire(_ arena: WireArena) -> Pointer<Joinery__TableReference> {
    let message = arena.make(joinery__table_reference__init)
    (message.pointee.n_path, message.pointee.path) = arena.strings(path)
    return message
  }

  init(_ pointer: Pointer<Joinery__TableReference>?) throws(FrameError) {
    let message = try required(pointer, "a table")
    self.init(list(message.n_path, message.path))
  }
}

extension Relation {
  func wire(_ arena: WireArena) -> Pointer<Joinery__Relation> {
    let message = arena.make(joinery__relation__init)
    switch self {
    case .table(let table):
      message.pointee.relation_case = JOINERY__RELATION__RELATION_TABLE
      message.pointee.table = table.wire(arena)
    case .function(let call):
      message.pointee.relation_case = JOINERY__RELATION__RELATION_FUNCTION
      message.pointee.function = call.wire(arena)
    case .nativeQuery(let query):
      message.pointee.relation_case = JOINERY__RELATION__RELATION_NATIVE_QUERY
      message.pointee.native_query = query.wire(arena)
    case .masked(let rows):
      message.pointee.relation_case = JOINERY__RELATION__RELATION_MASKED
      message.pointee.masked = rows.wire(arena)
    }
    return message
  }

  init(_ pointer: Pointer<Joinery__Relation>?) throws(FrameError) {
    let message = try required(pointer, "a relation")
    switch message.relation_case {
    case JOINERY__RELATION__RELATION_TABLE: self = .table(try TableReference(message.table))
    case JOINERY__RELATION__RELATION_FUNCTION: self = .function(try FunctionCall(message.function))
    case JOINERY__RELATION__RELATION_NATIVE_QUERY: self = .nativeQuery(try NativeQuery(message.native_query))
    case JOINERY__RELATION__RELATION_MASKED: self = .masked(try MaskedRows(message.masked))
    default: throw FrameError("a relation of an unknown sort")
    }
  }
}
