import CConnectorWire

extension FunctionCall {
  func wire(_ arena: WireArena) -> Pointer<Joinery__SourceFunctionCall> {
    let message = arena.make(joinery__source_function_call__init)
    message.pointee.function = function.wire(arena)
    (message.pointee.n_arguments, message.pointee.arguments) = arena.messages(arguments) { $0.wire(arena) }
    message.pointee.returns_one = (!returnsSet).raw
    return message
  }

  init(_ pointer: Pointer<Joinery__SourceFunctionCall>?) throws(FrameError) {
    let message = try required(pointer, "a function call")
    self.init(
      function: try TableReference(message.function), arguments: try list(message.n_arguments, message.arguments, FunctionArgument.init),
      returnsSet: !Bool(message.returns_one))
  }
}

extension FunctionArgument {
  func wire(_ arena: WireArena) -> Pointer<Joinery__SourceFunctionArgument> {
    let message = arena.make(joinery__source_function_argument__init)
    if let name {
      message.pointee.has_name_case = JOINERY__SOURCE_FUNCTION_ARGUMENT__HAS_NAME_NAME
      message.pointee.name = arena.string(name)
    }
    switch value {
    case .value(let slot, let type):
      message.pointee.value_case = JOINERY__SOURCE_FUNCTION_ARGUMENT__VALUE_SLOT
      message.pointee.slot = Argument.wire(slot, type, arena)
    case .row(let table):
      message.pointee.value_case = JOINERY__SOURCE_FUNCTION_ARGUMENT__VALUE_ROW
      message.pointee.row = table.wire(arena)
    }
    return message
  }

  init(_ pointer: Pointer<Joinery__SourceFunctionArgument>?) throws(FrameError) {
    let message = try required(pointer, "an argument of a function call")
    let isNamed = message.has_name_case == JOINERY__SOURCE_FUNCTION_ARGUMENT__HAS_NAME_NAME
    self.init(try Self.value(message), name: isNamed ? text(message.name) : nil)
  }

  private static func value(_ message: Joinery__SourceFunctionArgument) throws(FrameError) -> Value {
    switch message.value_case {
    case JOINERY__SOURCE_FUNCTION_ARGUMENT__VALUE_SLOT:
      let slot = try required(message.slot, "an argument's slot")
      return .value(Int(slot.slot), try ColumnType(slot.type))
    case JOINERY__SOURCE_FUNCTION_ARGUMENT__VALUE_ROW: return .row(try TableReference(message.row))
    default: throw FrameError("an argument of a function call of an unknown sort")
    }
  }
}

extension ScalarCall {
  func wire(_ arena: WireArena) -> Pointer<Joinery__ScalarCall> {
    let message = arena.make(joinery__scalar_call__init)
    message.pointee.call = call.wire(arena)
    message.pointee.type = type.wire(arena)
    message.pointee.shown = shown?.wire(arena)
    return message
  }

  init(_ pointer: Pointer<Joinery__ScalarCall>?) throws(FrameError) {
    let message = try required(pointer, "a computed value")
    self.init(try FunctionCall(message.call), type: try ColumnType(message.type), shown: try Filter.optional(message.shown))
  }
}

extension RowValue {
  func wire(_ arena: WireArena) -> Pointer<Joinery__RowValue> {
    let message = arena.make(joinery__row_value__init)
    switch self {
    case .column(let column):
      message.pointee.value_case = JOINERY__ROW_VALUE__VALUE_COLUMN
      message.pointee.column = column.wire(arena)
    case .computed(let call):
      message.pointee.value_case = JOINERY__ROW_VALUE__VALUE_COMPUTED
      message.pointee.computed = call.wire(arena)
    }
    return message
  }

  init(_ pointer: Pointer<Joinery__RowValue>?) throws(FrameError) {
    let message = try required(pointer, "a row's value")
    switch message.value_case {
    case JOINERY__ROW_VALUE__VALUE_COLUMN: self = .column(try Column(message.column))
    case JOINERY__ROW_VALUE__VALUE_COMPUTED: self = .computed(try ScalarCall(message.computed))
    default: throw FrameError("a row's value of an unknown sort")
    }
  }
}
