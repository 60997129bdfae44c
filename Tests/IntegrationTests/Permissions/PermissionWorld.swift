import JSON

/// Five small tables on each of three engines, relationships within and across engines, a function, and generated roles.
struct PermissionWorld {
  var tables: [PermissionTable] = []
  private(set) var relations: [PermissionRelation] = []
  var roles: [PermissionRole] = []

  /// A function of PostgreSQL that gives the persons from a number on.
  static let function = "persons_from"

  init(_ dice: inout Dice) {
    for kind in Kind.allCases {
      tables += ["person", "article", "remark"].map { PermissionTable.plain($0, kind, &dice) }
      tables += [.thing(kind, &dice), .note(kind, &dice)]
    }
    let size = PermissionTable.names.count
    for kind in 0..<3 {
      addLocal(kind * size)
      for step in 1...2 { addRemote(kind * size, to: (kind + step) % 3 * size, step) }
    }
    let recent = PermissionRelation(
      name: "recent", from: 0, target: 1, column: "id", targetColumn: "ref", isArray: true, form: .computed)
    relations.append(recent)
  }

  /// The table that the function gives rows of.
  var functionTable: Int { 0 }

  private mutating func addLocal(_ base: Int) {
    func relation(_ name: String, _ from: Int, _ column: String, _ target: Int, _ far: String, isArray: Bool = false) {
      relations.append(
        PermissionRelation(
          name: name, from: base + from, target: base + target, column: column, targetColumn: far, isArray: isArray, form: .local))
    }
    relation("boss", 0, "ref", 0, "id")
    relation("staff", 0, "id", 0, "ref", isArray: true)
    relation("articles", 0, "id", 1, "ref", isArray: true)
    relation("things", 0, "id", 3, "ref", isArray: true)
    relation("person", 1, "ref", 0, "id")
    relation("remarks", 1, "id", 2, "ref", isArray: true)
    relation("article", 2, "ref", 1, "id")
    relation("owned_by", 3, "ref", 0, "id")
    relation("notes", 3, "serial", 4, "ref", isArray: true)
    relation("thing", 4, "ref", 3, "serial")
  }

  private mutating func addRemote(_ base: Int, to far: Int, _ step: Int) {
    func relation(_ name: String, _ from: Int, _ column: String, _ target: Int, _ other: String, isArray: Bool = false) {
      relations.append(
        PermissionRelation(
          name: "\(name)\(step)", from: base + from, target: far + target, column: column, targetColumn: other, isArray: isArray,
          form: .remote))
    }
    for table in 0..<3 {
      relation("far", table, "ref", max(table - 1, 0), "id")
      relation("fars", table, table == 2 ? "n" : "id", (table + 1) % 3, table == 2 ? "n" : "ref", isArray: true)
    }
    relation("far", 3, "ref", 3, "serial")
    relation("fars", 3, "serial", 4, "ref", isArray: true)
    relation("far", 4, "ref", 0, "id")
    relation("fars", 4, "n", 3, "n", isArray: true)
  }
}
