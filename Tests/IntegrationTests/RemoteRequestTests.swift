import JSON
import TestSupport
import Testing

/// The requests of the documentation, word for word, and what each of them changes.
@Suite(.enabled(if: Kind.missingServers == nil, "needs PostgreSQL and MariaDB"))
struct RemoteRequestTests {
  private static let sdl = """
    type Query { messages(id: Int!): [Message!]!  posts(id: Int!, likes: IntComparison): [Post!]! }
    type Message { id: Int!  text: String! }
    type Post { id: Int!  likes: Int! }
    input IntComparison { lte: Int  gte: Int }
    """

  private static func server() throws -> RemoteGraphQLServer {
    try RemoteGraphQLServer(
      sdl: sdl,
      resolvers: [
        "Query.messages": { _, arguments in [["id": arguments["id"] ?? nil, "text": .string("to \(arguments["id"]?.int ?? 0)")]] },
        "Query.posts": { _, arguments in
          let most = arguments["likes"]?["lte"]?.int ?? .max
          let least = arguments["likes"]?["gte"]?.int ?? .min
          let posts = [(1, 10), (2, 1000), (3, 1001)].filter { (least...most).contains($0.1) }
          return .array(posts.map { ["id": .number(JSONNumber($0.0)), "likes": .number(JSONNumber($0.1))] })
        },
      ])
  }

  @Test func `create, update, delete`() throws {
    let server = try Self.server()
    defer { server.stop() }
    let engine = try JoineryProcess()
    defer { engine.stop() }
    let users = ["CREATE TABLE users (id INT PRIMARY KEY, name TEXT)", "INSERT INTO users VALUES (1, 'Ada'), (2, 'Bob')"]
    try engine.addSource("default", .postgres, users, tables: ["users"])
    try engine.metadata("add_remote_schema", ["name": "my-remote-schema", "definition": ["url": .string(server.url)]])
    let success: JSON = ["message": "success"]
    let created = try engine.metadata(
      "pg_create_remote_relationship",
      [
        "name": "sample_remote_relationship", "table": "users", "hasura_fields": ["id"], "remote_schema": "my-remote-schema",
        "remote_field": ["messages": ["arguments": ["id": "$id"]]],
      ])
    #expect(created == success)
    #expect(
      try engine.data("{ users(order_by: {id: asc}) { id sample_remote_relationship { text } } }").text
        == #"{"users":[{"id":1,"sample_remote_relationship":[{"text":"to 1"}]},{"id":2,"sample_remote_relationship":[{"text":"to 2"}]}]}"#)
    let updated = try engine.metadata(
      "pg_update_remote_relationship",
      [
        "name": "sample_remote_relationship", "table": "users", "hasura_fields": ["id"], "remote_schema": "my-remote-schema",
        "remote_field": ["posts": ["arguments": ["id": "$id", "likes": ["lte": "1000"]]]],
      ])
    #expect(updated == success)
    let posts = "{ users(where: {id: {_eq: 2}}) { sample_remote_relationship { id likes } } }"
    #expect(
      try engine.data(posts).text == #"{"users":[{"sample_remote_relationship":[{"id":1,"likes":10},{"id":2,"likes":1000}]}]}"#)
    let more = "{ users(where: {id: {_eq: 2}}) { sample_remote_relationship(likes: {gte: 11}) { id } } }"
    #expect(try engine.data(more).text == #"{"users":[{"sample_remote_relationship":[{"id":2}]}]}"#)
    let exported = try engine.metadata("export_metadata")["sources"]?[0]?["tables"]?[0]?["remote_relationships"]?[0]
    #expect(exported?["definition"]?["remote_field"] == ["posts": ["arguments": ["id": "$id", "likes": ["lte": "1000"]]]])
    let deleted = try engine.metadata(
      "pg_delete_remote_relationship", ["table": ["name": "users", "schema": "public"], "name": "sample_remote_relationship"])
    #expect(deleted == success)
    let gone = try engine.answer(posts)
    #expect(gone["errors"]?[0]?["extensions"]?["code"] == "validation-failed")
    #expect(gone["errors"]?[0]?["message"] == "field 'sample_remote_relationship' not found in type: 'users'")
  }

  @Test func `computed fields and arrays are join fields`() throws {
    let server = try RemoteGraphQLServer(
      sdl: "type Query { grade(marks: Int!): String  names(ids: [ID!]!): [String!]! }",
      resolvers: [
        "Query.grade": { _, arguments in .string("grade \(arguments["marks"]?.int ?? 0)") },
        "Query.names": { _, arguments in .array((arguments["ids"]?.arrayValue ?? []).map { .string("n" + ($0.stringValue ?? "")) }) },
      ])
    defer { server.stop() }
    let engine = try JoineryProcess()
    defer { engine.stop() }
    let students = [
      "CREATE TABLE students (id INT PRIMARY KEY, physics INT, maths INT, friends INT[])",
      "INSERT INTO students VALUES (1, 40, 50, '{2,3}'), (2, NULL, 1, '{}'), (3, 1, 2, NULL)",
      "CREATE FUNCTION total(s students) RETURNS INT LANGUAGE sql STABLE AS 'SELECT s.physics + s.maths'",
      "CREATE FUNCTION total_less(s students, less INT) RETURNS INT LANGUAGE sql STABLE AS 'SELECT s.physics - less'",
    ]
    try engine.addSource("default", .postgres, students, tables: ["students"])
    try engine.metadata("add_remote_schema", ["name": "grades", "definition": ["url": .string(server.url)]])
    for name in ["total", "total_less"] {
      try engine.metadata("pg_add_computed_field", ["table": "students", "name": .string(name), "definition": ["function": .string(name)]])
    }
    func relationship(_ name: String, _ field: String, _ remote: JSON) -> JSON {
      ["name": .string(name), "table": "students", "hasura_fields": [.string(field)], "remote_schema": "grades", "remote_field": remote]
    }
    try engine.metadata(
      "create_remote_relationship", relationship("grade", "total", ["grade": ["arguments": ["marks": "$total"]]]))
    try engine.metadata(
      "create_remote_relationship", relationship("friend_names", "friends", ["names": ["arguments": ["ids": "$friends"]]]))
    #expect(
      try engine.data("{ students(order_by: {id: asc}) { grade friend_names } }").text
        == #"{"students":[{"grade":"grade 90","friend_names":["n2","n3"]},{"grade":null,"friend_names":[]},{"grade":"grade 3","friend_names":null}]}"#
    )
    let refused = try engine.post(
      "/v1/metadata",
      [
        "type": "create_remote_relationship",
        "args": relationship("less", "total_less", ["grade": ["arguments": ["marks": "$total_less"]]]),
      ])
    #expect(refused.status == 400)
    #expect(refused.json?["error"]?.stringValue?.contains(#"field with name "total_less" is not provided"#) == true)
    let needed = try engine.post(
      "/v1/metadata", ["type": "pg_drop_computed_field", "args": ["table": "students", "name": "total"]])
    #expect(needed.json?["code"] == "dependency-error")
  }
}
