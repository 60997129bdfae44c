import JSON
import TestSupport
import Testing

/// The mutations of one seed, and what they found.
struct PermissionWriteRun {
  let engine: JoineryProcess
  /// The rows that every batch begins with.
  let world: PermissionWorld
  let schema: PermissionSchema
  let seed: UInt64
  private(set) var asked = 0
  private(set) var failures = 0
  private(set) var uncaught = PermissionWriteDefect.allCases
  private var caught: [(defect: PermissionWriteDefect, number: Int, text: String)] = []
  /// How many mutations of each action wrote something, failed, or were refused by validation.
  private var counts: [String: Int] = [:]

  init(engine: JoineryProcess, world: PermissionWorld, schema: PermissionSchema, seed: UInt64) {
    self.engine = engine
    self.world = world
    self.schema = schema
    self.seed = seed
  }

  var report: String {
    let lines = caught.map { "  \($0.defect): mutation \($0.number), \($0.text.prefix(160))" }
    let sums = counts.sorted { $0.key < $1.key }.map { "  \($0.key): \($0.value)" }
    return (["mutations"] + sums + ["caught by"] + lines).joined(separator: "\n")
  }

  /// What introspection shows of the mutations of a role.
  mutating func check(_ role: PermissionWriteRole) throws {
    let shown = try PermissionSchema(engine, headers: role.reader.headers)
    var expected: Set<String> = []
    for index in PermissionWriteRoles.tables(world) {
      let (table, grant) = (world.tables[index], role.reader.grants[index])
      let hasKey = grant.map { Set(table.key).isSubset(of: $0.columns.map(\.name)) } ?? false
      func add(_ name: String, _ one: String, _ isOne: Bool) {
        expected.insert("\(name)_\(table.type)")
        if isOne { expected.insert("\(name)_\(table.type)_\(one)") }
      }
      if role.inserts[index] != nil { add("insert", "one", grant != nil) }
      if role.updates[index] != nil {
        add("update", "by_pk", hasKey)
        add("update", "many", true)
      }
      if role.deletes[index] != nil { add("delete", "by_pk", hasKey) }
    }
    let seen = Set(shown["mutation_root"] ?? [])
    if seen != expected { fail("introspection", role, "mutation_root: \(seen.symmetricDifference(expected).sorted())", 0) }
  }

  /// Asks mutations of one role, from the first state on.
  mutating func batch(_ role: PermissionWriteRole, _ dice: inout Dice) throws {
    try reset()
    var oracle = PermissionWriteOracle(world: world, role: role)
    let constraint = { [schema] (table: PermissionTable) in schema["\(table.type)_constraint"]?.first ?? "" }
    for _ in 0..<25 {
      let queries = PermissionQueries(
        world: oracle.world, schema: schema, role: role.reader, coverage: PermissionCoverage(), needy: .postgres, wanted: [], related: 50)
      let writes = PermissionWrites(role: role, world: oracle.world, queries: queries, constraint: constraint)
      asked += 1
      if dice.happens(15) {
        let refusals = PermissionWriteRefusals(role: role, world: oracle.world, constraint: constraint)
        if let refused = refusals.refused(&dice) { try checkRefusal(refused, role) }
      } else if let write = writes.write(&dice) {
        try check(write, role, &oracle)
      }
    }
    if let variable = role.reader.variables.randomElement(using: &dice) { try checkMissing(variable, role, oracle) }
  }

  private func reset() throws {
    for kind in Kind.allCases {
      let tables = PermissionWriteRoles.tables(world).map { world.tables[$0] }.filter { $0.kind == kind }
      try engine.sql(source: kind.rawValue, kind, tables.flatMap { ["DELETE FROM \($0.name)", $0.filling] })
    }
  }

  private mutating func check(_ write: PermissionWrite, _ role: PermissionWriteRole, _ oracle: inout PermissionWriteOracle) throws {
    let text = write.text(oracle.world)
    let answer = try engine.answer(text, headers: role.reader.headers)
    let before = oracle
    let outcome = oracle.run(write)
    let problem: String?
    switch outcome {
    case .answer(let expected):
      // Rows come in no promised order.
      let isRight = answer["errors"] == nil && PermissionAnswer.matches(answer["data"]?.rowsSorted, expected.rowsSorted)
      problem = isRight ? nil : PermissionAnswer.difference(answer["data"]?.rowsSorted, expected.rowsSorted)
      count(write, "answered")
    case .failure(let failures):
      let code = answer["errors"]?[0]?["extensions"]?["code"]?.stringValue
      let isRight = answer["data"] == nil && failures.contains { $0.rawValue == code }
      problem = isRight ? nil : "must fail: \(failures)"
      count(write, "failed")
    }
    if let problem { fail(text, role, "answers \(answer.text)\n\(problem)", write.table) }
    if answer.text.contains("classified") { fail(text, role, "shows what nobody may see: \(answer.text)", write.table) }
    try checkTables(oracle.world, of: write.table, text, role)
    for defect in uncaught {
      var other = PermissionWriteOracle(world: before.world, role: role, defect: defect)
      guard other.run(write) != outcome || other.world.tables.map(\.rows) != oracle.world.tables.map(\.rows) else { continue }
      uncaught.removeAll { $0 == defect }
      caught.append((defect, asked, text))
    }
  }

