import JSON
import TestSupport
import Testing

/// Filters of permissions through remote relationships match the very keys that joins through them match: for every pair of kinds, every
/// type of key, and keys of several columns.
@Suite(.enabled(if: Kind.missingServers == nil, "needs PostgreSQL and MariaDB"))
struct RemotePermissionKeyTests {
  private static let engines = Shared<Pair, JoineryProcess> { pair in
    let engine = try JoineryProcess()
    let cases = KeyCase.all.filter { $0.applies(to: pair) }
    try engine.addSource(
      "orders_db", pair.orders, cases.flatMap { $0.left.statements($0.leftTable, pair.orders) }, tables: cases.map(\.leftTable))
    try engine.addSource(
      "users_db", pair.users, cases.flatMap { $0.right.statements($0.rightTable, pair.users) }, tables: cases.map(\.rightTable))
    try engine.metadata("bulk_keep_going", .array(cases.flatMap { commands($0, pair) }))
    return engine
  }

  private static let passing: JSON = ["id": ["_lte": "X-Hasura-Last"]]

  private static let filters: [(role: String, filter: JSON)] = [
    ("one", ["one": passing]), ("many", ["many": passing]), ("none", ["_not": ["many": passing]]),
    ("either", ["_or": [["one": passing], ["id": ["_eq": 1]]]]), ("all", ["_and": [["one": passing], ["many": ["id": ["_gt": 0]]]]]),
  ]

  private static func commands(_ key: KeyCase, _ pair: Pair) -> [JSON] {
    let columns = (key.left.types[pair.orders] ?? []).indices.map { ("k\($0)", "k\($0)") }
    let relationships = [("one", "object"), ("many", "array")].map { name, type -> JSON in
      let arguments = remoteRelationship(name, from: ("orders_db", key.leftTable), to: ("users_db", key.rightTable), columns, type)
      return ["type": "create_remote_relationship", "args": arguments]
    }
    let permissions = filters.map { role, filter -> JSON in
      let permission: JSON = ["columns": ["id"], "filter": filter, "allow_aggregations": true]
      return [
        "type": .string("\(pair.orders.prefix)_create_select_permission"),
        "args": ["source": "orders_db", "table": .string(key.leftTable), "role": .string(role), "permission": permission],
      ]
    }
    return relationships + permissions
  }

  @Test(arguments: Pair.all, KeyCase.all) func matrix(pair: Pair, key: KeyCase) throws {
    guard key.applies(to: pair) else { return }
    let engine = try Self.engines[pair]
    let query = "{ \(key.leftTable)(order_by: {id: asc}) { id } \(key.leftTable)_aggregate { aggregate { count } } }"
    for last in [0, 1, 2, 3, 9] {
      // A null in the key belongs to nothing, and an object relationship is to some row if there are several.
      let isIn = key.expected.map { ($0 ?? []).contains { $0 <= last } }
      for (role, shown) in [
        ("one", isIn), ("many", isIn), ("none", isIn.map { !$0 }), ("either", isIn.enumerated().map { $0 == 0 || $1 }), ("all", isIn),
      ] {
        let ids = shown.indices.filter { shown[$0] }.map { $0 + 1 }
        let data = try engine.data(query, headers: ["X-Hasura-Role": role, "X-Hasura-Last": String(last)])
        #expect(data[key.leftTable]?.arrayValue?.map { $0["id"]?.int } == ids, "\(role) up to \(last)")
        #expect(data["\(key.leftTable)_aggregate"]?["aggregate"]?["count"]?.int == ids.count, "\(role) up to \(last)")
      }
    }
  }
}
