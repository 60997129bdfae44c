import JSON
import TestSupport
import Testing

/// Mutations of databases and of remote schemas in one request: no transaction holds them together, and errors say what was done.
@Suite(.enabled(if: Kind.missingServers == nil, "needs PostgreSQL and MariaDB")) struct RemoteMutationTests {
  private static func server(_ field: String, refusing: Bool = false) throws -> RemoteGraphQLServer {
    try RemoteGraphQLServer(
      sdl: "type Query { \(field)s: Int } type Mutation { \(field)(n: Int): Int }",
      resolvers: [
        "Mutation.\(field)": { _, arguments in
          if refusing { throw RemoteGraphQLServer.FieldError("no") }
          return arguments["n"] ?? nil
        }
      ])
  }

  @Test func `databases first, then remote schemas in order; an error says what was done before`() throws {
    let engine = try MutationWorld.engine(.sqlite)
    defer { engine.stop() }
    let servers = [try Self.server("first"), try Self.server("second", refusing: true), try Self.server("third")]
    for (index, server) in servers.enumerated() {
      try engine.metadata("add_remote_schema", ["name": .string("r\(index)"), "definition": ["url": .string(server.url)]])
    }
    let fine = try engine.data(
      "mutation { third(n: 3) update_reader(where: {id: {_eq: 7}}, _set: {name: \"S\"}) { affected_rows } first(n: 1) }")
    #expect(fine.text == #"{"third":3,"update_reader":{"affected_rows":1},"first":1}"#)

    // The database refuses: no server hears of it.
    for server in servers { server.forgetRequests() }
    #expect(try engine.refusal(#"mutation { first(n: 1) insert_author_one(object: {name: "Ada"}) { id } }"#) == "constraint-violation")
    #expect(servers.allSatisfy { $0.requests.isEmpty })

    // A server refuses: what came before stays, what would come after is not asked for.
    let refused = try engine.answer(
      #"mutation { update_reader(where: {id: {_eq: 7}}, _set: {name: "T"}) { affected_rows } first(n: 1) second(n: 2) third(n: 3) }"#)
    #expect(refused["errors"]?[0]?["message"] == "no", "\(refused.text)")
    let remarks = refused["errors"]?.arrayValue?.dropFirst().compactMap { $0["message"]?.stringValue } ?? []
    #expect(remarks == ["(already written: first)", "(already written: update_reader)"], "\(refused.text)")
    #expect(servers.map(\.requests.count) == [1, 1, 0])
    #expect(try engine.data("{ reader_by_pk(id: 7) { name } }").text == #"{"reader_by_pk":{"name":"T"}}"#)

    // A server is gone.
    servers[2].stop()
    let gone = try engine.answer("mutation { first(n: 1) third(n: 3) }")
    #expect(
      gone["errors"]?[0]?["message"]?.stringValue?.hasSuffix(#"(already written: first in remote schema "r0")"#) ?? false, "\(gone.text)")
    #expect(servers.map(\.requests.count) == [2, 1, 0])
  }
}