  private mutating func count(_ write: PermissionWrite, _ end: String) {
    let name = String("\(write.action)".prefix { $0 != "(" })
    var more = ""
    if case .insert(let objects, let conflict, _) = write.action {
      more = conflict != nil ? ", on_conflict" : objects.contains { !$0.articles.isEmpty } ? ", nested" : ""
    }
    counts["\(name)\(more), \(world.tables[write.table].kind) \(end)", default: 0] += 1
  }

  /// The administrator sees what the oracle has, in the table and in the one that nested rows go to.
  private mutating func checkTables(_ world: PermissionWorld, of index: Int, _ text: String, _ role: PermissionWriteRole) throws {
    for index in [index, index + 1] where PermissionWriteRoles.tables(world).contains(index) {
      let table = world.tables[index]
      let fields = table.columns.map(\.field).joined(separator: " ")
      let rows = try engine.data("{ \(table.roots.rows)(order_by: [{\(table[table.unique].field): asc}]) { \(fields) } }")
      let kept = table.rows.sorted {
        table[table.unique].type.compare($0[table.unique] ?? .null, $1[table.unique] ?? .null, on: table.kind) ?? 0 < 0
      }
      let expected = JSON.array(kept.map { row in .object(JSONObject(table.columns.map { (key: $0.field, value: $0.json(row)) })) })
      guard !PermissionAnswer.matches(rows[table.roots.rows], expected) else { continue }
      let difference = PermissionAnswer.difference(rows[table.roots.rows], expected) ?? ""
      fail(text, role, "leaves in \(table.name) other rows: \(difference)", index)
    }
  }

  private mutating func checkRefusal(_ refused: PermissionRefusals.Refused, _ role: PermissionWriteRole) throws {
    counts["refused", default: 0] += 1
    let answer = try engine.answer(refused.text, headers: role.reader.headers)
    let twin = try engine.answer(refused.twin, headers: role.reader.headers).text
    let expected = twin.replacing(PermissionRefusals.Refused.absent, with: refused.hidden)
    let isRefused = answer["data"] == nil && answer["errors"]?[0]?["extensions"]?["code"] == "validation-failed"
    if !isRefused || answer.text != expected { fail(refused.text, role, "answers \(answer.text)\nand not \(expected)", 0) }
  }

  /// Without a session variable that a permission names nothing is written.
  private mutating func checkMissing(
    _ variable: PermissionRole.Variable, _ role: PermissionWriteRole, _ oracle: PermissionWriteOracle
  ) throws {
    let table = world.tables[variable.table]
    var headers = role.reader.headers
    headers[variable.name] = nil
    let named = role.permissions(world).filter { $0.table == variable.table && $0.definition.text.contains("\"\(variable.name)\"") }
    guard let operation = named.first?.operation else { return }
    let texts = [
      "insert": "insert_\(table.type)(objects: [{}])", "update": "update_\(table.type)(where: {}, _set: {n: 1})",
      "delete": "delete_\(table.type)(where: {})",
    ]
    let set = table["n"].field
    let text = "mutation { \((texts[operation] ?? "").replacing("{n: 1}", with: "{\(set): 1}")) { affected_rows } }"
    let answer = try engine.answer(text, headers: headers)
    counts["without a session variable", default: 0] += 1
    let message = "missing session variable: \"\(variable.name.lowercased())\""
    if answer["data"] != nil || answer["errors"]?[0]?["message"]?.stringValue != message {
      fail(text, role, "without \(variable.name): \(answer.text)", variable.table)
    }
    try checkTables(oracle.world, of: variable.table, text, role)
  }

  private mutating func fail(_ text: String, _ role: PermissionWriteRole, _ problem: String, _ table: Int) {
    failures += 1
    guard failures <= 5 else { return }
    let grants = role.permissions(world).filter { $0.table == table }.map { "\($0.operation): \($0.definition.text)" }
    let reading = role.reader.grants[table]?.json(world).text ?? "none"
    Issue.record(
      "seed \(seed), \(role.reader.headers)\n\(text)\n\(problem)\n\(grants.joined(separator: "\n"))\nselect: \(reading)")
  }
}

extension JSON {
  /// Every list called `returning` in the order of its rows' first members, which are unique.
  fileprivate var rowsSorted: JSON {
    switch self {
    case .array(let elements): .array(elements.map(\.rowsSorted))
    case .object(let object):
      .object(
        JSONObject(
          object.entries.map { entry in
            guard entry.key == "returning", let rows = entry.value.arrayValue else { return (entry.key, entry.value.rowsSorted) }
            return (entry.key, .array(rows.sorted { $0.firstText < $1.firstText }))
          }))
    default: self
    }
  }

  private var firstText: String { objectValue?.entries.first?.value.text ?? "" }
}
