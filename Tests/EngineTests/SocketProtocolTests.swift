import Engine
import JSON
import Testing

/// Transcripts: what the client says, and what the server does about it.
@Suite struct SocketProtocolTests {
  private static let initialise = #"{"type":"connection_init","payload":{"headers":{"X-Hasura-Role":"user"}}}"#

  private func ready(_ dialect: SocketDialect) -> SocketProtocol {
    var rules = SocketProtocol(dialect)
    _ = rules.receive(Self.initialise)
    _ = rules.admitted()
    return rules
  }

  private func start(_ id: String, _ dialect: SocketDialect = .current) -> String {
    #"{"type":"\#(dialect == .current ? "subscribe" : "start")","id":"\#(id)","payload":{"query":"{ a }"}}"#
  }

  private func operation(_ actions: [SocketProtocol.Action]) throws -> SocketProtocol.Operation {
    guard case .start(let operation, _)? = actions.first else { throw Mismatch(actions: actions) }
    return operation
  }

  private struct Mismatch: Error {
    let actions: [SocketProtocol.Action]
  }

  @Test func dialectIsTheFirstKnownOneOffered() {
    #expect(SocketDialect.chosen(from: []) == .legacy)
    #expect(SocketDialect.chosen(from: ["graphql-ws"]) == .legacy)
    #expect(SocketDialect.chosen(from: ["x", "graphql-transport-ws", "graphql-ws"]) == .current)
    #expect(SocketDialect.chosen(from: ["x"]) == nil)
  }

  @Test func initialisationIsAcknowledgedOnceAuthenticated() {
    var rules = SocketProtocol(.current)
    #expect(rules.receive(Self.initialise) == [.authenticate(headers: ["x-hasura-role": "user"])])
    #expect(rules.admitted() == [.send(#"{"type":"connection_ack"}"#)])
    #expect(rules.initialisationTimedOut() == [])
    #expect(rules.receive(Self.initialise) == [.close(.tooManyInitialisations)])
    #expect(rules.receive(Self.initialise) == [])
  }

  @Test func secondInitialisationClosesEvenBeforeTheFirstIsAnswered() {
    var rules = SocketProtocol(.current)
    _ = rules.receive(Self.initialise)
    #expect(rules.receive(Self.initialise) == [.close(.tooManyInitialisations)])
    #expect(rules.admitted() == [])
  }

  @Test(arguments: [
    #"{"type":"connection_init"}"#, #"{"type":"connection_init","payload":null}"#, #"{"type":"connection_init","payload":{}}"#,
  ])
  func initialisationNeedsNoPayload(message: String) {
    var rules = SocketProtocol(.current)
    #expect(rules.receive(message) == [.authenticate(headers: [:])])
  }

  @Test func rejectedClientIsClosedOrTold() {
    var rules = SocketProtocol(.current)
    _ = rules.receive(Self.initialise)
    #expect(rules.rejected("no") == [.close(.forbidden("no"))])

    var legacy = SocketProtocol(.legacy)
    _ = legacy.receive(Self.initialise)
    #expect(legacy.rejected("no") == [.send(#"{"type":"connection_error","payload":"no"}"#)])
    #expect(legacy.receive(start("1", .legacy)).count == 2)
    #expect(legacy.receive(Self.initialise) == [.authenticate(headers: ["x-hasura-role": "user"])])
  }

  @Test func silenceIsClosed() {
    for dialect in SocketDialect.allCases {
      var rules = SocketProtocol(dialect)
      #expect(rules.initialisationTimedOut() == [.close(.initialisationTimeout)])
    }
  }

