import ConnectorKit
import ConnectorProtocol
import Dispatch
import Glibc
import JSON
import ReferenceConnector
import Testing

private typealias Data = ReferenceData

/// What the kit does for every connector: handshake, errors, cancellation, deadlines, credit.
@Suite struct ServingTests {
  private static let names = Query(selection: Selection(from: Data.author, shape: .rows([Data.field(Data.name)])))

  /// A connector whose one query does what the test says, whatever the query.
  private struct Scripted: Connector {
    let run: @Sendable (Answer, ScriptedSession) throws(ConnectorError) -> Void
    var manifest: Manifest { ReferenceConnector().manifest }
    var capabilities: Capabilities { Capabilities() }

    func open(_ call: OpenCall) throws(ConnectorError) -> any Session { ScriptedSession(run) }
  }

  final class ScriptedSession: Session, CompiledQuery {
    private let script: @Sendable (Answer, ScriptedSession) throws(ConnectorError) -> Void
    nonisolated(unsafe) var isCancelled = false
    nonisolated(unsafe) var compilations = 0
    /// Microseconds that an interruption takes.
    nonisolated(unsafe) var patience: UInt32 = 0

    init(_ script: @escaping @Sendable (Answer, ScriptedSession) throws(ConnectorError) -> Void) { self.script = script }

    func compile(_ query: Query) throws(ConnectorError) -> any CompiledQuery {
      compilations += 1
      return self
    }

    func run(parameters: [Parameter], keys: KeyColumns, context: CallContext, into answer: Answer) throws(ConnectorError) {
      try script(answer, self)
    }

    func describe(_ call: DescribeCall) throws(ConnectorError) -> SourceSchema {
      SourceSchema(tables: (0..<1000).map { TableDescription(name: TableReference(["t\($0)"]), columns: []) })
    }

    func checkHealth() throws(ConnectorError) {}
    func cancel() {
      usleep(patience)
      isCancelled = true
    }
    func close() {}

    func waitForCancellation() throws(ConnectorError) {
      while !isCancelled { usleep(1000) }
      throw ConnectorError(.internal, message: "what the database says when it is interrupted", native: "57014")
    }
  }

  private func connect(
    _ run: @escaping @Sendable (Answer, ScriptedSession) throws(ConnectorError) -> Void
  ) throws -> (ConnectorClient, ClientConnection) {
    let client = try ConnectorClient(inProcess: Scripted(run: run))
    return (client, try client.open(kind: "reference", configuration: "{}"))
  }

  @Test func theWelcomeNamesKindsAndCapabilities() throws {
    let client = try ConnectorClient(inProcess: ReferenceConnector())
    defer { client.close() }
    #expect(client.welcome.version == 1)
    #expect(client.welcome.kinds.first?.name == "reference")
    #expect(client.welcome.kinds.first?.capabilities == ReferenceConnector().capabilities)
    try client.ping()
  }

