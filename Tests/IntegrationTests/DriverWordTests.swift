import JSON
import TestSupport
import Testing

/// What a database says of itself is for administrators only.
@Suite(.enabled(if: Kind.missingServers == nil)) struct DriverWordTests {
  @Test(arguments: Kind.allCases) func `other roles are not told what the database said`(_ kind: Kind) throws {
    let engine = try JoineryProcess()
    defer { engine.stop() }
    let configuration = try kind.makeDatabase(in: engine.folder)
    try engine.addSource(
      "db", kind, ["CREATE TABLE secretive (id INT PRIMARY KEY, name VARCHAR(50))"], tables: ["secretive"], configuration: configuration)
    for (operation, permission) in [
      ("select", ["columns": "*", "filter": [:]]), ("insert", ["columns": "*", "check": ["id": ["_gt": 0]]]),
      ("update", ["columns": "*", "filter": [:]]), ("delete", ["filter": [:]]),
    ] as [(String, JSON)] {
      try engine.metadata(
        "\(kind.prefix)_create_\(operation)_permission",
        ["source": "db", "table": "secretive", "role": "user", "permission": permission])
    }
    let refused = try engine.answer("mutation { insert_secretive(objects: [{id: -1}]) { affected_rows } }", headers: Self.user)
    #expect(refused["errors"]?[0]?["message"] == "check constraint of an insert/update permission has failed", "\(refused.text)")

    // Another engine takes the table away: this one still shows it.
    let other = try JoineryProcess()
    defer { other.stop() }
    try other.addSource("db", kind, ["DROP TABLE secretive"], configuration: configuration)
    for request in [
      "{ secretive { id } }", "{ secretive_aggregate { aggregate { count } } }",
      "mutation { insert_secretive(objects: [{id: 1}]) { affected_rows } }",
      "mutation { update_secretive(where: {}, _set: {name: \"x\"}) { affected_rows } }",
      "mutation { delete_secretive(where: {}) { returning { id } } }",
    ] {
      let told = try engine.answer(request)
      #expect(told["errors"]?.text.contains("secretive") ?? false, "\(request): \(told.text)")
      guard !request.contains("aggregate") else { continue }
      let error = try engine.answer(request, headers: Self.user)["errors"]?[0]
      #expect(error?["message"] == "database query error", "\(request): \(error?.text ?? "")")
      #expect(error?["extensions"]?["internal"] == nil, "\(request): \(error?.text ?? "")")
    }
  }

  private static let user = ["X-Hasura-Role": "user"]
}
