import CConnectorWire

extension Query {
  /// The query as it travels: equal queries have equal bytes, and connectors keep what they compiled by them.
  public func encoded(in arena: WireArena = WireArena()) -> [UInt8] {
    arena.reset()
    return packed(wire(arena))
  }

  /// Reads what ``encoded(in:)`` wrote.
  public init(decoding bytes: UnsafeRawBufferPointer, in arena: WireArena = WireArena()) throws(FrameError) {
    arena.reset()
    let message: Pointer<Joinery__Query> = try unpacked(bytes, in: arena, joinery__query__unpack)
    self.init(
      selection: try Selection(message.pointee.selection),
      keys: try list(message.pointee.n_keys, message.pointee.keys, LookupKey.init),
      numbersAsStrings: Bool(message.pointee.numbers_as_strings))
  }

  private func wire(_ arena: WireArena) -> Pointer<Joinery__Query> {
    let message = arena.make(joinery__query__init)
    message.pointee.selection = selection.wire(arena)
    (message.pointee.n_keys, message.pointee.keys) = arena.messages(keys) { $0.wire(arena) }
    message.pointee.numbers_as_strings = numbersAsStrings.raw
    return message
  }
}

extension LookupKey {
  func wire(_ arena: WireArena) -> Pointer<Joinery__LookupKey> {
    let message = arena.make(joinery__lookup_key__init)
    message.pointee.column = column.wire(arena)
    message.pointee.sent = sent.wire(arena)
    message.pointee.uses_target_collation = usesTargetCollation.raw
    return message
  }

  init(_ pointer: Pointer<Joinery__LookupKey>?) throws(FrameError) {
    let message = try required(pointer, "a lookup key")
    self.init(
      column: try Column(message.column), sent: try CanonicalType(message.sent), usesTargetCollation: Bool(message.uses_target_collation))
  }
}

extension Selection {
  func wire(_ arena: WireArena) -> Pointer<Joinery__Selection> {
    let message = arena.make(joinery__selection__init)
    message.pointee.from = from.wire(arena)
    message.pointee.filter = filter?.wire(arena)
    (message.pointee.n_order, message.pointee.order) = arena.messages(order) { $0.wire(arena) }
    (message.pointee.n_distinct_on, message.pointee.distinct_on) = arena.messages(distinctOn) { $0.wire(arena) }
    message.pointee.limit = raw(limit)
    message.pointee.offset = raw(offset)
    message.pointee.shape = shape.wire(arena)
    return message
  }

  init(_ pointer: Pointer<Joinery__Selection>?) throws(FrameError) {
    let message = try required(pointer, "a selection")
    self.init(
      from: try Relation(message.from), filter: try Filter.optional(message.filter),
      order: try list(message.n_order, message.order, OrderTerm.init),
      distinctOn: try list(message.n_distinct_on, message.distinct_on, Column.init),
      limit: slot(message.limit), offset: slot(message.offset), shape: try Shape(message.shape))
  }
}

extension Shape {
  func wire(_ arena: WireArena) -> Pointer<Joinery__Shape> {
    let message = arena.make(joinery__shape__init)
    switch self {
    case .rows(let fields):
      message.pointee.kind = JOINERY__SHAPE__KIND__ROWS
      (message.pointee.n_fields, message.pointee.fields) = arena.messages(fields) { $0.wire(arena) }
    case .firstRow(let fields):
      message.pointee.kind = JOINERY__SHAPE__KIND__FIRST_ROW
      (message.pointee.n_fields, message.pointee.fields) = arena.messages(fields) { $0.wire(arena) }
    case .aggregate(let fields):
      message.pointee.kind = JOINERY__SHAPE__KIND__AGGREGATE
      (message.pointee.n_aggregates, message.pointee.aggregates) = arena.messages(fields) { $0.wire(arena) }
    }
    return message
  }

