import CConnectorWire

extension AggregateField {
  func wire(_ arena: WireArena) -> Pointer<Joinery__AggregateField> {
    let message = arena.make(joinery__aggregate_field__init)
    message.pointee.alias = arena.string(alias)
    switch value {
    case .constant(let json):
      message.pointee.value_case = JOINERY__AGGREGATE_FIELD__VALUE_CONSTANT
      message.pointee.constant = arena.data(json)
    case .summary(let fields):
      let value = arena.make(joinery__summary__init)
      (value.pointee.n_fields, value.pointee.fields) = arena.messages(fields) { $0.wire(arena) }
      message.pointee.value_case = JOINERY__AGGREGATE_FIELD__VALUE_SUMMARY
      message.pointee.summary = value
    case .nodes(let fields, let limit):
      let value = arena.make(joinery__nodes__init)
      (value.pointee.n_fields, value.pointee.fields) = arena.messages(fields) { $0.wire(arena) }
      value.pointee.limit = raw(limit)
      message.pointee.value_case = JOINERY__AGGREGATE_FIELD__VALUE_NODES
      message.pointee.nodes = value
    }
    return message
  }

  init(_ pointer: Pointer<Joinery__AggregateField>?) throws(FrameError) {
    let message = try required(pointer, "an aggregate's field")
    switch message.value_case {
    case JOINERY__AGGREGATE_FIELD__VALUE_CONSTANT: self.init(text(message.alias), .constant(text(message.constant)))
    case JOINERY__AGGREGATE_FIELD__VALUE_SUMMARY:
      let value = try required(message.summary, "an aggregate's summary")
      self.init(text(message.alias), .summary(try list(value.n_fields, value.fields, SummaryField.init)))
    case JOINERY__AGGREGATE_FIELD__VALUE_NODES:
      let value = try required(message.nodes, "an aggregate's rows")
      self.init(text(message.alias), .nodes(try list(value.n_fields, value.fields, Field.init), limit: slot(value.limit)))
    default: throw FrameError("an aggregate's field of an unknown sort")
    }
  }
}

extension SummaryField {
  func wire(_ arena: WireArena) -> Pointer<Joinery__SummaryField> {
    let message = arena.make(joinery__summary_field__init)
    message.pointee.alias = arena.string(alias)
    switch value {
    case .constant(let json):
      message.pointee.value_case = JOINERY__SUMMARY_FIELD__VALUE_CONSTANT
      message.pointee.constant = arena.data(json)
    case .count(let columns, let distinct):
      let value = arena.make(joinery__count__init)
      (value.pointee.n_columns, value.pointee.columns) = arena.messages(columns) { $0.wire(arena) }
      value.pointee.distinct = distinct.raw
      message.pointee.value_case = JOINERY__SUMMARY_FIELD__VALUE_COUNT
      message.pointee.count = value
    case .function(let name, let fields):
      let value = arena.make(joinery__function_call__init)
      value.pointee.name = arena.string(name)
      (value.pointee.n_fields, value.pointee.fields) = arena.messages(fields) { $0.wire(arena) }
      message.pointee.value_case = JOINERY__SUMMARY_FIELD__VALUE_FUNCTION
      message.pointee.function = value
    }
    return message
  }

  init(_ pointer: Pointer<Joinery__SummaryField>?) throws(FrameError) {
    let message = try required(pointer, "a summary's field")
    switch message.value_case {
    case JOINERY__SUMMARY_FIELD__VALUE_CONSTANT: self.init(text(message.alias), .constant(text(message.constant)))
    case JOINERY__SUMMARY_FIELD__VALUE_COUNT:
      let value = try required(message.count, "a count")
      self.init(text(message.alias), .count(try list(value.n_columns, value.columns, Column.init), distinct: Bool(value.distinct)))
    case JOINERY__SUMMARY_FIELD__VALUE_FUNCTION:
      let value = try required(message.function, "an aggregate function")
      self.init(text(message.alias), .function(name: text(value.name), try list(value.n_fields, value.fields, FunctionField.init)))
    default: throw FrameError("a summary's field of an unknown sort")
    }
  }
}

extension FunctionField {
  func wire(_ arena: WireArena) -> Pointer<Joinery__FunctionField> {
    let message = arena.make(joinery__function_field__init)
    message.pointee.alias = arena.string(alias)
    switch value {
    case .constant(let json):
      message.pointee.value_case = JOINERY__FUNCTION_FIELD__VALUE_CONSTANT
      message.pointee.constant = arena.data(json)
    case .column(let column, let result):
      let value = arena.make(joinery__function_column__init)
      value.pointee.column = column.wire(arena)
      value.pointee.result = result.wire(arena)
      message.pointee.value_case = JOINERY__FUNCTION_FIELD__VALUE_COLUMN
      message.pointee.column = value
    case .computed(let call, let result):
      let value = arena.make(joinery__function_computed__init)
      value.pointee.call = call.wire(arena)
      value.pointee.result = result.wire(arena)
      message.pointee.value_case = JOINERY__FUNCTION_FIELD__VALUE_COMPUTED
      message.pointee.computed = value
    }
    return message
  }

  init(_ pointer: Pointer<Joinery__FunctionField>?) throws(FrameError) {
    let message = try required(pointer, "a function's field")
    switch message.value_case {
    case JOINERY__FUNCTION_FIELD__VALUE_CONSTANT: self.init(text(message.alias), .constant(text(message.constant)))
    case JOINERY__FUNCTION_FIELD__VALUE_COLUMN:
      let value = try required(message.column, "a function's column")
      self.init(text(message.alias), .column(try Column(value.column), result: try CanonicalType(value.result)))
    case JOINERY__FUNCTION_FIELD__VALUE_COMPUTED:
      let value = try required(message.computed, "a function's argument")
      self.init(text(message.alias), .computed(try ScalarCall(value.call), result: try CanonicalType(value.result)))
    default: throw FrameError("a function's field of an unknown sort")
    }
  }
}