  @Test func versionsThatDoNotMeetAreNamed() {
    let error = #expect(throws: ConnectorError.self) {
      try ConnectorClient(
        inProcess: ReferenceConnector(arguments: ["--protocol-version", "7"]),
        hello: Hello(versions: 1...2, hostVersion: "0.1", token: "in-process"))
    }
    #expect(error?.code == "version-mismatch")
    #expect(
      error?.message == "joinery 0.1 speaks versions 1 to 2 of the connector protocol, joinery-reference 1.0.0 speaks 7 to 7")
  }

  @Test func aWrongTokenIsRefused() throws {
    let error = #expect(throws: ConnectorError.self) {
      try ConnectorClient(inProcess: ReferenceConnector(), hello: Hello(hostVersion: "0.1", token: "guess"))
    }
    #expect(error?.family == .permission)
  }

  @Test func aConfigurationErrorClosesTheSocket() throws {
    let client = try ConnectorClient(inProcess: ReferenceConnector())
    defer { client.close() }
    let error = #expect(throws: ConnectorError.self) { try client.open(kind: "reference", configuration: "{") }
    #expect(error?.family == .user)
    #expect(error?.code == "invalid-configuration")
  }

  @Test func anErrorEndsTheCallAndNotTheSocket() throws {
    let (client, connection) = try Data.connect()
    defer { client.close() }
    let wrong = Query(selection: Selection(from: .table(TableReference(["none"])), shape: .rows([])))
    let error = #expect(throws: ConnectorError.self) { try connection.query(wrong) }
    #expect(error?.code == "undefined-table")
    #expect(try connection.query(Self.names).statistics.rows == 4)
    let unsupported = #expect(throws: ConnectorError.self) { try connection.runSQL(RawSQLCall(sql: "x")) }
    #expect(unsupported?.family == .unsupported)
    try connection.perform(.health(CallContext()))
  }

  @Test func aMalformedQueryIsAnErrorOfTheCall() throws {
    let (client, connection) = try Data.connect()
    defer { client.close() }
    try connection.send(.query(QueryCall(query: [0xFF, 0xFF]), CallContext(), credit: 0))
    let error = #expect(throws: ConnectorError.self) { try connection.collect() }
    #expect(error?.code == "protocol")
    #expect(try connection.query(Self.names).statistics.rows == 4)
  }

  @Test func aQueryIsCompiledOnceAndTheLeastUsedOneForgotten() throws {
    let (client, connection) = try connect { answer, session throws(ConnectorError) in answer.json.append(session.compilations) }
    defer { client.close() }
    func compilations(_ name: String) throws -> Int? {
      Int(try connection.query(Query(selection: Selection(from: .table(TableReference([name])), shape: .rows([])))).text)
    }
    for _ in 0..<3 { #expect(try compilations("first") == 1) }
    for number in 1...255 { #expect(try compilations("t\(number)") == number + 1) }
    #expect(try compilations("first") == 256)
    #expect(try compilations("one more") == 257)
    #expect(try compilations("first") == 257)
    #expect(try compilations("t1") == 258)
  }

  @Test func aSmallAnswerIsOneFrame() throws {
    let (client, connection) = try Data.connect()
    defer { client.close() }
    let answer = try connection.query(Self.names)
    #expect(answer.chunks.count == 1)
    #expect(answer.statistics == AnswerStatistics(rows: 4))
  }

  @Test func aLargeAnswerComesInChunksAtRowEnds() throws {
    let (client, connection) = try connect { answer, _ throws(ConnectorError) in
      for row in 0..<1000 {
        for _ in 0..<200 { answer.json.append("0123456789") }
        answer.place(use: 4, columnCount: 1)
        var key = String(row)
        key.withUTF8 { answer.key(row % 3 == 0 ? nil : UnsafeRawBufferPointer($0)) }
        answer.json.append("\n")
        try answer.endRow(ordinal: UInt32(row))
      }
    }
    defer { client.close() }
    let answer = try connection.query(Self.names)
    #expect(answer.chunks.count > 10)
    #expect(answer.chunks.allSatisfy { $0.json.count < 140_000 && $0.rowEnds.last.map { Int($0) } == $0.json.count })
    #expect(answer.rows.count == 1000)
    #expect(answer.statistics.rows == 1000)
    let places = answer.places(of: 4)
    #expect(places.enumerated().allSatisfy { row, place in place.offset == row * 2001 + 2000 })
    #expect(places.enumerated().allSatisfy { row, place in place.key == (row % 3 == 0 ? nil : [String(row)]) })
  }

  @Test func whatNoFrameHoldsIsCutOrRefused() throws {
    let (client, connection) = try connect { answer, session throws(ConnectorError) in
      let long = [UInt8](repeating: UInt8(ascii: "7"), count: 70 << 20)
      if session.compilations == 3 { return answer.json.append("1") }
      answer.json.append(contentsOf: long)
      if session.compilations == 1 { try answer.endRow() } else { try answer.endRow(ordinal: 0) }
    }
    defer { client.close() }
    func query(_ name: String, credit: UInt32) throws -> ClientAnswer {
      try connection.query(Query(selection: Selection(from: .table(TableReference([name])), shape: .rows([]))), credit: credit)
    }
    let answer = try query("rows", credit: 1 << 20)
    #expect(answer.chunks.count > 2 && answer.chunks.reduce(0) { $0 + $1.json.count } == 70 << 20 && answer.statistics.rows == 1)
    #expect(#expect(throws: ConnectorError.self) { try query("lookup", credit: 0) }?.code == "answer-too-large")
    #expect(try query("small", credit: 0).text == "1")
  }

  @Test func aDatabaseThatDoesNotAnswerDelaysNoOthersDeadline() throws {
    let client = try ConnectorClient(inProcess: Deaf())
    defer { client.close() }
    let deaf = try client.open(kind: "reference", configuration: "deaf")
    let other = try client.open(kind: "reference", configuration: "")
    try deaf.send(.query(QueryCall(query: Self.names.encoded()), CallContext(deadline: 20), credit: 0))
    usleep(100_000)
    let started = ContinuousClock.now
    let error = #expect(throws: ConnectorError.self) { try other.query(Self.names, context: CallContext(deadline: 20)) }
    #expect(error?.family == .timeout && ContinuousClock.now - started < .seconds(2))
    #expect(#expect(throws: ConnectorError.self) { try deaf.collect() }?.family == .timeout)
  }

  /// A connector of endless queries, whose sessions take three seconds to be interrupted if the configuration says so.
  private struct Deaf: Connector {
    var manifest: Manifest { ReferenceConnector().manifest }
    var capabilities: Capabilities { Capabilities() }

    func open(_ call: OpenCall) throws(ConnectorError) -> any Session {
      let session = ScriptedSession { _, session throws(ConnectorError) in try session.waitForCancellation() }
      session.patience = call.configuration == "deaf" ? 3_000_000 : 0
      return session
    }
  }

  @Test func manyTablesComeInManyFrames() throws {
    let (client, connection) = try connect { _, _ in }
    defer { client.close() }
    #expect(try connection.describe().tables.count == 1000)
  }

  @Test func creditBoundsWhatIsAhead() throws {
    let (client, connection) = try connect { answer, _ throws(ConnectorError) in
      for _ in 0..<64 {
        for _ in 0..<(128 << 10) / 16 { answer.json.append("0123456789abcdef") }
        try answer.endRow()
      }
    }
    defer { client.close() }
    try connection.send(.query(QueryCall(query: Self.names.encoded()), CallContext(), credit: 200 << 10))
    var frames = 0
    // 200 KiB allow two frames of 128 KiB: the second was begun with credit left.
    for _ in 0..<2 {
      guard case .rows(_, nil) = try connection.receive() else { throw unexpectedEnd }
      frames += 1
    }
    try connection.grant(150 << 10)
    let answer = try connection.collect(granting: 1)
    #expect(frames + answer.chunks.count == 65)
    #expect(answer.statistics.rows == 64)
  }

  private var unexpectedEnd: ConnectorError { ConnectorError(.internal, message: "the answer ended too soon") }

  @Test func aCancelledCallEndsAndTheNextOneRuns() throws {
    // Cancelled before the driver has it, a call ends without a word of the driver.
    let isRunning = DispatchSemaphore(value: 0)
    let (client, connection) = try connect { answer, session throws(ConnectorError) in
      if session.isCancelled { return answer.json.append("1") }
      isRunning.signal()
      try session.waitForCancellation()
    }
    defer { client.close() }
    let id = try connection.send(.query(QueryCall(query: Self.names.encoded()), CallContext(), credit: 0))
    isRunning.wait()
    try client.cancel(id)
    let error = #expect(throws: ConnectorError.self) { try connection.collect() }
    #expect(error?.family == .cancelled)
    #expect(error?.native == "57014")
    try client.cancel(id)
    try client.ping()
    #expect(try connection.query(Self.names).text == "1")
  }

  @Test func cancellingWhatWaitsForCreditEndsIt() throws {
    let (client, connection) = try connect { answer, _ throws(ConnectorError) in
      while true {
        for _ in 0..<(128 << 10) / 16 { answer.json.append("0123456789abcdef") }
        try answer.endRow()
      }
    }
    defer { client.close() }
    let id = try connection.send(.query(QueryCall(query: Self.names.encoded()), CallContext(), credit: 1))
    _ = try connection.receive()
    try client.cancel(id)
    let error = #expect(throws: ConnectorError.self) { try connection.collect() }
    #expect(error?.family == .cancelled)
    try connection.perform(.health(CallContext()))
  }

  @Test func aDeadlineIsATimeout() throws {
    let (client, connection) = try connect { _, session throws(ConnectorError) in try session.waitForCancellation() }
    defer { client.close() }
    let error = #expect(throws: ConnectorError.self) { try connection.query(Self.names, context: CallContext(deadline: 30)) }
    #expect(error?.family == .timeout)
    #expect(error?.message == "the call was not done within 30 ms")
    try connection.perform(.health(CallContext(deadline: 1000)))
  }

  @Test func logLinesReachTheHost() throws {
    let (client, connection) = try connect { answer, _ throws(ConnectorError) in
      ConnectorLog.warning("seen", ["a": "b"])
      answer.json.append("1")
    }
    defer { client.close() }
    _ = try connection.query(Self.names)
    try client.ping()
    // Tests of one process share the log: others' lines may be among these.
    _ = client.takeLog()
  }
}