  init(_ pointer: Pointer<Joinery__Shape>?) throws(FrameError) {
    let message = try required(pointer, "a shape")
    switch message.kind {
    case JOINERY__SHAPE__KIND__ROWS: self = .rows(try list(message.n_fields, message.fields, Field.init))
    case JOINERY__SHAPE__KIND__FIRST_ROW: self = .firstRow(try list(message.n_fields, message.fields, Field.init))
    case JOINERY__SHAPE__KIND__AGGREGATE: self = .aggregate(try list(message.n_aggregates, message.aggregates, AggregateField.init))
    default: throw FrameError("a shape of an unknown sort")
    }
  }
}

extension Field {
  func wire(_ arena: WireArena) -> Pointer<Joinery__Field> {
    let message = arena.make(joinery__field__init)
    message.pointee.alias = arena.string(alias)
    switch value {
    case .column(let column, let path):
      let value = arena.make(joinery__column_value__init)
      value.pointee.column = column.wire(arena)
      value.pointee.path = raw(path)
      message.pointee.value_case = JOINERY__FIELD__VALUE_COLUMN
      message.pointee.column = value
    case .masked(let mask, let path):
      let value = arena.make(joinery__masked_value__init)
      value.pointee.mask = mask.wire(arena)
      value.pointee.path = raw(path)
      message.pointee.value_case = JOINERY__FIELD__VALUE_MASKED
      message.pointee.masked = value
    case .computed(let call, let path):
      let value = arena.make(joinery__computed_value__init)
      value.pointee.call = call.wire(arena)
      value.pointee.path = raw(path)
      message.pointee.value_case = JOINERY__FIELD__VALUE_COMPUTED
      message.pointee.computed = value
    case .constant(let json):
      message.pointee.value_case = JOINERY__FIELD__VALUE_CONSTANT
      message.pointee.constant = arena.data(json)
    case .related(let pairs, let selection):
      let value = arena.make(joinery__related_rows__init)
      (value.pointee.n_pairs, value.pointee.pairs) = arena.messages(pairs) { $0.wire(arena) }
      value.pointee.selection = selection.wire(arena)
      message.pointee.value_case = JOINERY__FIELD__VALUE_RELATED
      message.pointee.related = value
    case .remote(let use, let keys):
      let value = arena.make(joinery__remote_value__init)
      value.pointee.use = UInt32(use)
      let columns = keys.compactMap { if case .column(let column) = $0 { column } else { nil } }
      if columns.count == keys.count {
        (value.pointee.n_keys, value.pointee.keys) = arena.messages(columns) { $0.wire(arena) }
      } else {
        (value.pointee.n_values, value.pointee.values) = arena.messages(keys) { $0.wire(arena) }
      }
      message.pointee.value_case = JOINERY__FIELD__VALUE_REMOTE
      message.pointee.remote = value
    }
    return message
  }

  init(_ pointer: Pointer<Joinery__Field>?) throws(FrameError) {
    let message = try required(pointer, "a field")
    self.init(text(message.alias), try Self.value(message))
  }

  private static func value(_ message: Joinery__Field) throws(FrameError) -> FieldValue {
    switch message.value_case {
    case JOINERY__FIELD__VALUE_COLUMN:
      let value = try required(message.column, "a field's column")
      return .column(try Column(value.column), path: slot(value.path))
    case JOINERY__FIELD__VALUE_MASKED:
      let value = try required(message.masked, "a field's masked column")
      return .masked(try Mask(value.mask), path: slot(value.path))
    case JOINERY__FIELD__VALUE_COMPUTED:
      let value = try required(message.computed, "a computed field")
      return .computed(try ScalarCall(value.call), path: slot(value.path))
    case JOINERY__FIELD__VALUE_CONSTANT: return .constant(text(message.constant))
    case JOINERY__FIELD__VALUE_RELATED:
      let value = try required(message.related, "a field's rows")
      return .related(try list(value.n_pairs, value.pairs, ColumnPair.init), try Selection(value.selection))
    case JOINERY__FIELD__VALUE_REMOTE:
      let value = try required(message.remote, "a field's remote use")
      let columns = try list(value.n_keys, value.keys, Column.init)
      let values = try list(value.n_values, value.values, RowValue.init)
      return .remote(use: Int(value.use), keys: values.isEmpty ? columns.map(RowValue.column) : values)
    default: throw FrameError("a field of an unknown sort")
    }
  }
}
