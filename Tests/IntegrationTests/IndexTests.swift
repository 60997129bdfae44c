import JSON
import TestSupport
import Testing

/// Keyed reads go through an index on every kind, for every type that keys have: seen in the plans of tables that are worth one.
@Suite(.enabled(if: Kind.missingServers == nil, "needs PostgreSQL and MariaDB"))
struct IndexTests {
  /// The types of keys, and an expression of the number `n` that makes a value.
  private static func types(_ kind: Kind) -> [(type: String, value: String)] {
    switch kind {
    case .postgres:
      [
        ("integer", "n"), ("bigint", "n"), ("smallint", "n"), ("numeric(12,2)", "n"), ("text", "n::text"), ("varchar(20)", "n::text"),
        ("varchar(20) COLLATE \"C\"", "n::text"), ("varchar(20) COLLATE \"und-x-icu\"", "n::text"), ("char(8)", "n::text"),
        ("uuid", "lpad(n::text, 32, '0')::uuid"), ("date", "date '2000-01-01' + n::int"), ("timestamptz", "to_timestamp(n)"),
      ]
    case .mysql:
      [
        ("INT", "n"), ("BIGINT", "n"), ("SMALLINT", "n"), ("DECIMAL(12,2)", "n"), ("VARCHAR(20)", "n"),
        ("VARCHAR(20) COLLATE utf8mb4_bin", "n"), ("VARCHAR(20) CHARACTER SET latin1", "n"), ("CHAR(8)", "n"),
        ("UUID", "CONCAT('00000000-0000-0000-0000-', LPAD(n, 12, '0'))"), ("DATE", "DATE '2000-01-01' + INTERVAL n DAY"),
        ("DATETIME", "FROM_UNIXTIME(n)"),
      ]
    case .sqlite:
      [
        ("INTEGER", "n"), ("BIGINT", "n"), ("DECIMAL(12,2)", "n"), ("TEXT", "n"), ("VARCHAR(20)", "n"), ("TEXT COLLATE NOCASE", "n"),
        ("UUID", "printf('00000000-0000-0000-0000-%012d', n)"), ("DATE", "date('2000-01-01', n || ' days')"),
        ("TIMESTAMP", "datetime('2000-01-01', n || ' days')"),
        ("TIMESTAMP WITH TIME ZONE", "datetime('2000-01-01', n || ' days') || '+00:00'"),
      ]
    }
  }

  /// Tables `t0`, `t1`, ... of a column `k` of each type with 900 values, a second column that refers to it, and related rows.
  private static let engines = Shared<Kind, JoineryProcess> { kind in
    let engine = try JoineryProcess()
    let types = types(kind)
    let tables = types.indices.map { "t\($0)" }
    let statements = types.enumerated().flatMap { index, type in
      [
        "CREATE TABLE t\(index) (k \(type.type) NOT NULL PRIMARY KEY, parent \(type.type))",
        "INSERT INTO t\(index) WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 900) "
          + "SELECT \(type.value), \(type.value) FROM c",
        "CREATE INDEX t\(index)_parent ON t\(index) (parent)", kind == .mysql ? "ANALYZE TABLE t\(index)" : "ANALYZE t\(index)",
      ]
    }
    try engine.addSource("own", kind, statements, tables: tables)
    for table in tables {
      func relationship(_ name: String, _ mapping: JSON) -> JSON {
        let manual: JSON = ["manual_configuration": ["remote_table": .string(table), "column_mapping": mapping]]
        return ["source": "own", "table": .string(table), "name": .string(name), "using": manual]
      }
      try engine.metadata("\(kind.prefix)_create_object_relationship", relationship("above", ["parent": "k"]))
      try engine.metadata("\(kind.prefix)_create_array_relationship", relationship("below", ["k": "parent"]))
      try engine.relate("far", from: ("own", table), to: ("own", table), [("parent", "k")])
      try engine.relate("farther", from: ("own", table), to: ("own", table), [("k", "parent")], "array")
      // To their heir, `parent` is null where it is null: nothing changes but the plan.
      for (role, columns, column) in [("one", ["k"], "k"), ("other", ["k", "parent"], "parent")] as [(String, JSON, String)] {
        let permission: JSON = ["columns": columns, "filter": .object([column: ["_is_null": false]])]
        try engine.metadata(
          "\(kind.prefix)_create_select_permission",
          ["source": "own", "table": .string(table), "role": .string(role), "permission": permission])
      }
    }
    try engine.metadata("add_inherited_role", ["role_name": "heir", "role_set": ["one", "other"]])
    return engine
  }

  @Test(arguments: Kind.allCases) func `keyed reads use an index`(kind: Kind) throws {
    let engine = try Self.engines[kind]
    for (index, type) in Self.types(kind).enumerated() {
      let table = "t\(index)"
      let key = try #require(try engine.data("{ \(table)(limit: 1) { k } }")[table]?[0]?["k"])
      let written = key.text
      let reads = [
        ("by primary key", "{ \(table)_by_pk(k: \(written)) { parent } }"),
        ("equal", "{ \(table)(where: {parent: {_eq: \(written)}}) { k parent } }"),
        ("one of", "{ \(table)(where: {parent: {_in: [\(written)]}}) { k parent } }"),
        ("local object", "{ \(table)_by_pk(k: \(written)) { parent above { parent } } }"),
        ("local array", "{ \(table)_by_pk(k: \(written)) { parent below { k parent } } }"),
        ("remote object", "{ \(table)_by_pk(k: \(written)) { parent far { k parent } } }"),
        ("remote array", "{ \(table)_by_pk(k: \(written)) { parent farther(limit: 2) { k parent } } }"),
      ]
      for (name, query) in reads {
        for role in ["admin", "heir"] where role == "admin" || !query.contains("where") {
          let answer = try #require(try engine.explain(query, user: ["x-hasura-role": .string(role)]).json?[0], "\(query)")
          let plans = Self.plans(answer)
          #expect(!plans.isEmpty)
          for plan in plans { #expect(Self.usesIndex(plan, kind), "\(name) by \(type.type) as \(role): \(plan.joined(separator: "\n"))") }
        }
      }
    }
  }

  /// The plans of a field and of everything joined to it.
  private static func plans(_ answer: JSON) -> [[String]] {
    let own = answer["plan"]?.arrayValue?.compactMap(\.stringValue) ?? []
    return [own] + (answer["joins"]?.arrayValue ?? []).flatMap(plans)
  }

  private static func usesIndex(_ plan: [String], _ kind: Kind) -> Bool {
    switch kind {
    case .postgres: plan.contains { $0.contains("Index") } && !plan.contains { $0.contains("Seq Scan") }
    case .mysql:
      // The lists of keys are read in full, under other names.
      plan.contains { $0.contains(" key=") } && !plan.contains { $0.contains(#/table=t[0-9]+ type=(ALL|index)( |$)/#) }
    case .sqlite:
      // Rows made on the way are scanned, under a name that was said before.
      plan.contains { $0.contains("SEARCH") }
        && plan.allSatisfy { line in
          guard let name = line.firstMatch(of: #/SCAN (t[0-9]+)/#)?.1 else { return true }
          return plan.contains { $0.hasSuffix("CO-ROUTINE \(name)") }
        }
    }
  }
}
