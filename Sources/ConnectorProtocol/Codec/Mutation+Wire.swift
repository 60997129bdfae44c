import CConnectorWire

extension Mutation {
  /// The mutation as it travels.
  public func encoded(in arena: WireArena = WireArena()) -> [UInt8] {
    arena.reset()
    let message = arena.make(joinery__mutation__init)
    (message.pointee.n_operations, message.pointee.operations) = arena.messages(operations) { $0.wire(arena) }
    message.pointee.numbers_as_strings = numbersAsStrings.raw
    return packed(message)
  }

  /// Reads what ``encoded(in:)`` wrote.
  public init(decoding bytes: UnsafeRawBufferPointer, in arena: WireArena = WireArena()) throws(FrameError) {
    arena.reset()
    let message: Pointer<Joinery__Mutation> = try unpacked(bytes, in: arena, joinery__mutation__unpack)
    self.init(
      operations: try list(message.pointee.n_operations, message.pointee.operations, Operation.init),
      numbersAsStrings: Bool(message.pointee.numbers_as_strings))
  }
}

extension Mutation.Operation {
  func wire(_ arena: WireArena) -> Pointer<Joinery__Operation> {
    let message = arena.make(joinery__operation__init)
    switch self {
    case .insert(let insert):
      message.pointee.operation_case = JOINERY__OPERATION__OPERATION_INSERT
      message.pointee.insert = insert.wire(arena)
    case .update(let update):
      message.pointee.operation_case = JOINERY__OPERATION__OPERATION_UPDATE
      message.pointee.update = update.wire(arena)
    case .delete(let table, let filter, let returning):
      let delete = arena.make(joinery__delete__init)
      delete.pointee.table = table.wire(arena)
      delete.pointee.filter = filter.wire(arena)
      (delete.pointee.n_returning, delete.pointee.returning) = arena.messages(returning) { $0.wire(arena) }
      message.pointee.operation_case = JOINERY__OPERATION__OPERATION_DELETE
      message.pointee.delete_ = delete
    case .written(let rows):
      message.pointee.operation_case = JOINERY__OPERATION__OPERATION_WRITTEN
      message.pointee.written = rows.wire(arena)
    case .call(let selection):
      message.pointee.operation_case = JOINERY__OPERATION__OPERATION_CALL
      message.pointee.call = selection.wire(arena)
    }
    return message
  }

  init(_ pointer: Pointer<Joinery__Operation>?) throws(FrameError) {
    let message = try required(pointer, "an operation")
    switch message.operation_case {
    case JOINERY__OPERATION__OPERATION_INSERT: self = .insert(try Mutation.Insert(message.insert))
    case JOINERY__OPERATION__OPERATION_UPDATE: self = .update(try Mutation.Update(message.update))
    case JOINERY__OPERATION__OPERATION_WRITTEN: self = .written(try Mutation.Written(message.written))
    case JOINERY__OPERATION__OPERATION_CALL: self = .call(try Selection(message.call))
    case JOINERY__OPERATION__OPERATION_DELETE:
      let delete = try required(message.delete_, "a delete")
      self = .delete(
        table: try TableReference(delete.table), filter: try Filter(delete.filter),
        returning: try list(delete.n_returning, delete.returning, Field.init))
    default: throw FrameError("an operation of an unknown sort")
    }
  }
}

extension Mutation.Insert {
  func wire(_ arena: WireArena) -> Pointer<Joinery__Insert> {
    let message = arena.make(joinery__insert__init)
    message.pointee.table = table.wire(arena)
    (message.pointee.n_columns, message.pointee.columns) = arena.messages(columns) { $0.wire(arena) }
    message.pointee.row_count = UInt32(rows.count)
    (message.pointee.n_slots, message.pointee.slots) = arena.integers(rows.flatMap { $0.map { raw($0) } })
    message.pointee.conflict = conflict?.wire(arena)
    (message.pointee.n_returning, message.pointee.returning) = arena.messages(returning) { $0.wire(arena) }
    (message.pointee.n_references, message.pointee.references) = arena.messages(references) { $0.wire(arena) }
    message.pointee.check = check?.wire(arena)
    return message
  }

  init(_ pointer: Pointer<Joinery__Insert>?) throws(FrameError) {
    let message = try required(pointer, "an insert")
    let columns = try list(message.n_columns, message.columns, Column.init)
    let slots = integers(message.n_slots, message.slots)
    let rowCount = Int(message.row_count)
    // Rows of no columns are all default; their number alone must not make a small frame large.
    guard slots.count == rowCount * columns.count, rowCount <= max(slots.count, 1 << 20) else {
      throw FrameError("malformed header: an insert of \(rowCount) rows has \(slots.count) slots for \(columns.count) columns")
    }
    self.init(
      table: try TableReference(message.table), columns: columns,
      rows: (0..<rowCount).map { row in slots[(row * columns.count)..<((row + 1) * columns.count)].map { slot($0) } },
      conflict: message.conflict == nil ? nil : try Mutation.Conflict(message.conflict),
      returning: try list(message.n_returning, message.returning, Field.init),
      references: try list(message.n_references, message.references, Mutation.Reference.init), check: try Filter.optional(message.check))
  }
}

