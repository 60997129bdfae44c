import Foundation
import JSON
import TestSupport
import Testing

/// `/v1/graphql/explain` on every kind.
///
/// What it answers stands in `Golden/explain`, with costs and estimates of rows taken out; `GOLDEN=record` in the environment rewrites it.
@Suite(.enabled(if: Kind.missingServers == nil, "needs PostgreSQL and MariaDB"))
struct ExplainTests {
  private static let cases: [(name: String, query: String, variables: JSON)] = [
    ("rows", "query($most: Int!) { orders(where: {id: {_lte: $most}}, order_by: {total: desc}, limit: 2) { id total } }", ["most": 5]),
    ("local-relationship", "{ orders(where: {items: {b: {_eq: \"x\"}}}) { id items { b order { id } } } }", [:]),
    ("aggregate", "{ orders_aggregate { aggregate { count max { total } } nodes { id } } __typename }", [:]),
    (
      "remote-relationship", "{ orders_by_pk(id: 1) { id ordered_by_user { name orders(limit: 1) { id items { part { label } } } } } }", [:]
    ),
    ("subscription", "subscription { orders_by_pk(id: 1) { id } }", [:]),
  ]

  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Golden/explain")

  @Test(arguments: Kind.allCases) func `answers are as expected`(kind: Kind) throws {
    let engine = try OrdersAndUsers.engines[Pair(orders: kind, users: kind == .mysql ? .sqlite : .mysql)]
    // Servers gather statistics when they like, and plan by them.
    let tables = ["orders", "line_items"].map { kind == .mysql ? "ANALYZE TABLE \($0)" : "ANALYZE \($0)" }
    try engine.sql(source: "orders_db", kind, tables)
    for (name, query, variables) in Self.cases {
      let answer = try engine.explain(query, variables: variables)
      #expect(answer.status == 200)
      let lines = try #require(answer.json).lines().joined(separator: "\n") + "\n"
      let file = Self.folder.appendingPathComponent("\(name).\(kind.rawValue).txt")
      if ProcessInfo.processInfo.environment["GOLDEN"] == "record" {
        try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
        try lines.write(to: file, atomically: true, encoding: .utf8)
      }
      #expect(try String(contentsOf: file, encoding: .utf8) == lines, "\(name) on \(kind)")
    }
  }

  @Test func `only administrators may ask`() throws {
    let engine = try JoineryProcess(["--admin-secret", "secret"])
    defer { engine.stop() }
    let asked: JSON = ["query": ["query": "{ __typename }"]]
    let path = "/v1/graphql/explain"
    let secret = ["X-Hasura-Admin-Secret": "secret"]
    #expect(try engine.post(path, asked).json?["code"] == "access-denied")
    let role = try engine.post(path, asked, headers: secret.merging(["X-Hasura-Role": "user"]) { $1 })
    #expect(role.status == 400)
    #expect(role.json == ["error": "restricted access : admin only", "path": "$", "code": "access-denied"])
    #expect(try engine.post(path, asked, headers: secret).json == [["field": "__typename", "sql": nil, "plan": nil]])
  }

  @Test(arguments: [
    (#"{"query": {"query": "mutation { a }"}}"#, "$", "invalid-params"),
    (#"{"query": {"query": "{ orders { nothing } }"}}"#, "$.selectionSet.orders.selectionSet.nothing", "validation-failed"),
    (#"{"query": {"query": "{ orders(limit: -1) { id } }"}}"#, "$.selectionSet.orders.args.limit", "validation-failed"),
    (#"{"query": {"query": "{ orders { id } }"}, "user": {"x-hasura-role": "nobody"}}"#, "$.selectionSet.orders", "validation-failed"),
    (#"{"query": {"query": "{ orders { id } }"}, "user": {"x-hasura-user-id": 1}}"#, "$.user.x-hasura-user-id", "parse-failed"),
    (#"{"query": {"query": "{ orders { id } }"}, "user": []}"#, "$.user", "parse-failed"),
    (#"{"query": {"query": "{ orders { id } }"}, "is_relay": true}"#, "$.is_relay", "not-supported"),
    (#"{"query": {"query": 1}}"#, "$.query.query", "parse-failed"), ("{}", "$", "parse-failed"), ("[]", "$", "parse-failed"),
    ("{", "$", "invalid-json"),
  ])
  func `a wrong request is refused`(body: String, path: String, code: String) throws {
    let engine = try OrdersAndUsers.engines[Pair(orders: .sqlite, users: .sqlite)]
    let answer = try engine.client.send("POST", "/v1/graphql/explain", body: Array(body.utf8))
    #expect(answer.status == 400)
    #expect(answer.json?["code"]?.stringValue == code, "\(answer.text)")
    #expect(answer.json?["path"]?.stringValue == path, "\(answer.text)")
  }
}

extension JoineryProcess {
  /// Asks what an operation would run.
  func explain(_ query: String, variables: JSON = [:], user: JSON = nil) throws -> HTTPAnswer {
    try post("/v1/graphql/explain", ["query": ["query": .string(query), "variables": variables], "user": user])
  }
}

extension JSON {
  /// The members and elements of the value line by line, texts with their line breaks, estimates of the databases taken out.
  fileprivate func lines(_ indentation: String = "") -> [String] {
    switch self {
    case .object(let object):
      object.entries.flatMap { key, value in ["\(indentation)\(key):"] + value.lines(indentation + "  ") }
    case .array(let elements):
      elements.flatMap { element in
        element.stringValue.map { [indentation + Self.withoutEstimates($0)] } ?? [indentation + "-"] + element.lines(indentation + "  ")
      }
    case .string(let text):
      text.split(separator: "\n", omittingEmptySubsequences: false).map { indentation + Self.withoutEstimates(String($0)) }
    default: [indentation + text]
    }
  }

  private static func withoutEstimates(_ line: String) -> String {
    line.replacing(#/ +\(cost=[^)]*\)/#, with: "").replacing(#/ rows=[0-9]+/#, with: "")
  }
}
