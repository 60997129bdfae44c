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
    case .update(let table, let set, let filter, let returning):
      let update = arena.make(joinery__update__init)
      update.pointee.table = table.wire(arena)
      (update.pointee.n_set, update.pointee.set) = arena.messages(set) { $0.wire(arena) }
      update.pointee.filter = filter.wire(arena)
      (update.pointee.n_returning, update.pointee.returning) = arena.messages(returning) { $0.wire(arena) }
      message.pointee.operation_case = JOINERY__OPERATION__OPERATION_UPDATE
      message.pointee.update = update
    case .delete(let table, let filter, let returning):
      let delete = arena.make(joinery__delete__init)
      delete.pointee.table = table.wire(arena)
      delete.pointee.filter = filter.wire(arena)
      (delete.pointee.n_returning, delete.pointee.returning) = arena.messages(returning) { $0.wire(arena) }
      message.pointee.operation_case = JOINERY__OPERATION__OPERATION_DELETE
      message.pointee.delete_ = delete
    }
    return message
  }

  init(_ pointer: Pointer<Joinery__Operation>?) throws(FrameError) {
    let message = try required(pointer, "an operation")
    switch message.operation_case {
    case JOINERY__OPERATION__OPERATION_INSERT: self = .insert(try Mutation.Insert(message.insert))
    case JOINERY__OPERATION__OPERATION_UPDATE:
      let update = try required(message.update, "an update")
      self = .update(
        table: try TableReference(update.table), set: try list(update.n_set, update.set, Mutation.Assignment.init),
        filter: try Filter(update.filter), returning: try list(update.n_returning, update.returning, Field.init))
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
    return message
  }

  init(_ pointer: Pointer<Joinery__Conflict>?) throws(FrameError) {
    let message = try required(pointer, "a conflict")
    let hasConstraint = message.has_constraint_case == JOINERY__CONFLICT__HAS_CONSTRAINT_CONSTRAINT
    self.init(
      constraint: hasConstraint ? text(message.constraint) : nil, columns: list(message.n_columns, message.columns),
      update: try list(message.n_update, message.update, Column.init), filter: try Filter.optional(message.filter))
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
