import JSON
import TestSupport
import Testing

/// Values of every type on their way from the database to the client, as rows, through a join, and back as arguments.
@Suite(.enabled(if: Kind.missingServers == nil, "needs PostgreSQL and MariaDB"))
struct TypeTests {
  /// A source per kind with a table `v<n>` per case, and a SQLite table that each joins to and from.
  private static let engines = Shared<Kind, JoineryProcess> { kind in
    let engine = try JoineryProcess()
    let cases = TypeCase.all.filter { $0.kind == kind }
    var statements =
      kind == .postgres ? ["CREATE TYPE mood AS ENUM ('sad', 'glad')", "CREATE DOMAIN positive AS integer CHECK (VALUE > 0)"] : []
    for (number, one) in cases.enumerated() {
      let rows = one.values.enumerated().map { "(\($0 + 1), \($1.sql))" }.joined(separator: ", ")
      statements += ["CREATE TABLE v\(number) (id INT PRIMARY KEY, v \(one.type))", "INSERT INTO v\(number) VALUES \(rows)"]
    }
    try engine.addSource("values_db", kind, statements, tables: cases.indices.map { "v\($0)" })
    try engine.addSource("own_db", .sqlite, ["CREATE TABLE own (id INT PRIMARY KEY)", "INSERT INTO own VALUES (1)"], tables: ["own"])
    for number in cases.indices {
      try engine.relate("v\(number)", from: ("own_db", "own"), to: ("values_db", "v\(number)"), [("id", "id")])
    }
    return engine
  }

  private func table(_ one: TypeCase) throws -> String {
    let number = TypeCase.all.filter { $0.kind == one.kind }.firstIndex { $0.type == one.type }
    return "v\(try #require(number))"
  }

  @Test(arguments: TypeCase.all) func `values are answered as they are`(one: TypeCase) throws {
    let engine = try Self.engines[one.kind]
    let table = try table(one)
    let answer = try engine.post("/v1/graphql", ["query": .string("{ \(table)(order_by: {id: asc}) { v } }")])
    let rows = one.values.map { "{\"v\":\($0.json)}" }.joined(separator: ",")
    #expect(answer.text == "{\"data\":{\"\(table)\":[\(rows)]}}")
    let joined = try engine.post("/v1/graphql", ["query": .string("{ own { \(table) { v } } }")])
    #expect(joined.text == "{\"data\":{\"own\":[{\"\(table)\":{\"v\":\(one.values[0].json)}}]}}")
  }

  @Test(arguments: TypeCase.all) func `the field has the type of its column`(one: TypeCase) throws {
    let engine = try Self.engines[one.kind]
    let data = try engine.data(
      "{ __type(name: \"\(try table(one))\") { fields { name type { kind name ofType { name } } } } }")
    let field = data["__type"]?["fields"]?.arrayValue?.first { $0["name"] == "v" }
    let type = field?["type"]
    let name = type?["kind"] == "LIST" ? "[\(type?["ofType"]?["name"]?.stringValue ?? "")]" : type?["name"]?.stringValue
    #expect(name == one.scalar, "\(field?.text ?? "no field")")
  }

  @Test(arguments: TypeCase.all) func `a value that was answered finds its row`(one: TypeCase) throws {
    guard !["json", "jsonb"].contains(one.scalar.lowercased()), !one.scalar.hasPrefix("[") else { return }
    let engine = try Self.engines[one.kind]
    let table = try table(one)
    let query = "query($v: \(one.scalar)!) { eq: \(table)(where: {v: {_eq: $v}}) { id } in: \(table)(where: {v: {_in: [$v]}}) { id } }"
    for (index, value) in one.values.dropLast().enumerated() {
      // Answered, but no argument: what GraphQL's own Int and Float cannot be.
      if one.scalar == "Int", value.json.utf8.count > 11 { continue }
      if one.scalar == "Float", value.json.hasPrefix("\"") { continue }
      let answer = try engine.post("/v1/graphql", ["query": .string(query), "variables": ["v": try JSON(parsing: value.json)]])
      let row: JSON = [["id": .number(JSONNumber(index + 1))]]
      #expect(answer.json?["data"] == ["eq": row, "in": row], "\(value.json): \(answer.text)")
    }
  }
}
