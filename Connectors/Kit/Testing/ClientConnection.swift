package import ConnectorProtocol

/// One data socket of a ``ConnectorClient``: every call of the protocol, blocking.
package final class ClientConnection {
  private let socket: FrameSocket
  private let arena = WireArena()
  private let newID: () -> UInt32
  /// The id of the request sent last, for cancelling it.
  package private(set) var requestID: UInt32 = 0

  init(_ descriptor: Int32, newID: @escaping () -> UInt32) {
    socket = FrameSocket(descriptor)
    self.newID = newID
  }

  func open(_ call: OpenCall, token: String) throws(ConnectorError) {
    try send(.open(call, token: token))
    guard case .opened = try receive() else { throw unexpected("OPEN") }
  }

  /// Sends a request and gives it a new id, which is returned.
  @discardableResult
  package func send(_ message: HostMessage) throws(ConnectorError) -> UInt32 {
    requestID = newID()
    try socket.send(message, requestID)
    return requestID
  }

  /// Allows the answer that flows so many bytes more.
  package func grant(_ credit: UInt32) throws(ConnectorError) { try socket.send(.credit(credit), requestID) }

  /// Waits for the next frame of the answer. Throws the connector's error, also if the frame is of another request.
  package func receive() throws(ConnectorError) -> ConnectorMessage {
    let (id, message) = try socket.receive(arena)
    guard id == requestID else { throw unexpected("request \(requestID), but for request \(id)") }
    return message
  }

  /// Runs a query or lookup and collects its answer.
  package func query(
    _ query: Query, parameters: [Parameter] = [], keys: KeyColumns = KeyColumns(), context: CallContext = CallContext(),
    credit: UInt32 = 0
  ) throws(ConnectorError) -> ClientAnswer {
    try send(.query(QueryCall(query: query.encoded(), parameters: parameters, keys: keys), context, credit: credit))
    return try collect(granting: credit)
  }

  /// Collects the answer to the query sent last; `credit` is granted again with every frame if it is not 0.
  package func collect(granting credit: UInt32 = 0) throws(ConnectorError) -> ClientAnswer {
    var answer = ClientAnswer()
    while true {
      guard case .rows(let chunk, let statistics) = try receive() else { throw unexpected("QUERY") }
      answer.chunks.append(chunk)
      if let statistics {
        answer.statistics = statistics
        return answer
      }
      if credit > 0 { try grant(UInt32(chunk.json.count + 64)) }
    }
  }

  /// Describes tables.
  package func describe(_ call: DescribeCall = DescribeCall()) throws(ConnectorError) -> SourceSchema {
    try send(.describe(call, CallContext()))
    var schema = SourceSchema()
    while true {
      switch try receive() {
      case .schema(let part): schema.append(part)
      case .end: return schema
      default: throw unexpected("DESCRIBE")
      }
    }
  }

  /// Runs a mutation.
  package func mutate(_ call: MutationCall, context: CallContext = CallContext()) throws(ConnectorError) -> [MutationResult] {
    try send(.mutate(call, context))
    var results: [MutationResult] = []
    while true {
      switch try receive() {
      case .mutated(let result): results.append(result)
      case .end: return results
      default: throw unexpected("MUTATE")
      }
    }
  }

  /// Runs SQL text.
  package func runSQL(_ call: RawSQLCall, context: CallContext = CallContext()) throws(ConnectorError) -> RawSQLResult {
    try send(.rawSQL(call, context))
    guard case .sqlResult(let result) = try receive() else { throw unexpected("RAW_SQL") }
    return result
  }

  /// Explains a query.
  package func explain(
    _ query: Query, parameters: [Parameter] = [], keys: KeyColumns = KeyColumns()
  ) throws(ConnectorError) -> ExplainResult {
    try send(.explain(QueryCall(query: query.encoded(), parameters: parameters, keys: keys), CallContext()))
    guard case .explained(let result) = try receive() else { throw unexpected("EXPLAIN") }
    return result
  }

  /// Makes a call that is answered by DONE: health, begin, commit, rollback, store-open.
  package func perform(_ message: HostMessage) throws(ConnectorError) {
    try send(message)
    guard case .done = try receive() else { throw unexpected("a call without result") }
  }

  /// Loads the stored metadata.
  package func loadMetadata() throws(ConnectorError) -> StoredMetadata {
    try send(.storeLoad(CallContext()))
    guard case .metadata(let stored) = try receive() else { throw unexpected("STORE_LOAD") }
    return stored
  }

  /// Saves metadata and returns the new version.
  package func saveMetadata(_ metadata: String, expecting expected: Int64) throws(ConnectorError) -> Int64 {
    try send(.storeSave(metadata: metadata, expecting: expected, CallContext()))
    guard case .stored(let version) = try receive() else { throw unexpected("STORE_SAVE") }
    return version
  }

  /// Closes the socket, which ends the session.
  package func close() { socket.shutDown() }
}

/// The whole answer to a query.
package struct ClientAnswer: Equatable {
  package var chunks: [RowChunk] = []
  package var statistics = AnswerStatistics()

  /// The JSON of all chunks, end to end, with nothing at the places of remote fields.
  package var text: String { String(decoding: chunks.flatMap(\.json), as: UTF8.self) }

  /// Lookup: the JSON of the rows of each ordinal, in their order.
  package var rows: [UInt32: [String]] {
    var rows: [UInt32: [String]] = [:]
    for chunk in chunks {
      var start = 0
      for (ordinal, end) in zip(chunk.ordinals, chunk.rowEnds) {
        rows[ordinal, default: []].append(String(decoding: chunk.json[start..<Int(end)], as: UTF8.self))
        start = Int(end)
      }
    }
    return rows
  }

  /// The places of a remote use: offset in ``text``, and the key's texts, nil if one of them is null.
  package func places(of use: Int) -> [(offset: Int, key: [String]?)] {
    var places: [(offset: Int, key: [String]?)] = []
    var base = 0
    for chunk in chunks {
      for found in chunk.uses where found.use == use {
        for (index, offset) in found.offsets.enumerated() {
          let isNull = found.nulls[index >> 3] >> UInt8(index & 7) & 1 == 1
          places.append((base + Int(offset), isNull ? nil : found.keys.map { $0.text(at: index) }))
        }
      }
      base += chunk.json.count
    }
    return places
  }
}

extension KeyColumn {
  /// The value at an index.
  package func text(at index: Int) -> String {
    let start = index == 0 ? 0 : Int(ends[index - 1])
    return String(decoding: bytes[start..<Int(ends[index])], as: UTF8.self)
  }
}

extension KeyColumns {
  /// Key tuples given one by one, all of the same length.
  package init(tuples: [[String]]) {
    var columns = [KeyColumn](repeating: KeyColumn(), count: tuples.first?.count ?? 0)
    for tuple in tuples {
      for (index, value) in tuple.enumerated() {
        columns[index].bytes += Array(value.utf8)
        columns[index].ends.append(UInt32(columns[index].bytes.count))
      }
    }
    self.init(columns: columns, count: tuples.count)
  }
}
