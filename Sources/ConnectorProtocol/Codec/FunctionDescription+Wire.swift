import CConnectorWire

extension FunctionDescription {
  func wire(_ arena: WireArena) -> Pointer<Joinery__FunctionDescription> {
    let message = arena.make(joinery__function_description__init)
    message.pointee.name = name.wire(arena)
    (message.pointee.n_parameters, message.pointee.parameters) = arena.messages(parameters) { $0.wire(arena) }
    message.pointee.result = result.wire(arena)
    message.pointee.returns_set = returnsSet.raw
    message.pointee.volatility = arena.string(volatility.rawValue)
    message.pointee.strict = isStrict.raw
    message.pointee.variadic = isVariadic.raw
    if let comment {
      message.pointee.has_comment_case = JOINERY__FUNCTION_DESCRIPTION__HAS_COMMENT_COMMENT
      message.pointee.comment = arena.data(comment)
    }
    return message
  }

  init(_ pointer: Pointer<Joinery__FunctionDescription>?) throws(FrameError) {
    let message = try required(pointer, "a function")
    let hasComment = message.has_comment_case == JOINERY__FUNCTION_DESCRIPTION__HAS_COMMENT_COMMENT
    // What is not known may write.
    self.init(
      name: try TableReference(message.name), parameters: try list(message.n_parameters, message.parameters, FunctionParameter.init),
      result: try FunctionType(message.result), returnsSet: Bool(message.returns_set),
      volatility: Volatility(rawValue: text(message.volatility)) ?? .volatile, isStrict: Bool(message.strict),
      isVariadic: Bool(message.variadic), comment: hasComment ? text(message.comment) : nil)
  }
}

extension FunctionParameter {
  func wire(_ arena: WireArena) -> Pointer<Joinery__FunctionParameter> {
    let message = arena.make(joinery__function_parameter__init)
    if let name {
      message.pointee.has_name_case = JOINERY__FUNCTION_PARAMETER__HAS_NAME_NAME
      message.pointee.name = arena.string(name)
    }
    message.pointee.type = type.wire(arena)
    message.pointee.has_default = hasDefault.raw
    return message
  }

  init(_ pointer: Pointer<Joinery__FunctionParameter>?) throws(FrameError) {
    let message = try required(pointer, "a function's parameter")
    let isNamed = message.has_name_case == JOINERY__FUNCTION_PARAMETER__HAS_NAME_NAME
    self.init(name: isNamed ? text(message.name) : nil, type: try FunctionType(message.type), hasDefault: Bool(message.has_default))
  }
}

extension FunctionType {
  func wire(_ arena: WireArena) -> Pointer<Joinery__FunctionType> {
    let message = arena.make(joinery__function_type__init)
    message.pointee.name = arena.string(name)
    message.pointee.sort = arena.string(sort.rawValue)
    message.pointee.type = type.wire(arena)
    message.pointee.scalar = arena.string(scalar)
    message.pointee.table = table?.wire(arena)
    return message
  }

  init(_ pointer: Pointer<Joinery__FunctionType>?) throws(FrameError) {
    let message = try required(pointer, "a function's type")
    self.init(
      name: text(message.name), sort: Sort(rawValue: text(message.sort)) ?? .pseudo, type: try ColumnType(message.type),
      scalar: text(message.scalar), table: message.table == nil ? nil : try TableReference(message.table))
  }
}