  @Test func queryHasOneResultThenComplete() throws {
    var rules = ready(.current)
    let actions = rules.receive(start("q\u{e9}"))
    let operation = try operation(actions)
    #expect(actions == [.start(operation, GraphQLRequest(query: "{ a }"))])
    #expect(
      rules.answered(operation, Array(#"{"data":1}"#.utf8)) == [.send("{\"type\":\"next\",\"id\":\"q\u{e9}\",\"payload\":{\"data\":1}}")])
    #expect(rules.completed(operation) == [.send("{\"type\":\"complete\",\"id\":\"q\u{e9}\"}")])
    #expect(rules.completed(operation) == [])
    #expect(try self.operation(rules.receive(start("q\u{e9}"))) != operation)
  }

  @Test func legacySaysDataAndStop() throws {
    var rules = ready(.legacy)
    let operation = try operation(rules.receive(start("1", .legacy)))
    #expect(rules.answered(operation, Array("{}".utf8)) == [.send(#"{"type":"data","id":"1","payload":{}}"#)])
    #expect(rules.receive(#"{"type":"stop","id":"1"}"#) == [.stop(operation), .send(#"{"type":"complete","id":"1"}"#)])
    #expect(rules.answered(operation, Array("{}".utf8)) == [])
    #expect(rules.receive(#"{"type":"stop","id":"1"}"#) == [])
    #expect(rules.receive(#"{"type":"connection_terminate"}"#) == [.close(.asked)])
  }

  @Test func completeOfTheClientIsSilent() throws {
    var rules = ready(.current)
    let operation = try operation(rules.receive(start("1")))
    #expect(rules.receive(#"{"type":"complete","id":"1"}"#) == [.stop(operation)])
    #expect(rules.answered(operation, []) == [])
    #expect(rules.receive(#"{"type":"complete","id":"nobody"}"#) == [])
  }

  @Test func lateAnswerOfAnEarlierOperationIsNotThatOfTheNext() throws {
    var rules = ready(.current)
    let first = try operation(rules.receive(start("1")))
    _ = rules.receive(#"{"type":"complete","id":"1"}"#)
    let second = try operation(rules.receive(start("1")))
    #expect(rules.answered(first, Array("1".utf8)) == [])
    #expect(rules.completed(first) == [])
    #expect(rules.completed(second).count == 1)
  }

  @Test func duplicateClosesOrIsRefused() throws {
    var rules = ready(.current)
    _ = rules.receive(start("d"))
    #expect(rules.receive(start("d")) == [.close(.duplicate("d"))])

    var legacy = ready(.legacy)
    let first = try operation(legacy.receive(start("d", .legacy)))
    let refusal = legacy.receive(start("d", .legacy))
    #expect(refusal.count == 1)
    #expect(legacy.completed(first).count == 1)
  }

  @Test func refusalIsAListNowAndAnObjectFormerly() throws {
    let error: JSON = ["message": "m"]
    var rules = ready(.current)
    let operation = try operation(rules.receive(start("e")))
    #expect(rules.refused(operation, [error]) == [.send(#"{"type":"error","id":"e","payload":[{"message":"m"}]}"#)])

    var legacy = ready(.legacy)
    let older = try self.operation(legacy.receive(start("e", .legacy)))
    #expect(
      legacy.refused(older, [error]) == [
        .send(#"{"type":"error","id":"e","payload":{"errors":[{"message":"m"}]}}"#), .send(#"{"type":"complete","id":"e"}"#),
      ])
  }

  @Test func operationBeforeInitialisation() {
    var rules = SocketProtocol(.current)
    #expect(rules.receive(start("1")) == [.close(.unauthorized)])
    var legacy = SocketProtocol(.legacy)
    #expect(legacy.receive(start("1", .legacy)).count == 2)
  }

  @Test func pingIsAnsweredAtAnyTime() {
    var rules = SocketProtocol(.current)
    #expect(rules.receive(#"{"type":"ping"}"#) == [.send(#"{"type":"pong"}"#)])
    #expect(rules.receive(#"{"type":"ping","payload":{"a":[1]}}"#) == [.send(#"{"type":"pong","payload":{"a":[1]}}"#)])
    #expect(rules.receive(#"{"type":"pong"}"#) == [])
    #expect(rules.keepAliveDue() == [])
  }

  @Test func keepAlive() {
    #expect(ready(.current).keepAliveDue() == [.send(#"{"type":"ping"}"#)])
    #expect(ready(.legacy).keepAliveDue() == [.send(#"{"type":"ka"}"#)])
  }

  @Test(arguments: [
    "not json", "{}", "[]", "null", "3", #"{"type":1}"#, #"{"type":"bogus"}"#, #"{"type":"subscribe","payload":{"query":"{a}"}}"#,
    #"{"id":1,"type":"subscribe","payload":{"query":"{a}"}}"#, #"{"id":"","type":"subscribe","payload":{"query":"{a}"}}"#,
    #"{"id":"1","type":"subscribe"}"#, #"{"id":"1","type":"subscribe","payload":null}"#, #"{"id":"1","type":"subscribe","payload":{}}"#,
    #"{"id":"1","type":"subscribe","payload":{"query":1}}"#, #"{"id":"1","type":"subscribe","payload":{"query":"{a}","variables":[1]}}"#,
    #"{"id":"1","type":"next","payload":{"data":{}}}"#, #"{"type":"ping","payload":3}"#, #"{"type":"complete"}"#,
    #"{"id":"1","type":"start","payload":{"query":"{a}"}}"#, #"{"type":"connection_init","payload":"x"}"#,
    #"{"type":"connection_init","payload":{"headers":[]}}"#, #"{"type":"connection_init","payload":{"headers":{"a":1}}}"#,
  ])
  func malformedMessageCloses(message: String) {
    for var rules in [SocketProtocol(.current), ready(.current)] {
      guard case .close(let why)? = rules.receive(message).first else {
        Issue.record("not closed")
        continue
      }
      #expect(why.code == 4400)
    }
  }

  @Test func malformedMessageOfTheOlderProtocolIsToldOf() {
    var rules = ready(.legacy)
    #expect(rules.receive("{}") == [.send(#"{"type":"connection_error","payload":"Message is missing the 'type' property"}"#)])
    #expect(rules.receive(start("1", .legacy)).count == 1)
  }

  @Test func operationsAreBounded() {
    var rules = ready(.current)
    for number in 0..<SocketProtocol.mostOperations { _ = rules.receive(start("\(number)")) }
    guard case .send(let message)? = rules.receive(start("more")).first else {
      Issue.record("not refused")
      return
    }
    #expect(message.hasPrefix(#"{"type":"error","id":"more""#))
  }

  @Test func reasonOfAClosureFitsItsFrame() {
    let why = SocketClose.duplicate(String(repeating: "\u{1F600}", count: 100))
    #expect(why.reason.utf8.count <= 123 && why.reason.utf8.count > 115)
  }
}
