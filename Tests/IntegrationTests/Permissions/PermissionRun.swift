import JSON
import TestSupport
import Testing

/// The queries of one seed, and what they found.
struct PermissionRun {
  private struct Entry {
    let request: JSON
    /// Nil for what must be refused.
    let query: PermissionQuery?
    var refused: PermissionRefusals.Refused?
  }

  let engine: JoineryProcess
  let world: PermissionWorld
  let schema: PermissionSchema
  let coverage: PermissionCoverage
  let seed: UInt64
  private(set) var asked = 0
  private(set) var failures = 0
  /// The defects that no query has told from the truth so far, and the first query that told each other one.
  private(set) var uncaught: [PermissionDefect]
  private var caught: [(defect: PermissionDefect, number: Int, text: String)] = []
  private var number = 0

  /// `defects` are those that the run is to catch.
  init(
    engine: JoineryProcess, world: PermissionWorld, schema: PermissionSchema, coverage: PermissionCoverage, seed: UInt64,
    defects: [PermissionDefect] = PermissionDefect.allCases
  ) {
    uncaught = defects
    self.engine = engine
    self.world = world
    self.schema = schema
    self.coverage = coverage
    self.seed = seed
  }

  /// How often what was used, and which query caught what.
  var report: String {
    let lines = caught.map {
      "  \("\($0.defect)".replacing("IntegrationTests.PermissionDefect.Place", with: "")): query \($0.number), \($0.text.prefix(160))"
    }
    return "\(coverage.table)\ncaught by\n\(lines.joined(separator: "\n"))"
  }

  private static let size = 25

  /// Asks some queries of one role in one request.
  mutating func batch(_ dice: inout Dice) throws {
    let role = world.roles[asked / Self.size % world.roles.count]
    let needy = PermissionRequirements(world: world, schema: schema).needy(coverage)
    let queries = PermissionQueries(world: world, schema: schema, role: role, coverage: coverage, needy: needy, wanted: uncaught)
    let refusals = PermissionRefusals(world: world, role: role, queries: queries)
    var batch: [Entry] = []
    while batch.count < Self.size {
      if dice.happens(20), let refused = refusals.refused(&dice) {
        batch.append(Entry(request: ["query": .string(refused.text)], query: nil, refused: refused))
      } else if let query = queries.query(&dice) {
        coverage.add(query, role, world, schema)
        batch.append(Entry(request: query.request(world), query: query))
      }
    }
    asked += batch.count
    let answers = try answers(batch.map(\.request), role)
    for (index, entry) in batch.enumerated() { check(answers[index], entry, role) }
    try checkTwins(batch, answers, role)
    if let entry = batch.first(where: { $0.query == nil }) { try checkExplanation(entry, role) }
    if let entry = batch.first(where: { $0.query != nil }) { try checkExplanation(entry, role) }
  }

  private func answers(_ requests: [JSON], _ role: PermissionRole) throws -> [JSON] {
    let answers = try #require(try engine.post("/v1/graphql", .array(requests), headers: role.headers).json?.arrayValue)
    try #require(answers.count == requests.count)
    return answers
  }

  private mutating func check(_ answer: JSON, _ entry: Entry, _ role: PermissionRole) {
    number += 1
    let oracle = PermissionOracle(world: world, role: role)
    if let query = entry.query {
      let expected = oracle.answer(query)
      guard PermissionAnswer.matches(answer["data"], expected), answer["errors"] == nil else {
        let problem = PermissionAnswer.difference(answer["data"], expected) ?? ""
        return fail(entry.request, role, "answers \(answer.text)\nexpected \(expected.text)\n\(problem)", tables: query.tables)
      }
      let told = uncaught.filter { PermissionOracle(world: world, role: role, defect: $0).answer(query) != expected }
      uncaught.removeAll(where: told.contains)
      caught += told.map { ($0, number, entry.request.text) }
    } else if answer["data"] != nil || answer["errors"]?[0]?["extensions"]?["code"] != "validation-failed" {
      return fail(entry.request, role, "must be refused, and answers \(answer.text)")
    }
    checkText(answer.text, entry.request, role)
  }

  private mutating func checkText(_ text: String, _ request: JSON, _ role: PermissionRole) {
    if text.contains("classified") { fail(request, role, "shows what nobody may see: \(text)") }
  }

  /// What is hidden is answered as what does not exist.
  private mutating func checkTwins(_ batch: [Entry], _ answers: [JSON], _ role: PermissionRole) throws {
    let pairs = zip(batch, answers).compactMap { entry, answer in entry.refused.map { (refused: $0, answer: answer) } }
    guard !pairs.isEmpty else { return }
    let twins = try self.answers(pairs.map { ["query": .string($0.refused.twin)] }, role)
    for (pair, twin) in zip(pairs, twins) {
      let expected = twin.text.replacing(PermissionRefusals.Refused.absent, with: pair.refused.hidden)
      guard pair.answer.text != expected else { continue }
      fail(["query": .string(pair.refused.text)], role, "answers \(pair.answer.text)\nother than what does not exist: \(expected)")
    }
  }

  private mutating func checkExplanation(_ entry: Entry, _ role: PermissionRole) throws {
    let user = JSON.object(JSONObject(role.headers.map { (key: $0.key.lowercased(), value: JSON.string($0.value)) }))
    let answer = try engine.post("/v1/graphql/explain", ["query": entry.request, "user": user])
    if let refused = entry.refused {
      let twin = try engine.post("/v1/graphql/explain", ["query": ["query": .string(refused.twin)], "user": user])
      let expected = twin.text.replacing(PermissionRefusals.Refused.absent, with: refused.hidden)
      if answer.json?["code"] != "validation-failed" || answer.text != expected {
        fail(entry.request, role, "is explained as \(answer.text)\nnot as \(expected)")
      }
    } else if answer.status != 200 {
      fail(entry.request, role, "is explained as \(answer.text)")
    }
    checkText(answer.text, entry.request, role)
  }

  /// Says what is wrong, with the grants of the tables that a query looks at.
  mutating func fail(_ request: JSON, _ role: PermissionRole, _ problem: String, tables: Set<Int> = []) {
    failures += 1
    guard failures <= 5 else { return }
    let grants = tables.sorted().map { "\(world.tables[$0].name): \(role.grants[$0]?.json(world).text ?? "hidden")" }
    Issue.record("seed \(seed), \(role.headers)\n\(request.text)\n\(problem)\n\(grants.joined(separator: "\n"))")
  }
}
