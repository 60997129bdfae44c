import JSON
import TestSupport
import Testing

/// Which keys match which rows, for every pair of kinds: `architecture.md`, "Keys: where joins go silently wrong".
@Suite(.enabled(if: Kind.missingServers == nil, "needs PostgreSQL and MariaDB"))
struct KeyMatrixTests {
  private static let engines = Shared<Pair, JoineryProcess> { pair in
    let engine = try JoineryProcess()
    let cases = KeyCase.all.filter { $0.applies(to: pair) }
    try engine.addSource(
      "orders_db", pair.orders, cases.flatMap { $0.left.statements($0.leftTable, pair.orders) }, tables: cases.map(\.leftTable))
    try engine.addSource(
      "users_db", pair.users, cases.flatMap { $0.right.statements($0.rightTable, pair.users) }, tables: cases.map(\.rightTable))
    // One that is refused fails its own test only.
    try engine.metadata("bulk_keep_going", .array(cases.flatMap { relationships($0, pair) }))
    return engine
  }

  private static func relationships(_ key: KeyCase, _ pair: Pair) -> [JSON] {
    let columns = (key.left.types[pair.orders] ?? []).indices.map { ("k\($0)", "k\($0)") }
    return [("one", "object"), ("many", "array")].map { name, type in
      let arguments = remoteRelationship(name, from: ("orders_db", key.leftTable), to: ("users_db", key.rightTable), columns, type)
      return ["type": "create_remote_relationship", "args": arguments]
    }
  }

  @Test(arguments: Pair.all, KeyCase.all) func matrix(pair: Pair, key: KeyCase) throws {
    guard key.applies(to: pair) else { return }
    let engine = try Self.engines[pair]
    let data = try engine.data(
      "{ \(key.leftTable)(order_by: {id: asc}) { one { id } many(order_by: {id: asc}) { id } many_aggregate { aggregate { count } } } }")
    let rows = try #require(data[key.leftTable]?.arrayValue)
    let many = rows.map { row in row["many"]?.arrayValue.map { $0.compactMap { $0["id"]?.int } } }
    #expect(many == key.expected)
    #expect(rows.map { $0["many_aggregate"]?["aggregate"]?["count"]?.int } == key.expected.map { $0?.count })
    for (row, expected) in zip(rows, key.expected) {
      let one = row["one"]?["id"]?.int
      #expect(one == nil ? (expected ?? []).isEmpty : expected?.contains(one ?? 0) == true, "object: \(row.text)")
    }
  }

  /// Per kind and pair of types that lose something or mean different things: refused when the relationship is made.
  @Test(
    arguments: Pair.all,
    [("INT", "VARCHAR(10)"), ("VARCHAR(10)", "INT"), ("BOOLEAN", "INT"), ("DATE", "VARCHAR(10)"), ("DOUBLE PRECISION", "INT")])
  func `types that cannot match are refused`(pair: Pair, types: (left: String, right: String)) throws {
    let engine = try JoineryProcess()
    defer { engine.stop() }
    try engine.addSource("orders_db", pair.orders, ["CREATE TABLE l (id INT PRIMARY KEY, lk \(types.left))"], tables: ["l"])
    try engine.addSource("users_db", pair.users, ["CREATE TABLE r (id INT PRIMARY KEY, rk \(types.right))"], tables: ["r"])
    let arguments = remoteRelationship("x", from: ("orders_db", "l"), to: ("users_db", "r"), [("lk", "rk")], "object")
    let answer = try engine.post("/v1/metadata", ["type": "create_remote_relationship", "args": arguments])
    #expect(answer.status == 400)
    #expect(answer.text.contains("lk") && answer.text.contains("rk"), "names both columns: \(answer.text)")
    #expect(try engine.metadata("get_inconsistent_metadata")["is_consistent"] == true)
  }
}
