import ConnectorProtocol
import Testing

@Suite struct MessageTests {
  private static let context = CallContext(deadline: 1500, trace: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
  private static let call = QueryCall(
    query: Samples.query.encoded(),
    parameters: [.null, .text(""), .text("a\u{0}\u{1F600}"), .list([]), .list(["a", nil, ""]), .list([nil])],
    keys: Samples.keys)

  static let hostMessages: [HostMessage] = [
    .hello(Hello(versions: 1...7, hostVersion: "0.1", token: "t")), .ping, .cancel,
    .open(OpenCall(source: "s", kind: "k", configuration: "{\"a\":\"\u{0}\"}"), token: "secret"),
    .describe(DescribeCall(), CallContext()), .describe(DescribeCall(tables: [], namesOnly: true), context),
    .describe(
      DescribeCall(tables: [TableReference(["a", "b"]), TableReference([])], nativeQueries: Samples.declarations), context),
    .query(call, context, credit: 1 << 20), .query(QueryCall(query: []), CallContext(), credit: 0), .explain(call, context),
    .mutate(MutationCall(mutation: Samples.mutation, parameters: [.text("1")]), context),
    .mutate(MutationCall(mutation: Mutation(operations: [])), CallContext()),
    .rawSQL(RawSQLCall(sql: "x \u{0} y", isReadOnly: true), context),
    .rawSQL(RawSQLCall(sql: "x", isOutsideOfTransaction: true), context), .rawSQL(RawSQLCall(sql: ""), CallContext()),
    .health(context), .begin(CallContext()), .commit(context), .rollback(context), .storeOpen(context), .storeLoad(context),
    .storeSave(metadata: "{}", expecting: -1, context), .credit(.max),
  ]

  static let connectorMessages: [ConnectorMessage] = [
    .welcome(
      Welcome(
        version: 1, name: "n", connectorVersion: "v",
        kinds: [
          Welcome.Kind(
            name: "k",
            capabilities: Capabilities(
              typeSuffix: "_K", scalars: Samples.scalars, maximumKeys: 7, features: Set(Capabilities.Feature.allCases))),
          Welcome.Kind(name: "l", capabilities: Capabilities(maximumKeys: 0)),
        ])),
    .pong, .log(LogLine(.warning, "m\u{0}", fields: [LogLine.Field("a", "b")])), .metrics([Metric("m", .max)]), .goAway, .opened,
    .rows(Samples.chunk, nil), .rows(Samples.chunk, AnswerStatistics(rows: 2, databaseMicroseconds: 9)),
    .rows(RowChunk(), AnswerStatistics()),
    .end(AnswerStatistics(rows: 1)), .error(ConnectorError(.user, message: "")),
    .error(ConnectorError(.conflict, code: "c", message: "m\u{0}", native: "40001", isRetryable: true, detail: "{}")),
    .error(ConnectorError(.internal, message: "x", native: "", detail: "")), .schema(Samples.schema), .schema(SourceSchema()),
    .mutated(MutationResult(affectedRows: 3, returning: Samples.chunk)), .mutated(MutationResult(affectedRows: -1)),
    .sqlResult(RawSQLResult()), .sqlResult(RawSQLResult(columns: [], rows: [])),
    .sqlResult(RawSQLResult(columns: ["a", "b"], rows: [["1", nil], ["", "\u{0}"]])),
    .explained(
      ExplainResult(statements: [
        ExplainResult.Statement(sql: "s", plan: ["a", ""], parameters: ["x", nil, ""]), ExplainResult.Statement(sql: "", plan: []),
      ])),
    .done, .stored(version: .max), .metadata(StoredMetadata(metadata: nil, version: 0)),
    .metadata(StoredMetadata(metadata: "", version: 4)),
  ]

  private func decode<Message>(
    _ bytes: [UInt8], _ body: (Frame) throws(FrameError) -> Message
  ) throws -> (FramePrefix, Message) {
    try bytes.withUnsafeBytes { raw in
      let prefix = try #require(try FramePrefix(parsing: raw))
      #expect(prefix.frameSize == bytes.count)
      return (prefix, try body(Frame(prefix, in: raw)))
    }
  }

  @Test(arguments: hostMessages.indices)
  func hostMessageComesBackAsItWas(_ index: Int) throws {
    let arena = WireArena()
    let message = Self.hostMessages[index]
    let bytes = message.frame(requestID: 0xDEAD_BEEF, in: arena)
    let (prefix, decoded) = try decode(bytes) { frame throws(FrameError) in try HostMessage(decoding: frame, in: arena) }
    #expect(decoded == message)
    #expect(prefix.requestID == 0xDEAD_BEEF)
  }

  @Test(arguments: connectorMessages.indices)
  func connectorMessageComesBackAsItWas(_ index: Int) throws {
    let arena = WireArena()
    let message = Self.connectorMessages[index]
    let bytes = message.frame(requestID: 1, in: arena)
    let (prefix, decoded) = try decode(bytes) { frame throws(FrameError) in try ConnectorMessage(decoding: frame, in: arena) }
    #expect(decoded == message)
    if case .rows(_, let statistics) = message { #expect(prefix.isLast == (statistics != nil)) }
  }

  @Test func everyFrameTypeHasAMessage() throws {
    let arena = WireArena()
    let types = (Self.hostMessages.map { $0.frame(requestID: 0) } + Self.connectorMessages.map { $0.frame(requestID: 0) }).map { $0[8] }
    #expect(Set(types) == Set(FrameType.allCases.map(\.rawValue)))
    let unknown: [UInt8] = [12, 0, 0, 0, 0, 0, 0, 0, 99, 0, 0, 0, 0, 0, 0, 0]
    #expect(try decode(unknown) { frame throws(FrameError) in try HostMessage(decoding: frame, in: arena) }.1 == nil)
    #expect(try decode(unknown) { frame throws(FrameError) in try ConnectorMessage(decoding: frame, in: arena) }.1 == nil)
  }

  @Test func queriesAreEqualIffTheirBytesAre() throws {
    let bytes = Samples.query.encoded()
    #expect(bytes == Samples.query.encoded())
    var other = Samples.query
    other.selection.limit = nil
    #expect(other.encoded() != bytes)
    let decoded = try bytes.withUnsafeBytes { try Query(decoding: $0) }
    #expect(decoded == Samples.query)
  }

  @Test func aNULInANameNeverShortensIt() throws {
    let query = Query(selection: Selection(from: .table(TableReference(["a\u{0}b"])), shape: .rows([])))
    let decoded = try query.encoded().withUnsafeBytes { try Query(decoding: $0) }
    #expect(decoded.selection.from == .table(TableReference(["a b"])))
  }

  /// The host adds them up.
  @Test(arguments: [Int.max, Int.min, 1 << 60]) func numbersOfRowsThatCannotBeAreRefused(rows: Int) throws {
    let arena = WireArena()
    let bytes = ConnectorMessage.mutated(MutationResult(affectedRows: rows)).frame(requestID: 1, in: arena)
    #expect(throws: FrameError.self) {
      try decode(bytes) { frame throws(FrameError) in try ConnectorMessage(decoding: frame, in: arena) }
    }
  }

  /// No bytes crash a decoder: every single-byte change and every cut of every message is decoded or refused.
  @Test func damagedFramesAreRefusedOrRead() {
    let arena = WireArena()
    let frames = Self.hostMessages.map { $0.frame(requestID: 1) } + Self.connectorMessages.map { $0.frame(requestID: 1) }
    for frame in frames {
      for index in stride(from: FramePrefix.size, to: frame.count, by: max(1, frame.count / 300)) {
        for change: UInt8 in [0x01, 0x7F, 0x80, 0xFF] {
          var damaged = frame
          damaged[index] ^= change
          read(damaged, arena)
        }
        var cut = Array(frame[..<index])
        let length = UInt32(cut.count - 4)
        let headerLength = min(UInt32(frame[12]) | UInt32(frame[13]) << 8, length - 12)
        cut.withUnsafeMutableBytes {
          $0.storeBytes(of: length.littleEndian, as: UInt32.self)
          $0.storeBytes(of: headerLength.littleEndian, toByteOffset: 12, as: UInt32.self)
        }
        read(cut, arena)
      }
    }
  }

  private func read(_ bytes: [UInt8], _ arena: WireArena) {
    bytes.withUnsafeBytes { raw in
      guard let prefix = (try? FramePrefix(parsing: raw)) ?? nil, prefix.frameSize == raw.count else { return }
      _ = try? HostMessage(decoding: Frame(prefix, in: raw), in: arena)
      _ = try? ConnectorMessage(decoding: Frame(prefix, in: raw), in: arena)
    }
  }

  @Test func splicePositionsAreCheckedBeforeAnyoneTrustsThem() {
    let wrong: [RowChunk] = [
      RowChunk(json: [1], uses: [RemoteUse(use: 0, offsets: [2], nulls: [0])]),
      RowChunk(json: [1, 2], uses: [RemoteUse(use: 0, offsets: [2, 1], nulls: [0])]),
      RowChunk(json: [1], uses: [RemoteUse(use: 0, offsets: [1], nulls: [])]),
      RowChunk(json: [1], uses: [RemoteUse(use: 0, offsets: [1], nulls: [0], keys: [KeyColumn(bytes: [], ends: [])])]),
      RowChunk(json: [1], ordinals: [0], rowEnds: [2]), RowChunk(json: [1], ordinals: [0], rowEnds: []),
      RowChunk(json: [1], uses: [RemoteUse(use: 0, offsets: [1], nulls: [0], keys: [KeyColumn(bytes: [1], ends: [9])])]),
    ]
    for chunk in wrong {
      let bytes = ConnectorMessage.rows(chunk, nil).frame(requestID: 1)
      #expect(throws: FrameError.self) {
        try decode(bytes) { frame throws(FrameError) in try ConnectorMessage(decoding: frame, in: WireArena()) }
      }
    }
  }
}
