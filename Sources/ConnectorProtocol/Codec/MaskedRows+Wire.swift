import CConnectorWire

extension MaskedRows {
  func wire(_ arena: WireArena) -> Pointer<Joinery__MaskedRows> {
    let message = arena.make(joinery__masked_rows__init)
    message.pointee.relation = relation.wire(arena)
    message.pointee.filter = filter?.wire(arena)
    (message.pointee.n_columns, message.pointee.columns) = arena.messages(columns) { $0.wire(arena) }
    (message.pointee.n_masks, message.pointee.masks) = arena.messages(masks) { $0.wire(arena) }
    return message
  }

  init(_ pointer: Pointer<Joinery__MaskedRows>?) throws(FrameError) {
    let message = try required(pointer, "masked rows")
    self.init(
      try Relation(message.relation), filter: try Filter.optional(message.filter),
      columns: try list(message.n_columns, message.columns, Column.init), masks: try list(message.n_masks, message.masks, Mask.init))
  }
}

extension Mask {
  func wire(_ arena: WireArena) -> Pointer<Joinery__Mask> {
    let message = arena.make(joinery__mask__init)
    message.pointee.column = column.wire(arena)
    message.pointee.shown = shown.wire(arena)
    return message
  }

  init(_ pointer: Pointer<Joinery__Mask>?) throws(FrameError) {
    let message = try required(pointer, "a mask")
    self.init(try Column(message.column), shown: try Filter(message.shown))
  }
}
