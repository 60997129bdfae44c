import JSON
import TestSupport
import Testing

/// Remote schemas of a real server behind a real engine.
@Suite struct RemoteSchemaTests {
  private static let sdl = """
    type Query { hello: String  user(id: ID!): User  find(filter: Filter, kind: Kind): [Node!]!  echo(any: Any): Any }
    type Mutation { rename(id: ID!, name: String!): User }
    interface Node { id: ID! }
    type User implements Node { id: ID!  name: String  kind: Kind }
    type Bot implements Node { id: ID!  owner: User }
    union Actor = User | Bot
    enum Kind { HUMAN MACHINE }
    input Filter { ids: [ID!]  limit: Int = 10 }
    scalar Any
    """

  private static func server() throws -> RemoteGraphQLServer {
    try RemoteGraphQLServer(
      sdl: sdl,
      resolvers: [
        "Query.hello": { _, _ in "world" },
        "Query.user": { _, arguments in ["id": arguments["id"] ?? nil, "name": "Ada", "kind": "HUMAN"] },
        "Query.echo": { _, arguments in arguments["any"] ?? nil },
        "Query.find": { _, _ in
          [
            ["__typename": "User", "id": "1", "name": "Ada", "kind": "HUMAN"],
            ["__typename": "Bot", "id": "2", "owner": ["id": "1", "name": "Ada"]],
          ]
        },
        "Mutation.rename": { _, arguments in ["id": arguments["id"] ?? nil, "name": arguments["name"] ?? nil] },
      ])
  }

  private static func add(
    _ server: RemoteGraphQLServer, to joinery: JoineryProcess, _ more: JSONObject = [:], name: String = "people"
  ) throws {
    let definition = JSONObject([(key: "url", value: JSON.string(server.url))] + more.entries)
    try joinery.metadata("add_remote_schema", ["name": .string(name), "definition": .object(definition)])
  }

  @Test func oneRequestAnswersAllFieldsOfAServer() throws {
    let server = try Self.server()
    let joinery = try JoineryProcess()
    try Self.add(server, to: joinery)
    let data = try joinery.data(
      """
      query ($id: ID!, $unused: Boolean = true, $ids: [ID!]) {
        greeting: hello
        one: user(id: $id) { ...who  __typename @include(if: $unused) }
        find(filter: {ids: $ids}, kind: HUMAN) { id  ... on Bot { owner { name } }  ...who }
        echo(any: {a: [1, 2.50], b: "x"})
        local: __typename
      }
      fragment who on User { name  shown: kind }
      """, variables: ["id": "7"])
    let expected = """
      {"greeting":"world","one":{"name":"Ada","shown":"HUMAN","__typename":"User"},\
      "find":[{"id":"1","name":"Ada","shown":"HUMAN"},{"id":"2","owner":{"name":"Ada"}}],\
      "echo":{"a":[1,2.50],"b":"x"},"local":"query_root"}
      """
    #expect(data.text == expected)
    #expect(server.requests.count == 1)
    // An absent variable is left out, and so is one that only a directive used.
    #expect(server.requests.first?.variables == ["id": "7"])
  }

  @Test func mutationsGoThrough() throws {
    let server = try Self.server()
    let joinery = try JoineryProcess()
    try Self.add(server, to: joinery)
    let data = try joinery.data("mutation { a: rename(id: 1, name: \"x\") { name } b: rename(id: 2, name: \"y\") { id } }")
    #expect(data == ["a": ["name": "x"], "b": ["id": "2"]])
    #expect(server.requests.count == 1)
  }

  @Test func subscriptionsAreRefused() throws {
    let server = try RemoteGraphQLServer(sdl: "type Query { a: Int }  type Subscription { a: Int }")
    let joinery = try JoineryProcess()
    try Self.add(server, to: joinery)
    let answer = try joinery.answer("subscription { a }")
    #expect(answer["errors"]?[0]?["message"]?.stringValue?.contains("subscription") ?? false)
    #expect(server.requests.isEmpty)
  }

  @Test func namesAreCustomized() throws {
    let server = try Self.server()
    let joinery = try JoineryProcess()
    try Self.add(
      server, to: joinery,
      [
        "customization": [
          "root_fields_namespace": "people", "type_names": ["prefix": "P_", "mapping": ["Bot": "Robot"]],
          "field_names": [["parent_type": "User", "mapping": ["name": "called"]]],
        ]
      ])
    let data = try joinery.data(
      "query ($f: P_Filter) { p: people { __typename  find(filter: $f) { __typename ... on P_User { called } ... on Robot { id } } } }",
      variables: ["f": ["ids": ["1"]]])
    let expected: JSON = [
      "p": ["__typename": "peopleQuery", "find": [["__typename": "P_User", "called": "Ada"], ["__typename": "Robot", "id": "2"]]]
    ]
    #expect(data.text == expected.text)
    #expect(server.requests.first?.variables == ["f": ["ids": ["1"], "limit": 10]])
    // A condition on the server's own name never holds; one on a name that nobody knows is an error.
    let find = { (type: String) in "{ people { find(filter: {ids: [\"1\"]}) { __typename ... on \(type) { id } } } }" }
    #expect(try joinery.answer(find("Bot"))["errors"] == nil)
    #expect(try joinery.answer(find("Bott"))["errors"]?[0]?["message"]?.stringValue?.hasPrefix("Unknown type \"Bott\".") == true)
  }

