import CConnectorWire

extension Filter {
  func wire(_ arena: WireArena) -> Pointer<Joinery__Filter> {
    let message = arena.make(joinery__filter__init)
    switch self {
    case .and(let filters):
      message.pointee.condition_case = JOINERY__FILTER__CONDITION_AND
      message.pointee.and_ = Self.wire(filters, arena)
    case .or(let filters):
      message.pointee.condition_case = JOINERY__FILTER__CONDITION_OR
      message.pointee.or_ = Self.wire(filters, arena)
    case .not(let filter):
      message.pointee.condition_case = JOINERY__FILTER__CONDITION_NOT
      message.pointee.not_ = filter.wire(arena)
    case .comparison(let operand, let `operator`, let argument):
      let comparison = arena.make(joinery__comparison__init)
      comparison.pointee.operand = operand.wire(arena)
      comparison.pointee.operator_ = arena.string(`operator`)
      comparison.pointee.argument = argument.wire(arena)
      message.pointee.condition_case = JOINERY__FILTER__CONDITION_COMPARISON
      message.pointee.comparison = comparison
    case .isNull(let operand, let isNull):
      let test = arena.make(joinery__null_test__init)
      test.pointee.operand = operand.wire(arena)
      test.pointee.is_null = isNull.raw
      message.pointee.condition_case = JOINERY__FILTER__CONDITION_NULL_TEST
      message.pointee.null_test = test
    case .exists(let relation, let pairs, let filter):
      let exists = arena.make(joinery__exists__init)
      exists.pointee.relation = relation.wire(arena)
      (exists.pointee.n_pairs, exists.pointee.pairs) = arena.messages(pairs) { $0.wire(arena) }
      exists.pointee.filter = filter.wire(arena)
      message.pointee.condition_case = JOINERY__FILTER__CONDITION_EXISTS
      message.pointee.exists = exists
    case .aggregate(let aggregate, let `operator`, let argument):
      let comparison = arena.make(joinery__aggregate_comparison__init)
      comparison.pointee.aggregate = aggregate.wire(arena)
      comparison.pointee.operator_ = arena.string(`operator`)
      comparison.pointee.argument = argument.wire(arena)
      message.pointee.condition_case = JOINERY__FILTER__CONDITION_AGGREGATE
      message.pointee.aggregate = comparison
    case .keys(let lists):
      let keys = arena.make(joinery__key_filter__init)
      (keys.pointee.n_keys, keys.pointee.keys) = arena.messages(lists) { $0.wire(arena) }
      message.pointee.condition_case = JOINERY__FILTER__CONDITION_KEYS
      message.pointee.keys = keys
    case .masked(let masks, let filter):
      let masked = arena.make(joinery__masked_filter__init)
      (masked.pointee.n_masks, masked.pointee.masks) = arena.messages(masks) { $0.wire(arena) }
      masked.pointee.filter = filter.wire(arena)
      message.pointee.condition_case = JOINERY__FILTER__CONDITION_MASKED
      message.pointee.masked = masked
    }
    return message
  }

  private static func wire(_ filters: [Filter], _ arena: WireArena) -> Pointer<Joinery__Filters> {
    let message = arena.make(joinery__filters__init)
    (message.pointee.n_filters, message.pointee.filters) = arena.messages(filters) { $0.wire(arena) }
    return message
  }

  init(_ pointer: Pointer<Joinery__Filter>?) throws(FrameError) {
    let message = try required(pointer, "a filter")
    switch message.condition_case {
    case JOINERY__FILTER__CONDITION_AND: self = .and(try Self.filters(message.and_))
    case JOINERY__FILTER__CONDITION_OR: self = .or(try Self.filters(message.or_))
    case JOINERY__FILTER__CONDITION_NOT: self = .not(try Filter(message.not_))
    case JOINERY__FILTER__CONDITION_COMPARISON:
      let comparison = try required(message.comparison, "a comparison")
      self = .comparison(
        try Operand(comparison.operand), operator: text(comparison.operator_), try Argument(comparison.argument))
    case JOINERY__FILTER__CONDITION_NULL_TEST:
      let test = try required(message.null_test, "a null test")
      self = .isNull(try Operand(test.operand), Bool(test.is_null))
    case JOINERY__FILTER__CONDITION_EXISTS:
      let exists = try required(message.exists, "an exists")
      self = .exists(
        try Relation(exists.relation), try list(exists.n_pairs, exists.pairs, ColumnPair.init), try Filter(exists.filter))
    case JOINERY__FILTER__CONDITION_AGGREGATE:
      let comparison = try required(message.aggregate, "a comparison of an aggregate")
      self = .aggregate(
        try RelatedAggregate(comparison.aggregate), operator: text(comparison.operator_), try Argument(comparison.argument))
    case JOINERY__FILTER__CONDITION_KEYS:
      let keys = try required(message.keys, "a filter by keys")
      self = .keys(try list(keys.n_keys, keys.keys, KeyList.init))
    case JOINERY__FILTER__CONDITION_MASKED:
      let masked = try required(message.masked, "a masked filter")
      self = .masked(try list(masked.n_masks, masked.masks, Mask.init), try Filter(masked.filter))
    default: throw FrameError("a filter of an unknown sort")
    }
  }

