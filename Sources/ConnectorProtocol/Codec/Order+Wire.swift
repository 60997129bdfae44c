import CConnectorWire

extension OrderTerm {
  func wire(_ arena: WireArena) -> Pointer<Joinery__OrderTerm> {
    let message = arena.make(joinery__order_term__init)
    message.pointee.by = by.wire(arena)
    message.pointee.descending = descending.raw
    message.pointee.nulls_first = nullsFirst.raw
    return message
  }

  init(_ pointer: Pointer<Joinery__OrderTerm>?) throws(FrameError) {
    let message = try required(pointer, "an order term")
    self.init(try OrderExpression(message.by), descending: Bool(message.descending), nullsFirst: Bool(message.nulls_first))
  }
}

extension OrderExpression {
  func wire(_ arena: WireArena) -> Pointer<Joinery__OrderExpression> {
    let message = arena.make(joinery__order_expression__init)
    switch self {
    case .column(let column):
      message.pointee.expression_case = JOINERY__ORDER_EXPRESSION__EXPRESSION_COLUMN
      message.pointee.column = column.wire(arena)
    case .computed(let call):
      message.pointee.expression_case = JOINERY__ORDER_EXPRESSION__EXPRESSION_COMPUTED
      message.pointee.computed = call.wire(arena)
    case .related(let relation, let pairs, let filter, let expression):
      let related = arena.make(joinery__related_order__init)
      related.pointee.relation = relation.wire(arena)
      (related.pointee.n_pairs, related.pointee.pairs) = arena.messages(pairs) { $0.wire(arena) }
      related.pointee.filter = filter?.wire(arena)
      related.pointee.by = expression.wire(arena)
      message.pointee.expression_case = JOINERY__ORDER_EXPRESSION__EXPRESSION_RELATED
      message.pointee.related = related
    case .aggregate(let aggregate):
      message.pointee.expression_case = JOINERY__ORDER_EXPRESSION__EXPRESSION_AGGREGATE
      message.pointee.aggregate = aggregate.wire(arena)
    }
    return message
  }

  init(_ pointer: Pointer<Joinery__OrderExpression>?) throws(FrameError) {
    let message = try required(pointer, "an order expression")
    switch message.expression_case {
    case JOINERY__ORDER_EXPRESSION__EXPRESSION_COLUMN: self = .column(try Column(message.column))
    case JOINERY__ORDER_EXPRESSION__EXPRESSION_COMPUTED: self = .computed(try ScalarCall(message.computed))
    case JOINERY__ORDER_EXPRESSION__EXPRESSION_RELATED:
      let related = try required(message.related, "a related order expression")
      self = .related(
        try Relation(related.relation), try list(related.n_pairs, related.pairs, ColumnPair.init),
        filter: try Filter.optional(related.filter), try OrderExpression(related.by))
    case JOINERY__ORDER_EXPRESSION__EXPRESSION_AGGREGATE: self = .aggregate(try RelatedAggregate(message.aggregate))
    default: throw FrameError("an order expression of an unknown sort")
    }
  }
}
