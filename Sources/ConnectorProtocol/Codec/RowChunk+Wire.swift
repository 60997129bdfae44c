import CConnectorWire
package import JSON

/// What a data frame says of its tail: a ``RowChunk`` whose bytes are somewhere else.
///
/// The kit sends JSON and key bytes from where they were written, without making a chunk of them.
package struct RowsHead {
  package var jsonLength: Int
  package var rowCount: Int
  package var ordinals: [UInt32]
  package var rowEnds: [UInt32]
  package var uses: [Use]
  /// Given with the last frame of an answer.
  package var statistics: AnswerStatistics?

  /// The places of one remote field; the key bytes of `ends` lie in the tail.
  package struct Use {
    package var use: Int
    package var offsets: [UInt32]
    package var nulls: [UInt8]
    package var ends: [[UInt32]]

    package init(use: Int, offsets: [UInt32], nulls: [UInt8], ends: [[UInt32]]) {
      self.use = use
      self.offsets = offsets
      self.nulls = nulls
      self.ends = ends
    }
  }

  package init(
    jsonLength: Int, rowCount: Int, ordinals: [UInt32] = [], rowEnds: [UInt32] = [], uses: [Use] = []
  ) {
    self.jsonLength = jsonLength
    self.rowCount = rowCount
    self.ordinals = ordinals
    self.rowEnds = rowEnds
    self.uses = uses
  }

  init(_ chunk: RowChunk, _ statistics: AnswerStatistics?) {
    self.init(
      jsonLength: chunk.json.count, rowCount: chunk.rowCount, ordinals: chunk.ordinals, rowEnds: chunk.rowEnds,
      uses: chunk.uses.map { Use(use: $0.use, offsets: $0.offsets, nulls: $0.nulls, ends: $0.keys.map(\.ends)) })
    self.statistics = statistics
  }

  /// Appends prefix and header of a data frame; `tailLength` bytes of tail must follow it on the wire.
  package func append(to out: inout ByteWriter, requestID: UInt32, tailLength: Int, in arena: WireArena) {
    arena.reset()
    let flags = statistics == nil ? 0 : FramePrefix.last
    out.appendFrameHead(.data, requestID: requestID, flags: flags, header: wire(arena), tailLength: tailLength)
  }

  func wire(_ arena: WireArena) -> Pointer<Joinery__Rows> {
    let message = arena.make(joinery__rows__init)
    message.pointee.json_length = UInt32(jsonLength)
    message.pointee.row_count = UInt32(rowCount)
    (message.pointee.n_ordinals, message.pointee.ordinals) = arena.integers(ordinals)
    (message.pointee.n_row_ends, message.pointee.row_ends) = arena.integers(rowEnds)
    (message.pointee.n_uses, message.pointee.uses) = arena.messages(uses) { use in
      let wire = arena.make(joinery__remote_use__init)
      wire.pointee.use = UInt32(use.use)
      (wire.pointee.n_offsets, wire.pointee.offsets) = arena.integers(use.offsets)
      wire.pointee.nulls = arena.data(use.nulls)
      (wire.pointee.n_keys, wire.pointee.keys) = arena.messages(use.ends) { KeyColumn(ends: $0).wire(arena) }
      return wire
    }
    message.pointee.statistics = statistics?.wire(arena)
    return message
  }
}

extension RowChunk {
  /// Appends the bytes that a head of this chunk speaks of.
  func appendTail(to out: inout ByteWriter) {
    out.append(contentsOf: json)
    for use in uses {
      for key in use.keys { out.append(contentsOf: key.bytes) }
    }
  }

  var tailLength: Int {
    uses.reduce(json.count) { total, use in use.keys.reduce(total) { $0 + $1.bytes.count } }
  }

  /// Reads a chunk whose bytes are in `tail`, and checks what everyone who splices relies on: offsets rise and lie inside of the JSON.
  init(_ message: Joinery__Rows, _ whole: UnsafeRawBufferPointer) throws(FrameError) {
    var tail = whole
    let json = try take(Int(message.json_length), from: &tail)
    let rowEnds = integers(message.n_row_ends, message.row_ends)
    try Self.check(rowEnds, in: json.count, "row ends")
    let uses = try list(message.n_uses, message.uses) { pointer throws(FrameError) in
      try RemoteUse(pointer, from: &tail, jsonLength: json.count)
    }
    self.init(
      json: [UInt8](json), rowCount: Int(message.row_count), ordinals: integers(message.n_ordinals, message.ordinals), rowEnds: rowEnds,
      uses: uses)
    guard ordinals.count == rowEnds.count else {
      throw FrameError("malformed header: \(ordinals.count) ordinals for \(rowEnds.count) row ends")
    }
  }

  fileprivate static func check(_ offsets: [UInt32], in length: Int, _ what: StaticString) throws(FrameError) {
    var last: UInt32 = 0
    for offset in offsets {
      guard offset >= last else { throw FrameError("malformed header: \(what) do not rise") }
      last = offset
    }
    guard Int(last) <= length else { throw FrameError("malformed header: \(what) beyond the JSON") }
  }
}

extension RemoteUse {
  fileprivate init(
    _ pointer: Pointer<Joinery__RemoteUse>?, from tail: inout UnsafeRawBufferPointer, jsonLength: Int
  ) throws(FrameError) {
    let message = try required(pointer, "a remote use")
    let offsets = integers(message.n_offsets, message.offsets)
    try RowChunk.check(offsets, in: jsonLength, "the places of a remote use")
    let keys = try list(message.n_keys, message.keys) { pointer throws(FrameError) in try KeyColumn(pointer, from: &tail) }
    let nulls = ConnectorProtocol.bytes(message.nulls)
    guard keys.allSatisfy({ $0.ends.count == offsets.count }), nulls.count == (offsets.count + 7) / 8 else {
      throw FrameError("malformed header: a remote use has \(offsets.count) places and another number of keys or null bits")
    }
    self.init(use: Int(message.use), offsets: offsets, nulls: nulls, keys: keys)
  }
}

extension AnswerStatistics {
  func wire(_ arena: WireArena) -> Pointer<Joinery__Statistics> {
    let message = arena.make(joinery__statistics__init)
    message.pointee.rows = UInt64(max(rows, 0))
    message.pointee.database_microseconds = UInt64(max(databaseMicroseconds, 0))
    return message
  }

  init(_ message: Joinery__Statistics) {
    self.init(rows: Int(clamping: message.rows), databaseMicroseconds: Int(clamping: message.database_microseconds))
  }
}