extension Mutation.Reference {
  func wire(_ arena: WireArena) -> Pointer<Joinery__Reference> {
    let message = arena.make(joinery__reference__init)
    message.pointee.column = column.wire(arena)
    message.pointee.operation = UInt32(operation)
    message.pointee.source = source.wire(arena)
    return message
  }

  init(_ pointer: Pointer<Joinery__Reference>?) throws(FrameError) {
    let message = try required(pointer, "a reference")
    self.init(column: try Column(message.column), operation: Int(message.operation), source: try Column(message.source))
  }
}

extension Mutation.Update {
  func wire(_ arena: WireArena) -> Pointer<Joinery__Update> {
    let message = arena.make(joinery__update__init)
    message.pointee.table = table.wire(arena)
    (message.pointee.n_set, message.pointee.set) = arena.messages(set) { $0.wire(arena) }
    message.pointee.filter = filter.wire(arena)
    (message.pointee.n_returning, message.pointee.returning) = arena.messages(returning) { $0.wire(arena) }
    message.pointee.check = check?.wire(arena)
    (message.pointee.n_key, message.pointee.key) = arena.messages(key) { $0.wire(arena) }
    return message
  }

  init(_ pointer: Pointer<Joinery__Update>?) throws(FrameError) {
    let message = try required(pointer, "an update")
    self.init(
      table: try TableReference(message.table), set: try list(message.n_set, message.set, Mutation.Assignment.init),
      filter: try Filter(message.filter), returning: try list(message.n_returning, message.returning, Field.init),
      check: try Filter.optional(message.check), key: try list(message.n_key, message.key, Column.init))
  }
}

extension Mutation.Written {
  func wire(_ arena: WireArena) -> Pointer<Joinery__Written> {
    let message = arena.make(joinery__written__init)
    (message.pointee.n_operations, message.pointee.operations) = arena.integers(operations.map { UInt32($0) })
    message.pointee.table = table.wire(arena)
    (message.pointee.n_returning, message.pointee.returning) = arena.messages(returning) { $0.wire(arena) }
    return message
  }

  init(_ pointer: Pointer<Joinery__Written>?) throws(FrameError) {
    let message = try required(pointer, "written rows")
    self.init(
      operations: integers(message.n_operations, message.operations).map { Int($0) }, table: try TableReference(message.table),
      returning: try list(message.n_returning, message.returning, Field.init))
  }
}

extension Mutation.Conflict {
  func wire(_ arena: WireArena) -> Pointer<Joinery__Conflict> {
    let message = arena.make(joinery__conflict__init)
    if let constraint {
      message.pointee.has_constraint_case = JOINERY__CONFLICT__HAS_CONSTRAINT_CONSTRAINT
      message.pointee.constraint = arena.string(constraint)
    }
    (message.pointee.n_columns, message.pointee.columns) = arena.strings(columns)
    (message.pointee.n_update, message.pointee.update) = arena.messages(update) { $0.wire(arena) }
    message.pointee.filter = filter?.wire(arena)
    (message.pointee.n_presets, message.pointee.presets) = arena.messages(presets) { $0.wire(arena) }
    message.pointee.check = check?.wire(arena)
    return message
  }

  init(_ pointer: Pointer<Joinery__Conflict>?) throws(FrameError) {
    let message = try required(pointer, "a conflict")
    let hasConstraint = message.has_constraint_case == JOINERY__CONFLICT__HAS_CONSTRAINT_CONSTRAINT
    self.init(
      constraint: hasConstraint ? text(message.constraint) : nil, columns: list(message.n_columns, message.columns),
      update: try list(message.n_update, message.update, Column.init), filter: try Filter.optional(message.filter),
      presets: try list(message.n_presets, message.presets, Mutation.Assignment.init), check: try Filter.optional(message.check))
  }
}

extension Mutation.Assignment {
  func wire(_ arena: WireArena) -> Pointer<Joinery__Assignment> {
    let message = arena.make(joinery__assignment__init)
    message.pointee.column = column.wire(arena)
    message.pointee.operator_ = arena.string(`operator`)
    message.pointee.slot = raw(slot)
    return message
  }

  init(_ pointer: Pointer<Joinery__Assignment>?) throws(FrameError) {
    let message = try required(pointer, "an assignment")
    self.init(column: try Column(message.column), operator: text(message.operator_), slot: ConnectorProtocol.slot(message.slot))
  }
}
