import Foundation
import JSON
import TestSupport
import Testing

/// Generated roles on three tables of each kind, generated queries, and an oracle that filters in memory.
///
/// A query of what the role sees must be answered as the oracle does, wholly; one that names what the role does not see must be refused by
/// validation, and explained neither. No answer may contain the text `classified`, which stands in a column that nobody may see.
/// Every run also proves that it would have caught each of ``PermissionDefect``: the same queries, asked of an oracle that forgets one
/// rule, have an answer that differs.
///
/// `PERMISSION_QUERIES` (in all, 1000 without) and `PERMISSION_SEED` in the environment make it longer, or repeat it.
@Suite(.enabled(if: Kind.missingServers == nil, "needs PostgreSQL and MariaDB"))
struct PermissionTests {
  private static let environment = ProcessInfo.processInfo.environment

  private static let seeds: [UInt64] =
    environment["PERMISSION_SEED"].flatMap { UInt64($0) }.map { [$0] } ?? [fixedSeed, UInt64.random(in: 0..<1_000_000_000)]
  private static let fixedSeed: UInt64 = 20_260_101

  private static let count = environment["PERMISSION_QUERIES"].flatMap { Int($0) } ?? 1000

  @Test(arguments: seeds) func `no row and no column leaks`(seed: UInt64) throws {
    var dice = Dice(seed: seed)
    let world = PermissionWorld(roles: 12, &dice)
    let engine = try JoineryProcess()
    defer { engine.stop() }
    try engine.permit(world)
    var run = PermissionRun(engine: engine, world: world, seed: seed)
    let queries = Self.count / Self.seeds.count
    print("permissions: seed \(seed), \(queries) queries")
    while run.asked < queries { try run.batch(&dice) }
    #expect(run.failures == 0, "seed \(seed): \(run.failures) of \(run.asked) queries")
    // A few hundred queries of any seed need not come across every rule.
    guard seed == Self.fixedSeed || queries >= 2500 else { return }
    #expect(run.uncaught.isEmpty, "seed \(seed): no query of \(run.asked) would have caught these defects")
  }
}

/// The queries of one seed, and what they found.
private struct PermissionRun {
  let engine: JoineryProcess
  let world: PermissionWorld
  let seed: UInt64
  private(set) var asked = 0
  private(set) var failures = 0
  /// The defects that no query has told from the truth so far.
  private(set) var uncaught = PermissionDefect.allCases

  init(engine: JoineryProcess, world: PermissionWorld, seed: UInt64) {
    self.engine = engine
    self.world = world
    self.seed = seed
  }

  /// Asks forty queries of one role in one request.
  mutating func batch(_ dice: inout Dice) throws {
    let role = world.roles[asked / 40 % world.roles.count]
    let queries = PermissionQueries(world: world, role: role)
    var batch: [(text: String, query: PermissionQuery?)] = []
    for _ in 0..<40 {
      if dice.happens(20), let text = queries.refused(&dice) {
        batch.append((text, nil))
      } else if let query = queries.query(&dice) {
        batch.append((query.text(world), query))
      }
    }
    asked += 40
    let body = JSON.array(batch.map { ["query": .string($0.text)] })
    let answers = try #require(try engine.post("/v1/graphql", body, headers: role.headers).json?.arrayValue)
    try #require(answers.count == batch.count)
    for (index, entry) in batch.enumerated() { check(answers[index], entry.text, entry.query, role) }
    if let entry = batch.first(where: { $0.query == nil }) { try checkExplanation(entry.text, isRefused: true, role) }
    if let entry = batch.first(where: { $0.query != nil }) { try checkExplanation(entry.text, isRefused: false, role) }
  }

  private mutating func check(_ answer: JSON, _ text: String, _ query: PermissionQuery?, _ role: PermissionRole) {
    let oracle = PermissionOracle(world: world, role: role)
    if let query {
      let expected = oracle.answer(query)
      guard answer["data"] == expected, answer["errors"] == nil else {
        return fail(text, role, "answers \(answer.text)\nexpected \(expected.text)")
      }
      uncaught.removeAll { PermissionOracle(world: world, role: role, defect: $0).answer(query) != expected }
    } else if answer["data"] != nil || answer["errors"]?[0]?["extensions"]?["code"] != "validation-failed" {
      return fail(text, role, "must be refused, and answers \(answer.text)")
    }
    if answer.text.contains("classified") { fail(text, role, "shows what nobody may see: \(answer.text)") }
  }

  private mutating func checkExplanation(_ text: String, isRefused: Bool, _ role: PermissionRole) throws {
    let user = JSONObject(role.headers.map { (key: $0.key.lowercased(), value: JSON.string($0.value)) })
    let answer = try engine.post("/v1/graphql/explain", ["query": ["query": .string(text)], "user": .object(user)])
    let isRight = isRefused ? answer.json?["code"] == "validation-failed" : answer.status == 200
    if !isRight || answer.text.contains("classified") { fail(text, role, "is explained as \(answer.text)") }
  }

  private mutating func fail(_ text: String, _ role: PermissionRole, _ problem: String) {
    failures += 1
    guard failures <= 5 else { return }
    let grants = role.grants.enumerated().map { "\(world.tables[$0].name): \($1?.json(world).text ?? "hidden")" }
    Issue.record("seed \(seed), \(role.headers)\n\(text)\n\(problem)\n\(grants.joined(separator: "\n"))")
  }
}

extension JoineryProcess {
  /// Makes the databases, relationships and permissions of a world.
  fileprivate func permit(_ world: PermissionWorld) throws {
    for kind in Kind.allCases {
      let tables = world.tables.filter { $0.kind == kind }
      try addSource(kind.rawValue, kind, tables.flatMap(\.statements), tables: tables.map(\.name))
    }
    try bulk(world.relations.map(world.command))
    try bulk(world.roles.flatMap { role in world.tables.indices.compactMap { world.command(role, $0) } })
  }
}

extension PermissionWorld {
  fileprivate func command(_ relation: PermissionRelation) -> (type: String, args: JSON) {
    let (from, target) = (tables[relation.from], tables[relation.target])
    let form = relation.isArray ? "array" : "object"
    let mapping = (relation.column, relation.targetColumn)
    if relation.isRemote {
      let arguments = remoteRelationship(
        relation.name, from: (from.kind.rawValue, from.name), to: (target.kind.rawValue, target.name), [mapping], form)
      return ("create_remote_relationship", arguments)
    }
    return (
      "\(from.kind.prefix)_create_\(form)_relationship",
      [
        "source": .string(from.kind.rawValue), "table": .string(from.name), "name": .string(relation.name),
        "using": [
          "manual_configuration": [
            "remote_table": .string(target.name), "column_mapping": .object(JSONObject([(key: mapping.0, value: .string(mapping.1))])),
          ]
        ],
      ]
    )
  }

  fileprivate func command(_ role: PermissionRole, _ table: Int) -> (type: String, args: JSON)? {
    guard let grant = role.grants[table] else { return nil }
    let kind = tables[table].kind
    return (
      "\(kind.prefix)_create_select_permission",
      [
        "source": .string(kind.rawValue), "table": .string(tables[table].name), "role": .string(role.name),
        "permission": grant.json(self),
      ]
    )
  }
}