  private static func filters(_ pointer: Pointer<Joinery__Filters>?) throws(FrameError) -> [Filter] {
    let message = try required(pointer, "a list of filters")
    return try list(message.n_filters, message.filters, Filter.init)
  }

  static func optional(_ pointer: Pointer<Joinery__Filter>?) throws(FrameError) -> Filter? { pointer == nil ? nil : try Filter(pointer) }
}

extension KeyList {
  func wire(_ arena: WireArena) -> Pointer<Joinery__KeyList> {
    let message = arena.make(joinery__key_list__init)
    message.pointee.key = key.wire(arena)
    message.pointee.slot = UInt32(slot)
    return message
  }

  init(_ pointer: Pointer<Joinery__KeyList>?) throws(FrameError) {
    let message = try required(pointer, "a list of a filter by keys")
    self.init(try LookupKey(message.key), in: Int(message.slot))
  }
}

extension Operand {
  func wire(_ arena: WireArena) -> Pointer<Joinery__Operand> {
    let message = arena.make(joinery__operand__init)
    switch value {
    case .column(let column): message.pointee.column = column.wire(arena)
    case .computed(let call): message.pointee.computed = call.wire(arena)
    }
    message.pointee.cast = cast?.wire(arena)
    return message
  }

  init(_ pointer: Pointer<Joinery__Operand>?) throws(FrameError) {
    let message = try required(pointer, "an operand")
    let value: RowValue =
      message.computed == nil ? .column(try Column(message.column)) : .computed(try ScalarCall(message.computed))
    self.init(value, cast: message.cast == nil ? nil : try ColumnType(message.cast))
  }
}

extension Argument {
  func wire(_ arena: WireArena) -> Pointer<Joinery__Argument> {
    let message = arena.make(joinery__argument__init)
    switch self {
    case .value(let slot, let type):
      message.pointee.argument_case = JOINERY__ARGUMENT__ARGUMENT_VALUE
      message.pointee.value = Self.wire(slot, type, arena)
    case .list(let slot, let type):
      message.pointee.argument_case = JOINERY__ARGUMENT__ARGUMENT_LIST
      message.pointee.list = Self.wire(slot, type, arena)
    case .column(let column, let outer):
      let argument = arena.make(joinery__column_argument__init)
      argument.pointee.column = column.wire(arena)
      argument.pointee.outer = UInt32(outer)
      message.pointee.argument_case = JOINERY__ARGUMENT__ARGUMENT_COLUMN
      message.pointee.column = argument
    }
    return message
  }

  static func wire(_ slot: Slot, _ type: ColumnType, _ arena: WireArena) -> Pointer<Joinery__SlotArgument> {
    let message = arena.make(joinery__slot_argument__init)
    message.pointee.slot = UInt32(slot)
    message.pointee.type = type.wire(arena)
    return message
  }

  init(_ pointer: Pointer<Joinery__Argument>?) throws(FrameError) {
    let message = try required(pointer, "an argument")
    switch message.argument_case {
    case JOINERY__ARGUMENT__ARGUMENT_VALUE:
      let value = try required(message.value, "an argument's slot")
      self = .value(Int(value.slot), try ColumnType(value.type))
    case JOINERY__ARGUMENT__ARGUMENT_LIST:
      let value = try required(message.list, "an argument's slot")
      self = .list(Int(value.slot), try ColumnType(value.type))
    case JOINERY__ARGUMENT__ARGUMENT_COLUMN:
      let column = try required(message.column, "an argument's column")
      self = .column(try Column(column.column), outer: Int(column.outer))
    default: throw FrameError("an argument of an unknown sort")
    }
  }
}

extension RelatedAggregate {
  func wire(_ arena: WireArena) -> Pointer<Joinery__RelatedAggregate> {
    let message = arena.make(joinery__related_aggregate__init)
    message.pointee.relation = relation.wire(arena)
    (message.pointee.n_pairs, message.pointee.pairs) = arena.messages(pairs) { $0.wire(arena) }
    message.pointee.filter = filter?.wire(arena)
    message.pointee.function = arena.string(function)
    (message.pointee.n_columns, message.pointee.columns) = arena.messages(columns) { $0.wire(arena) }
    message.pointee.distinct = distinct.raw
    return message
  }

  init(_ pointer: Pointer<Joinery__RelatedAggregate>?) throws(FrameError) {
    let message = try required(pointer, "an aggregate of related rows")
    self.init(
      relation: try Relation(message.relation), pairs: try list(message.n_pairs, message.pairs, ColumnPair.init),
      filter: try Filter.optional(message.filter), function: text(message.function),
      columns: try list(message.n_columns, message.columns, Column.init), distinct: Bool(message.distinct))
  }
}
