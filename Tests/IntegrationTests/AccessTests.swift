import JSON
import TestSupport
import Testing

/// Who gets an answer at all.
@Suite struct AccessTests {
  @Test func `with an admin secret nothing else answers without it`() throws {
    let engine = try JoineryProcess(["--admin-secret", "s3cret"])
    defer { engine.stop() }
    let query: JSON = ["query": "{ __typename }"]
    let export: JSON = ["type": "export_metadata", "args": [:]]
    let closed: [(path: String, body: JSON)] = [
      ("/v1/graphql", query), ("/v1alpha1/graphql", query), ("/v1/metadata", export), ("/v2/query", export), ("/v1/query", export),
    ]
    for (path, body) in closed {
      for headers in [[:], ["X-Hasura-Admin-Secret": "wrong"], ["X-Hasura-Admin-Secret": ""], ["X-Hasura-Role": "admin"]] {
        let answer = try engine.post(path, body, headers: headers)
        #expect(answer.text.contains("access-denied"), "\(path) \(headers): \(answer.status) \(answer.text)")
        #expect(!answer.text.contains("query_root") && !answer.text.contains("version\":3"), "\(path) \(headers): \(answer.text)")
      }
    }
    let byGet = try engine.client.send("GET", "/v1/graphql?query=%7B__typename%7D")
    #expect(byGet.text.contains("access-denied"))
    for path in ["/healthz", "/v1/version"] { #expect(try engine.client.send("GET", path).status == 200) }
    let allowed = try engine.post("/v1/graphql", query, headers: ["X-Hasura-Admin-Secret": "s3cret"])
    #expect(allowed.json == ["data": ["__typename": "query_root"]])
    #expect(try engine.post("/v1/metadata", export, headers: ["x-hasura-admin-secret": "s3cret"]).status == 200)
  }

  @Test func `the secret is in no child's arguments and environment`() throws {
    let engine = try JoineryProcess(["--admin-secret", "s3cret"], environment: ["HASURA_GRAPHQL_UNUSED": "s3cret"])
    defer { engine.stop() }
    #expect(!engine.connectors.isEmpty)
    for (_, process) in engine.connectors {
      #expect(!ProcessTable.arguments(of: process).contains { $0.contains("s3cret") })
      #expect(!ProcessTable.environment(of: process).contains { $0.contains("s3cret") })
    }
  }

  @Test func `a role other than admin sees an empty schema`() throws {
    let engine = try JoineryProcess()
    defer { engine.stop() }
    try engine.addSource("users_db", .sqlite, OrdersAndUsers.users, tables: ["users"])
    let role = ["X-Hasura-Role": "user", "X-Hasura-User-Id": "1"]
    let fields = try engine.data("{ __schema { queryType { fields { name } } } }", headers: role)
    #expect(fields.text == #"{"__schema":{"queryType":{"fields":[{"name":"no_queries_available"}]}}}"#)
    let refused = try engine.answer("{ users { id } }", headers: role)
    #expect(refused["errors"]?[0]?["message"] == "field 'users' not found in type: 'query_root'")
    #expect(refused["errors"]?[0]?["extensions"]?["code"] == "validation-failed")
    #expect(try engine.data("{ users(limit: 1, order_by: {id: asc}) { id } }")["users"] == [["id": 1]])
    // The same text again: what is cached for one role answers no other.
    #expect(try engine.answer("{ users(limit: 1, order_by: {id: asc}) { id } }", headers: role)["data"] == nil)
    let metadata = try engine.post("/v1/metadata", ["type": "export_metadata", "args": [:]], headers: role)
    #expect(metadata.json?["code"] == "access-denied", "\(metadata.text)")
  }
}