  @Test func headersPassAsDeclared() throws {
    let server = try Self.server()
    server.answer(headers: [("Set-Cookie", "a=1"), ("Set-Cookie", "b=2"), ("X-Secret", "s")])
    let joinery = try JoineryProcess(environment: ["REMOTE_TOKEN": "token", "REMOTE_PORT": "\(server.port)"])
    try joinery.metadata(
      "add_remote_schema",
      [
        "name": "people",
        "definition": [
          "url": "http://127.0.0.1:{{REMOTE_PORT}}/graphql", "forward_client_headers": true,
          "headers": [["name": "X-Token", "value_from_env": "REMOTE_TOKEN"], ["name": "X-Fixed", "value": "fixed"]],
        ],
      ])
    let answer = try joinery.post(
      "/v1/graphql", ["query": "{ hello }"],
      headers: ["X-Mine": "mine", "X-Fixed": "client", "X-Hasura-User-Id": "5", "Cookie": "c=1", "Accept-Language": "de"])
    let request = try #require(server.requests.first)
    #expect(request.header("x-token") == "token")
    #expect(request.header("x-fixed") == "fixed")
    #expect(request.header("x-mine") == "mine")
    #expect(request.header("cookie") == "c=1")
    #expect(request.header("x-hasura-user-id") == "5")
    #expect(request.header("x-hasura-role") == "admin")
    #expect(request.header("accept-language") == nil)
    #expect(answer.cookies == ["a=1", "b=2"])
    #expect(answer.headers["x-secret"] == nil)
  }

  @Test func clientHeadersStayUnlessForwarded() throws {
    let server = try Self.server()
    let joinery = try JoineryProcess()
    try Self.add(server, to: joinery)
    _ = try joinery.post("/v1/graphql", ["query": "{ hello }"], headers: ["X-Mine": "mine", "X-Hasura-User-Id": "5"])
    #expect(server.requests.first?.header("x-mine") == nil)
    #expect(server.requests.first?.header("x-hasura-user-id") == "5")
  }

  @Test func conflictsAreRefused() throws {
    let server = try Self.server()
    let joinery = try JoineryProcess()
    try Self.add(server, to: joinery)
    let refusal = #expect(throws: JoineryProcess.Refusal.self) { try Self.add(server, to: joinery, name: "again") }
    #expect(refusal?.body["error"]?.stringValue?.hasPrefix("Duplicate remote field '") ?? false)
    // In a namespace of its own, with types that are alike, it is fine.
    try Self.add(server, to: joinery, ["customization": ["root_fields_namespace": "other"]], name: "again")
    #expect(try joinery.data("{ hello  other { hello } }") == ["hello": "world", "other": ["hello": "world"]])
  }

  @Test func permissionsLimitAndPreset() throws {
    let server = try Self.server()
    let joinery = try JoineryProcess(["--admin-secret", "s", "--enable-remote-schema-permissions", "true"])
    let admin = ["X-Hasura-Admin-Secret": "s"]
    func run(_ type: String, _ args: JSON) throws -> JSON? {
      try joinery.post("/v1/metadata", ["type": .string(type), "args": args], headers: admin).json
    }
    _ = try run("add_remote_schema", ["name": "people", "definition": ["url": .string(server.url)]])
    let schema = """
      type Query { user(id: ID! @preset(value: "X-Hasura-User-Id")): User  echo(any: Any @preset(value: "x-hasura-a", static: true)): Any }
      type User { id: ID! }
      scalar Any
      """
    #expect(
      try run(
        "add_remote_schema_permissions", ["remote_schema": "people", "role": "user", "definition": ["schema": .string(schema)]])
        == ["message": "success"])
    let user = admin.merging(["X-Hasura-Role": "user", "X-Hasura-User-Id": "9"]) { $1 }
    #expect(try joinery.data("{ user { id } echo }", headers: user) == ["user": ["id": "9"], "echo": "x-hasura-a"])
    #expect(try joinery.answer("{ user(id: 1) { id } }", headers: user)["errors"] != nil)
    #expect(try joinery.answer("{ user { name } }", headers: user)["errors"] != nil)
    #expect(try joinery.answer("{ user { id } }", headers: admin.merging(["X-Hasura-Role": "other"]) { $1 })["errors"] != nil)
  }
}
