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
    try prepare()
    try attempt { () throws(FrameSocket.Failure) in try write(answer, isLast: false) }
  }

  /// Sends the last chunk. The call ends just before: whoever has the answer cannot cancel it any more.
  func finish(_ answer: Answer) throws(ConnectorError) {
    try prepare()
    _ = running.end()
    try attempt { () throws(FrameSocket.Failure) in try write(answer, isLast: true) }
  }

  func sendUnframed(_ bytes: [UInt8]) throws(ConnectorError) {
    let result = bytes.withUnsafeBytes { raw in Result { () throws(FrameSocket.Failure) in try socket.write(raw) } }
    try attempt { () throws(FrameSocket.Failure) in try result.get() }
  }

  private func prepare() throws(ConnectorError) {
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

  private func write(_ answer: Answer, isLast: Bool) throws(FrameSocket.Failure) {
    let places = answer.places
    rows += answer.rowCount
    var rowsHead = RowsHead(
      jsonLength: answer.json.count, rowCount: answer.rowCount, ordinals: answer.ordinals, rowEnds: answer.rowEnds, uses: places.heads())
    if isLast { rowsHead.statistics = AnswerStatistics(rows: rows, databaseMicroseconds: answer.databaseMicroseconds) }
    let tailLength = places.keyBytes(reducing: answer.json.count)
    head.removeAll()
    rowsHead.append(to: &head, requestID: requestID, tailLength: tailLength, in: arena)
    if let credit { self.credit = credit - head.count - tailLength }
    let columns = places.columnCount
    try withUnsafeTemporaryAllocation(of: iovec.self, capacity: columns + 2) { parts throws(FrameSocket.Failure) in
      parts[0] = head.withBytes { iovec($0) }
      parts[1] = answer.json.withBytes { iovec($0) }
      var next = 2
      places.forEachColumn { column in
        parts[next] = column.bytes.withBytes { iovec($0) }
        next += 1
      }
      try socket.write(parts)
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
