import JSON
import TestSupport
import Testing

/// What a client sees when a remote server fails, in every way that it can.
@Suite struct RemoteSchemaFaultTests {
  private static func server() throws -> RemoteGraphQLServer {
    try RemoteGraphQLServer(sdl: "type Query { a: Int  b: Int  c: String }", resolvers: ["Query.a": { _, _ in 1 }])
  }

  private static func add(_ server: RemoteGraphQLServer, to joinery: JoineryProcess, timeout: Int = 60) throws {
    try joinery.metadata(
      "add_remote_schema",
      ["name": "remote", "definition": ["url": .string(server.url), "timeout_seconds": .number(JSONNumber(timeout))]])
  }

  /// The first error of an answer without data.
  private static func error(_ joinery: JoineryProcess, _ query: String = "{ a }") throws -> JSON {
    let answer = try joinery.answer(query)
    #expect(answer["data"] == nil || answer["data"] == .null)
    return try #require(answer["errors"]?[0])
  }

  struct Fault: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let behaviour: RemoteGraphQLServer.Behaviour
    let words: String
  }

  private static let faults = [
    Fault(testDescription: "closes", behaviour: .close, words: "HTTP exception occurred while sending the request to"),
    Fault(testDescription: "resets", behaviour: .reset, words: "HTTP exception occurred while sending the request to"),
    Fault(testDescription: "ends within the body", behaviour: .breakOff(reset: false), words: "HTTP exception occurred while sending the"),
    Fault(testDescription: "resets within the body", behaviour: .breakOff(reset: true), words: "HTTP exception occurred while sending the"),
    Fault(testDescription: "no HTTP", behaviour: .bytes(Array("SSH-2.0\r\n\r\n".utf8)), words: "HTTP exception occurred while sending the"),
    Fault(testDescription: "hangs", behaviour: .hang, words: "HTTP exception occurred while sending the request to"),
    Fault(testDescription: "500", behaviour: .raw(status: 500, body: Array("oops".utf8)), words: "answered with status 500"),
    Fault(testDescription: "no JSON", behaviour: .raw(status: 200, body: Array("<html>".utf8)), words: "is not JSON"),
    Fault(testDescription: "cut JSON", behaviour: .raw(status: 200, body: Array("{\"data\":{\"a\":".utf8)), words: "is not JSON"),
    Fault(testDescription: "list", behaviour: .raw(status: 200, body: Array("[]".utf8)), words: "neither \"data\" nor \"errors\""),
    Fault(testDescription: "data of text", behaviour: .raw(status: 200, body: Array("{\"data\":\"x\"}".utf8)), words: "is no object"),
    Fault(testDescription: "errors of text", behaviour: .raw(status: 200, body: Array("{\"errors\":\"x\"}".utf8)), words: "is no list"),
    Fault(testDescription: "huge", behaviour: .huge(bytes: 100 << 20), words: "HTTP exception occurred while sending the request to"),
    Fault(
      testDescription: "redirects", behaviour: .raw(status: 302, headers: ["Location": "http://127.0.0.1:1/"], body: []),
      words: "redirect"),
  ]

  @Test(arguments: faults) func faultsAreErrorsWithCodeAndPath(_ fault: Fault) throws {
    let server = try Self.server()
    let joinery = try JoineryProcess()
    try Self.add(server, to: joinery, timeout: 2)
    server.behave(fault.behaviour)
    let start = ContinuousClock.now
    let error = try Self.error(joinery)
    #expect(ContinuousClock.now - start < .seconds(10))
    #expect(error["message"]?.stringValue?.contains(fault.words) ?? false, "\(error)")
    #expect(error["extensions"]?["code"] == "remote-schema-error")
    #expect(error["extensions"]?["path"] == "$")
    server.behave(.normal)
    #expect(try joinery.data("{ a }") == ["a": 1])
  }

  /// The same faults, where the server is asked for the rows of a table.
  @Test(arguments: faults) func faultsOfJoinsAreErrorsWithCodeAndPath(_ fault: Fault) throws {
    let world = try RemoteWorld(timeout: 2)
    defer { world.stop() }
    try world.relate("person", ["id"], to: "people", ["person": ["arguments": ["id": "$id"]]])
    let query = "{ places(limit: 3) { id person { name } } }"
    let fine = try world.engine.data(query)
    world.people.behave(fault.behaviour)
    let error = try Self.error(world.engine, query)
    #expect(error["message"]?.stringValue?.contains(fault.words) ?? false, "\(error)")
    #expect(error["extensions"]?["code"] == "remote-schema-error")
    #expect(error["extensions"]?["path"] == "$")
    world.people.behave(.normal)
    #expect(try world.engine.data(query) == fine)
  }

  @Test(arguments: [RemoteGraphQLServer.Behaviour.close, .reset])
  func aQueryIsSentAgainOverAnotherConnectionAMutationNever(_ behaviour: RemoteGraphQLServer.Behaviour) throws {
    let server = try RemoteGraphQLServer(
      sdl: "type Query { a: Int }  type Mutation { m: Int }", resolvers: ["Query.a": { _, _ in 1 }, "Mutation.m": { _, _ in 2 }])
    let joinery = try JoineryProcess()
    try Self.add(server, to: joinery)
    server.behave(behaviour)
    _ = try Self.error(joinery)
    #expect(server.requests.count == 2)
    server.forgetRequests()
    _ = try Self.error(joinery, "mutation { m }")
    #expect(server.requests.count == 1)
  }

  @Test func aServerThatIsGoneIsAnErrorUntilItIsBack() throws {
    let server = try Self.server()
    let joinery = try JoineryProcess()
    try Self.add(server, to: joinery)
    #expect(try joinery.data("{ a }") == ["a": 1])
    server.stop()
    let error = try Self.error(joinery)
    #expect(error["message"]?.stringValue?.contains("HTTP exception occurred while sending the request to") ?? false, "\(error)")
    #expect(error["extensions"]?["code"] == "remote-schema-error")
    #expect(error["extensions"]?["path"] == "$")
    #expect(error["extensions"]?["internal"]?["message"]?.stringValue?.contains("Connection refused") ?? false, "\(error)")
    let again = try eventuallyServer(server.port)
    defer { again.stop() }
    #expect(try joinery.data("{ a }") == ["a": 1])
  }

  @Test func aHugeAnswerIsNotKept() throws {
    let server = try Self.server()
    let joinery = try JoineryProcess()
    try Self.add(server, to: joinery)
    _ = try joinery.data("{ a }")
    let before = ProcessTable.residentBytes(of: joinery.processID)
    server.behave(.huge(bytes: 100 << 20))
    for _ in 0..<3 { _ = try Self.error(joinery) }
    #expect(ProcessTable.residentBytes(of: joinery.processID) - before < 64 << 20)
  }

  @Test func errorsOfTheServerArePassedOn() throws {
    let server = try RemoteGraphQLServer(
      sdl: "type Query { a: Int  b: Int }",
      resolvers: ["Query.a": { _, _ in 1 }, "Query.b": { _, _ in throw RemoteGraphQLServer.FieldError("no b", extensions: ["code": "b"]) }])
    let joinery = try JoineryProcess()
    try Self.add(server, to: joinery)
    let answer = try joinery.answer("{ a  other: b }")
    #expect(answer["data"] == .null)
    #expect(answer["errors"]?[0]?["message"] == "no b")
    #expect(answer["errors"]?[0]?["extensions"] == ["code": "b"])
    #expect(answer["errors"]?[0]?["path"] == ["other"])
    let preferring = try JoineryProcess(environment: ["HASURA_GRAPHQL_REMOTE_SCHEMA_PRIORITIZE_DATA": "true"])
    try Self.add(server, to: preferring)
    #expect(try preferring.data("{ a  other: b }") == ["a": 1, "other": nil])
  }

  @Test func aChangedSchemaIsTheServersErrorUntilItIsReloaded() throws {
    let server = try Self.server()
    let joinery = try JoineryProcess()
    try Self.add(server, to: joinery)
    try server.replace(sdl: "type Query { b: Int  d: Int }", resolvers: ["Query.d": { _, _ in 4 }])
    #expect(try Self.error(joinery)["message"]?.stringValue?.contains("Cannot query field") ?? false)
    try joinery.metadata("reload_remote_schema", ["name": "remote"])
    #expect(try joinery.data("{ d }") == ["d": 4])
  }

  @Test func aServerThatIsDownIsInconsistentAndHeals() throws {
    let server = try Self.server()
    let joinery = try JoineryProcess()
    try Self.add(server, to: joinery)
    let port = server.port
    joinery.stop()
    server.stop()
    let again = try JoineryProcess(folder: joinery.folder)
    #expect(try again.data("{ __typename }") == ["__typename": "query_root"])
    let inconsistent = try again.metadata("get_inconsistent_metadata")
    #expect(inconsistent["inconsistent_objects"]?[0]?["name"] == "remote_schema remote")
    let other = try eventuallyServer(port)
    defer { other.stop() }
    #expect(eventually(within: 20) { (try? again.data("{ a }")) == ["a": 1] })
    #expect(try again.metadata("get_inconsistent_metadata")["is_consistent"] == true)
  }

  private func eventuallyServer(_ port: Int) throws -> RemoteGraphQLServer {
    var last: (any Error)?
    for _ in 0..<100 {
      do {
        return try RemoteGraphQLServer(sdl: "type Query { a: Int }", resolvers: ["Query.a": { _, _ in 1 }], port: port)
      } catch {
        last = error
        _ = eventually(within: 0.1) { false }
      }
    }
    return try #require(nil, "\(String(describing: last))")
  }

  @Test func anUnreachableServerCannotBeAdded() throws {
    let joinery = try JoineryProcess()
    let refusal = #expect(throws: JoineryProcess.Refusal.self) {
      try joinery.metadata("add_remote_schema", ["name": "x", "definition": ["url": "http://127.0.0.1:1/graphql"]])
    }
    #expect(refusal?.body["code"] == "remote-schema-error")
    #expect(refusal?.body["path"] == "$.args")
    #expect(try joinery.metadata("export_metadata").objectValue?.keys.contains("remote_schemas") == false)
  }
}
