import JSON
import TestSupport
import Testing

extension PermissionRun {
  /// The administrator sees the rows and the column that roles do not; else nothing could leak.
  func control() throws {
    for (index, table) in world.tables.enumerated() {
      let rows = try engine.data("{ \(table.roots.rows) { c } }")[table.roots.rows]?.arrayValue ?? []
      #expect(rows.count == table.rows.count && rows.allSatisfy { $0["c"]?.stringValue?.hasPrefix("classified") == true })
      let hides = world.roles.contains { role in
        role.grants[index].map { grant in
          !table.rows.allSatisfy { PermissionOracle(world: world, role: role).passes(grant.filter, $0) }
        } ?? false
      }
      #expect(hides, "no role has a filter of \(table.name) that hides a row")
    }
  }

  /// What a role sees of the schema, and what it is told without its session variables or with wrong ones.
  mutating func check(_ role: PermissionRole) throws {
    let shown = try PermissionSchema(engine, headers: role.headers)
    let differences = PermissionSight(world: world, role: role, admin: schema).differences(from: shown)
    if !differences.isEmpty { fail("introspection", role, differences.joined(separator: "\n")) }
    for variable in role.variables {
      guard let document = document(variable.table, role) else { continue }
      var headers = role.headers
      headers[variable.name] = nil
      let missing = try engine.answer(document, headers: headers)
      let isMissing = missing["errors"]?[0]?["message"]?.stringValue == "missing session variable: \"\(variable.name.lowercased())\""
      if missing["data"] != nil || !isMissing { fail(.string(document), role, "without \(variable.name): \(missing.text)") }
      guard let wrong = variable.malformed else { continue }
      headers[variable.name] = wrong
      let refused = try engine.answer(document, headers: headers)
      let code = refused["errors"]?[0]?["extensions"]?["code"]
      let others = role.variables.filter { $0.name != variable.name && $0.text.utf8.count > 8 && $0.text != variable.text }
      if refused["data"] != nil || code != "data-exception" || others.contains(where: { refused.text.contains($0.text) }) {
        fail(.string(document), role, "with \(variable.name) = \(wrong): \(refused.text)")
      }
    }
  }

  /// A query that looks at the rows of a table; nil if the role has no root field of it.
  private func document(_ index: Int, _ role: PermissionRole) -> String? {
    let table = world.tables[index]
    guard let grant = role.grants[index] else { return nil }
    if grant.shows(.rows) { return "{ \(table.roots.rows) { \(table[table.unique].field) } }" }
    return grant.shows(.aggregate) && grant.aggregates ? "{ \(table.roots.aggregate) { aggregate { count } } }" : nil
  }
}

extension PermissionRole.Variable {
  /// A text that is no value of the variable's type; nil if every text is one.
  fileprivate var malformed: String? {
    if case .list = value { return "{1" }
    guard case .cell = value else { return nil }
    return switch type {
    case .text, .char, .folded, .name, .label: nil
    case .document: "{no document"
    case .bytes: "\\xzz"
    default: "1 OR 1=1"
    }
  }
}
