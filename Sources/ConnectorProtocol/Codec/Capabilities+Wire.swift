import CConnectorWire

extension Capabilities {
  func wire(_ arena: WireArena) -> Pointer<Joinery__Capabilities> {
    let message = arena.make(joinery__capabilities__init)
    message.pointee.type_suffix = arena.string(typeSuffix)
    (message.pointee.n_scalars, message.pointee.scalars) = arena.messages(scalars) { $0.wire(arena) }
    message.pointee.maximum_keys = UInt32(maximumKeys)
    (message.pointee.n_features, message.pointee.features) = arena.strings(features.map(\.rawValue).sorted())
    return message
  }

  init(_ pointer: Pointer<Joinery__Capabilities>?) throws(FrameError) {
    let message = try required(pointer, "the capabilities of a kind")
    self.init(
      typeSuffix: text(message.type_suffix), scalars: try list(message.n_scalars, message.scalars, ScalarType.init),
      maximumKeys: Int(message.maximum_keys), features: Set(list(message.n_features, message.features).compactMap(Feature.init)))
  }
}

extension ScalarType {
  func wire(_ arena: WireArena) -> Pointer<Joinery__ScalarType> {
    let message = arena.make(joinery__scalar_type__init)
    message.pointee.name = arena.string(name)
    message.pointee.canonical = canonical.wire(arena)
    message.pointee.input = arena.string(input.rawValue)
    (message.pointee.n_operators, message.pointee.operators) = arena.messages(operators) { $0.wire(arena) }
    (message.pointee.n_aggregates, message.pointee.aggregates) = arena.messages(aggregates) { $0.wire(arena) }
    message.pointee.orderable = isOrderable.raw
    (message.pointee.n_casts, message.pointee.casts) = arena.messages(casts) { $0.wire(arena) }
    (message.pointee.n_updates, message.pointee.updates) = arena.messages(updates) { $0.wire(arena) }
    return message
  }

  init(_ pointer: Pointer<Joinery__ScalarType>?) throws(FrameError) {
    let message = try required(pointer, "a scalar type")
    self.init(
      name: text(message.name), canonical: try CanonicalType(message.canonical), input: Input(rawValue: text(message.input)) ?? .any,
      operators: try list(message.n_operators, message.operators, ComparisonOperator.init),
      aggregates: try list(message.n_aggregates, message.aggregates, AggregateFunction.init), isOrderable: Bool(message.orderable),
      casts: try list(message.n_casts, message.casts, ScalarCast.init),
      updates: try list(message.n_updates, message.updates, ComparisonOperator.init))
  }
}

extension ScalarCast {
  func wire(_ arena: WireArena) -> Pointer<Joinery__ScalarCast> {
    let message = arena.make(joinery__scalar_cast__init)
    message.pointee.scalar = arena.string(scalar)
    message.pointee.native = arena.string(native)
    return message
  }

  init(_ pointer: Pointer<Joinery__ScalarCast>?) throws(FrameError) {
    let message = try required(pointer, "a cast")
    self.init(to: text(message.scalar), native: text(message.native))
  }
}

extension ComparisonOperator {
  func wire(_ arena: WireArena) -> Pointer<Joinery__ComparisonOperator> {
    let message = arena.make(joinery__comparison_operator__init)
    message.pointee.name = arena.string(name)
    switch argument {
    case .same: break
    case .listOfSame: message.pointee.takes_list = 1
    case .scalar(let scalar), .listOfScalar(let scalar):
      message.pointee.has_scalar_case = JOINERY__COMPARISON_OPERATOR__HAS_SCALAR_SCALAR
      message.pointee.scalar = arena.string(scalar)
      if case .listOfScalar = argument { message.pointee.takes_list = 1 }
    case .object(let object): message.pointee.object = object.wire(arena)
    }
    if let comment {
      message.pointee.has_comment_case = JOINERY__COMPARISON_OPERATOR__HAS_COMMENT_COMMENT
      message.pointee.comment = arena.string(comment)
    }
    return message
  }

  init(_ pointer: Pointer<Joinery__ComparisonOperator>?) throws(FrameError) {
    let message = try required(pointer, "an operator")
    let takesList = Bool(message.takes_list)
    let argument: Argument
    if message.object != nil {
      argument = .object(try ArgumentObject(message.object))
    } else if message.has_scalar_case == JOINERY__COMPARISON_OPERATOR__HAS_SCALAR_SCALAR {
      argument = takesList ? .listOfScalar(text(message.scalar)) : .scalar(text(message.scalar))
    } else {
      argument = takesList ? .listOfSame : .same
    }
    let hasComment = message.has_comment_case == JOINERY__COMPARISON_OPERATOR__HAS_COMMENT_COMMENT
    self.init(text(message.name), argument, comment: hasComment ? text(message.comment) : nil)
  }
}

extension ArgumentObject {
  func wire(_ arena: WireArena) -> Pointer<Joinery__ArgumentObject> {
    let message = arena.make(joinery__argument_object__init)
    message.pointee.name = arena.string(name)
    (message.pointee.n_fields, message.pointee.fields) = arena.messages(fields) { $0.wire(arena) }
    return message
  }

  init(_ pointer: Pointer<Joinery__ArgumentObject>?) throws(FrameError) {
    let message = try required(pointer, "the object of an operator's argument")
    self.init(name: text(message.name), fields: try list(message.n_fields, message.fields, Field.init))
  }
}

extension ArgumentObject.Field {
  func wire(_ arena: WireArena) -> Pointer<Joinery__ArgumentField> {
    let message = arena.make(joinery__argument_field__init)
    message.pointee.name = arena.string(name)
    message.pointee.scalar = arena.string(scalar)
    message.pointee.required = isRequired.raw
    return message
  }

  init(_ pointer: Pointer<Joinery__ArgumentField>?) throws(FrameError) {
    let message = try required(pointer, "a field of an operator's argument")
    self.init(text(message.name), text(message.scalar), isRequired: Bool(message.required))
  }
}

extension AggregateFunction {
  func wire(_ arena: WireArena) -> Pointer<Joinery__AggregateFunction> {
    let message = arena.make(joinery__aggregate_function__init)
    message.pointee.name = arena.string(name)
    message.pointee.result = arena.string(result)
    return message
  }

  init(_ pointer: Pointer<Joinery__AggregateFunction>?) throws(FrameError) {
    let message = try required(pointer, "an aggregate function")
    self.init(text(message.name), result: text(message.result))
  }
}
