import CConnectorWire
import JSON

extension MutationResult {
  /// More than any statement affects, and little enough to be added up.
  private static let mostRows: UInt64 = 1 << 48

  func append(to out: inout ByteWriter, _ requestID: UInt32, _ arena: WireArena) {
    let message = arena.make(joinery__mutated__init)
    message.pointee.affected_rows = Int64(affectedRows)
    message.pointee.returning = RowsHead(returning, nil).wire(arena)
    out.appendFrameHead(.mutated, requestID: requestID, header: message, tailLength: returning.tailLength)
    returning.appendTail(to: &out)
  }

  init(_ frame: Frame, _ arena: WireArena) throws(FrameError) {
    let message: Pointer<Joinery__Mutated> = try unpacked(frame.header, in: arena, joinery__mutated__unpack)
    let rows = try required(message.pointee.returning, "the rows of a mutation")
    let affected = message.pointee.affected_rows
    guard affected.magnitude <= Self.mostRows else { throw FrameError("a mutation of \(affected) rows") }
    self.init(affectedRows: Int(affected), returning: try RowChunk(rows, frame.tail))
  }
}

extension RawSQLResult {
  func append(to out: inout ByteWriter, _ requestID: UInt32, _ arena: WireArena) {
    let message = arena.make(joinery__sqlresult__init)
    let values = rows.flatMap { $0 }
    message.pointee.has_rows = (columns != nil).raw
    (message.pointee.n_columns, message.pointee.columns) = arena.strings(columns ?? [])
    message.pointee.row_count = UInt32(rows.count)
    var end: UInt32 = 0
    let ends = values.map { value in
      end += UInt32(value?.utf8.count ?? 0)
      return end
    }
    (message.pointee.n_ends, message.pointee.ends) = arena.integers(ends)
    message.pointee.nulls = arena.data(BitSet(values.map { $0 == nil }).bytes)
    out.appendFrameHead(.sqlResult, requestID: requestID, header: message, tailLength: Int(end))
    for case let value? in values { out.append(contentsOf: value) }
  }

  init(_ frame: Frame, _ arena: WireArena) throws(FrameError) {
    let message: Pointer<Joinery__SQLResult> = try unpacked(frame.header, in: arena, joinery__sqlresult__unpack)
    guard Bool(message.pointee.has_rows) else {
      self.init()
      return
    }
    let columns = list(message.pointee.n_columns, message.pointee.columns)
    let ends = integers(message.pointee.n_ends, message.pointee.ends)
    let nulls = BitSet(message.pointee.nulls)
    let rowCount = Int(message.pointee.row_count)
    guard ends.count == columns.count * rowCount, rowCount <= max(ends.count, 1 << 20) else {
      throw FrameError("malformed header: \(ends.count) values in \(rowCount) rows of \(columns.count) columns")
    }
    var tail = frame.tail
    var last: UInt32 = 0
    var values: [String?] = []
    values.reserveCapacity(ends.count)
    for (index, end) in ends.enumerated() {
      guard end >= last else { throw FrameError("malformed header: the ends of values do not rise") }
      let bytes = try take(Int(end - last), from: &tail)
      values.append(nulls[index] ? nil : String(decoding: bytes, as: UTF8.self))
      last = end
    }
    self.init(
      columns: columns, rows: (0..<rowCount).map { Array(values[($0 * columns.count)..<(($0 + 1) * columns.count)]) })
  }
}

extension ExplainResult {
  func wire(_ arena: WireArena) -> Pointer<Joinery__Explained> {
    let message = arena.make(joinery__explained__init)
    (message.pointee.n_statements, message.pointee.statements) = arena.messages(statements) { statement in
      let wire = arena.make(joinery__explained_statement__init)
      wire.pointee.sql = arena.data(statement.sql)
      (wire.pointee.n_plan, wire.pointee.plan) = arena.array(statement.plan) { arena.data($0) }
      (wire.pointee.n_parameters, wire.pointee.parameters) = arena.messages(statement.parameters) { value in
        let wire = arena.make(joinery__explained_value__init)
        wire.pointee.text = arena.data(value ?? "")
        wire.pointee.is_null = (value == nil).raw
        return wire
      }
      return wire
    }
    return message
  }

  init(_ message: Joinery__Explained) throws(FrameError) {
    let statements = try list(message.n_statements, message.statements) { pointer throws(FrameError) in
      let statement = try required(pointer, "a statement")
      let plan = UnsafeBufferPointer(start: statement.plan, count: statement.n_plan).map { text($0) }
      let values = try list(statement.n_parameters, statement.parameters) { pointer throws(FrameError) -> String? in
        let value = try required(pointer, "a value")
        return Bool(value.is_null) ? nil : text(value.text)
      }
      return Statement(sql: text(statement.sql), plan: plan, parameters: values)
    }
    self.init(statements: statements)
  }
}

extension StoredMetadata {
  func append(to out: inout ByteWriter, _ requestID: UInt32, _ arena: WireArena) {
    let message = arena.make(joinery__stored_metadata__init)
    message.pointee.exists = (metadata != nil).raw
    message.pointee.version = version
    out.appendFrameHead(.metadata, requestID: requestID, header: message, tailLength: metadata?.utf8.count ?? 0)
    if let metadata { out.append(contentsOf: metadata) }
  }

  init(_ frame: Frame, _ arena: WireArena) throws(FrameError) {
    let message: Pointer<Joinery__StoredMetadata> = try unpacked(frame.header, in: arena, joinery__stored_metadata__unpack)
    let text = Bool(message.pointee.exists) ? String(decoding: frame.tail, as: UTF8.self) : nil
    self.init(metadata: text, version: message.pointee.version)
  }
}
