import CConnectorWire

extension Parameter {
  func wire(_ arena: WireArena) -> Pointer<Joinery__Parameter> {
    let message = arena.make(joinery__parameter__init)
    switch self {
    case .null: break
    case .text(let text):
      message.pointee.value_case = JOINERY__PARAMETER__VALUE_TEXT
      message.pointee.text = arena.data(text)
    case .list(let texts):
      let list = arena.make(joinery__text_list__init)
      (list.pointee.n_values, list.pointee.values) = arena.array(texts) { arena.data($0 ?? "") }
      list.pointee.nulls = arena.data(BitSet(texts.map { $0 == nil }).bytes)
      message.pointee.value_case = JOINERY__PARAMETER__VALUE_LIST
      message.pointee.list = list
    }
    return message
  }

  init(_ pointer: Pointer<Joinery__Parameter>?) throws(FrameError) {
    let message = try required(pointer, "a parameter")
    switch message.value_case {
    case JOINERY__PARAMETER__VALUE_TEXT: self = .text(ConnectorProtocol.text(message.text))
    case JOINERY__PARAMETER__VALUE_LIST:
      let list = try required(message.list, "a parameter's list")
      let nulls = BitSet(list.nulls)
      let values = UnsafeBufferPointer(start: list.values, count: list.n_values)
      self = .list(values.enumerated().map { nulls[$0.offset] ? nil : ConnectorProtocol.text($0.element) })
    default: self = .null
    }
  }
}

extension KeyColumn {
  func wire(_ arena: WireArena) -> Pointer<Joinery__KeyEnds> {
    let message = arena.make(joinery__key_ends__init)
    (message.pointee.n_ends, message.pointee.ends) = arena.integers(ends)
    return message
  }

  /// Takes the column's bytes from the front of `tail`. The ends must rise: everyone who reads values relies on it.
  init(_ pointer: Pointer<Joinery__KeyEnds>?, from tail: inout UnsafeRawBufferPointer) throws(FrameError) {
    let message = try required(pointer, "a key column")
    let ends = integers(message.n_ends, message.ends)
    var last: UInt32 = 0
    for end in ends {
      guard end >= last else { throw FrameError("malformed header: the ends of a key column do not rise") }
      last = end
    }
    self.init(bytes: [UInt8](try take(Int(last), from: &tail)), ends: ends)
  }
}

/// The first `count` bytes of a tail, which then begins after them.
func take(_ count: Int, from tail: inout UnsafeRawBufferPointer) throws(FrameError) -> UnsafeRawBufferPointer {
  guard count <= tail.count else { throw FrameError("a tail has \(tail.count) bytes where its header promises \(count)") }
  defer { tail = UnsafeRawBufferPointer(rebasing: tail[count...]) }
  return UnsafeRawBufferPointer(rebasing: tail[..<count])
}
