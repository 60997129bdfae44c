import ConnectorProtocol
import Glibc
import JSON

/// Sends the chunks of an answer as data frames, and waits when the host's credit is used up.
final class AnswerWriter: AnswerSink {
  private let socket: FrameSocket
  private let running: RunningCall
  private let arena = WireArena()
  private var head = ByteWriter(capacity: 1024)
  private var requestID: UInt32 = 0
  /// Bytes that may be sent before more credit comes; nil means no limit.
  private var credit: Int?
  private var rows = 0
  /// Set when the socket failed in the midst of an answer: no error can be told to the host any more.
  private(set) var failure: FrameSocket.Failure?

  init(_ socket: FrameSocket, _ running: RunningCall) {
    self.socket = socket
    self.running = running
  }

  /// Begins the answer to a request; a credit of 0 means no limit.
  func begin(_ requestID: UInt32, credit: UInt32) {
    self.requestID = requestID
    self.credit = credit == 0 ? nil : Int(credit)
    rows = 0
  }

  func send(_ answer: Answer) throws(ConnectorError) {
    let start = try prepare(answer)
    try attempt { () throws(FrameSocket.Failure) in try write(answer, from: start, isLast: false) }
  }

  /// Sends the last chunk. The call ends just before: whoever has the answer cannot cancel it any more.
  func finish(_ answer: Answer) throws(ConnectorError) {
    let start = try prepare(answer)
    _ = running.end()
    try attempt { () throws(FrameSocket.Failure) in try write(answer, from: start, isLast: true) }
  }

  func sendUnframed(_ bytes: [UInt8]) throws(ConnectorError) {
    let result = bytes.withUnsafeBytes { raw in Result { () throws(FrameSocket.Failure) in try socket.write(raw) } }
    try attempt { () throws(FrameSocket.Failure) in try result.get() }
  }

  /// Waits for credit, and sends what is too long for one frame; returns where the JSON of the chunk's own frame begins.
  private func prepare(_ answer: Answer) throws(ConnectorError) -> Int {
    try awaitCredit()
    try check(answer)
    var start = 0
    while answer.json.count - start > Self.sliceSize, Self.isCuttable(answer) {
      try attempt { () throws(FrameSocket.Failure) in try writeSlice(of: answer, from: start) }
      start += Self.sliceSize
      try awaitCredit()
    }
    return start
  }

  private func awaitCredit() throws(ConnectorError) {
    try attempt { () throws(FrameSocket.Failure) in try waitForCredit() }
    if running.interruption != nil { throw ConnectorError(.cancelled, message: "the answer is not wanted any more") }
  }

  private func attempt(_ body: () throws(FrameSocket.Failure) -> Void) throws(ConnectorError) {
    do throws(FrameSocket.Failure) {
      try body()
    } catch {
      failure = error
      throw ConnectorError(.cancelled, code: "connection-lost", message: "the host has closed the connection")
    }
  }

  /// JSON beyond this is sent in slices where it may be cut.
  private static let sliceSize = 16 << 20

  private static func isCuttable(_ answer: Answer) -> Bool { answer.ordinals.isEmpty && answer.places.columnCount == 0 }

  /// Refuses a chunk that must be one frame and cannot be: the host would give up the whole socket.
  private func check(_ answer: Answer) throws(ConnectorError) {
    // A quarter of the frame is left to the header: rows with their ends, places with theirs.
    let isSmall = answer.places.keyBytes(reducing: answer.json.count) <= Int(FramePrefix.maximumLength) / 4 * 3
    if !isSmall, !Self.isCuttable(answer) {
      throw ConnectorError(.unsupported, code: "answer-too-large", message: "a row of this answer is larger than one frame may be")
    }
  }

  private func write(_ answer: Answer, from start: Int, isLast: Bool) throws(FrameSocket.Failure) {
    let places = answer.places
    rows += answer.rowCount
    var rowsHead = RowsHead(
      jsonLength: answer.json.count - start, rowCount: answer.rowCount, ordinals: answer.ordinals, rowEnds: answer.rowEnds,
      uses: places.heads())
    if isLast { rowsHead.statistics = AnswerStatistics(rows: rows, databaseMicroseconds: answer.databaseMicroseconds) }
    let tailLength = places.keyBytes(reducing: answer.json.count - start)
    head.removeAll()
    rowsHead.append(to: &head, requestID: requestID, tailLength: tailLength, in: arena)
    if let credit { self.credit = credit - head.count - tailLength }
    let columns = places.columnCount
    try withUnsafeTemporaryAllocation(of: iovec.self, capacity: columns + 2) { parts throws(FrameSocket.Failure) in
      parts[0] = head.withBytes { iovec($0) }
      parts[1] = answer.json.withBytes { iovec(UnsafeRawBufferPointer(rebasing: $0[start...])) }
      var next = 2
      places.forEachColumn { column in
        parts[next] = column.bytes.withBytes { iovec($0) }
        next += 1
      }
      try socket.write(parts)
    }
  }

  private func writeSlice(of answer: Answer, from start: Int) throws(FrameSocket.Failure) {
    head.removeAll()
    RowsHead(jsonLength: Self.sliceSize, rowCount: 0).append(to: &head, requestID: requestID, tailLength: Self.sliceSize, in: arena)
    if let credit { self.credit = credit - head.count - Self.sliceSize }
    try head.withBytes { bytes throws(FrameSocket.Failure) in try socket.write(bytes) }
    try answer.json.withBytes { bytes throws(FrameSocket.Failure) in
      try socket.write(UnsafeRawBufferPointer(rebasing: bytes[start..<start + Self.sliceSize]))
    }
  }

  /// Reads credit frames until there is some. Looks at intervals whether the call was cancelled meanwhile.
  private func waitForCredit() throws(FrameSocket.Failure) {
    while let credit, credit <= 0 {
      guard socket.waits(milliseconds: 50) else {
        if running.interruption != nil { return }
        continue
      }
      let message = try socket.read { frame throws(FrameError) in (frame.prefix.requestID, try HostMessage(decoding: frame, in: self.arena))
      }
      guard let message else { throw .closed }
      guard case .credit(let bytes)? = message.1 else {
        throw .malformed(FrameError("a request came before the answer to the last one had ended"))
      }
      if message.0 == requestID { self.credit = credit + Int(bytes) }
    }
  }
}

extension iovec {
  fileprivate init(_ bytes: UnsafeRawBufferPointer) {
    self.init(iov_base: UnsafeMutableRawPointer(mutating: bytes.baseAddress), iov_len: bytes.count)
  }
}
