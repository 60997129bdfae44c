import JSON

/// A table of the permission suite: the same columns everywhere, rows of its own.
struct PermissionTable {
  /// Those that permissions may grant. `c` is beside them, never granted, and says `classified` in every row.
  static let columns = ["id", "n", "m", "t", "b", "ref"]
  static let integers = ["id", "n", "m", "ref"]
  static let words = ["ash", "birch", "cedar", "date", "elm"]

  let name: String
  let kind: Kind
  let rows: [CellRow]

  var statements: [String] {
    let values = rows.map { row in "(" + Self.columns.map { (row[$0] ?? .null).sql }.joined(separator: ", ") + ", 'classified \(name)')" }
    return [
      "CREATE TABLE \(name) (id INT PRIMARY KEY, n INT, m INT, t VARCHAR(20), b BOOLEAN, ref INT, c VARCHAR(40))",
      "INSERT INTO \(name) VALUES " + values.joined(separator: ", "),
    ]
  }
}

/// A relationship between two tables, by their positions in ``PermissionWorld/tables``.
struct PermissionRelation {
  let name: String
  let from: Int
  let target: Int
  let column: String
  let targetColumn: String
  let isArray: Bool
  let isRemote: Bool
}

/// What a role may select of one table.
struct PermissionGrant {
  let columns: [String]
  let filter: PermissionCondition
  let limit: Int?
  let aggregates: Bool

  func json(_ world: PermissionWorld) -> JSON {
    var permission: JSONObject = [
      "columns": .array(columns.map { .string($0) }), "filter": filter.json(world), "allow_aggregations": .bool(aggregates),
    ]
    if let limit { permission["limit"] = .number(JSONNumber(limit)) }
    return .object(permission)
  }
}

/// A generated role: grants by table (nil hides the table) and the values that its sessions carry.
struct PermissionRole {
  let name: String
  let grants: [PermissionGrant?]
  let user: Int
  let users: [Int]
  let word: String

  var headers: [String: String] {
    [
      "X-Hasura-Role": name, "X-Hasura-User": String(user), "X-Hasura-Word": word,
      "X-Hasura-Users": "{" + users.map(String.init).joined(separator: ",") + "}",
    ]
  }

  /// The values of a session variable.
  func values(of variable: String) -> [Cell] {
    switch variable {
    case "X-Hasura-User": [.int(user)]
    case "X-Hasura-Word": [.text(word)]
    default: users.map { .int($0) }
    }
  }
}

/// Three small tables on each of three engines, relationships within and across engines, and generated roles.
struct PermissionWorld {
  private static let names = ["person", "article", "remark"]

  private(set) var tables: [PermissionTable] = []
  private(set) var relations: [PermissionRelation] = []
  private(set) var roles: [PermissionRole] = []

  init(roles count: Int, _ dice: inout Dice) {
    for kind in Kind.allCases {
      for name in Self.names {
        tables.append(PermissionTable(name: "\(kind.rawValue.prefix(1))_\(name)", kind: kind, rows: (1...30).map { Self.row($0, &dice) }))
      }
    }
    for kind in 0..<3 {
      addLocal(kind * 3)
      for step in 1...2 { addRemote(kind * 3, to: (kind + step) % 3 * 3, step) }
    }
    for index in 0..<count { roles.append(role("role\(index)", &dice)) }
  }

  private static func row(_ id: Int, _ dice: inout Dice) -> CellRow {
    [
      "id": .int(id), "n": dice.happens(15) ? .null : .int(dice.number(0...9)), "m": dice.happens(15) ? .null : .int(dice.number(0...9)),
      "t": dice.happens(15) ? .null : .text(dice.one(of: PermissionTable.words)), "b": dice.happens(15) ? .null : .bool(dice.happens(50)),
      "ref": dice.happens(20) ? .null : .int(dice.number(1...12)),
    ]
  }

  private mutating func addLocal(_ base: Int) {
    func relation(_ name: String, _ from: Int, _ target: Int, isArray: Bool) -> PermissionRelation {
      PermissionRelation(
        name: name, from: base + from, target: base + target, column: isArray ? "id" : "ref", targetColumn: isArray ? "ref" : "id",
        isArray: isArray, isRemote: false)
    }
    relations += [
      relation("boss", 0, 0, isArray: false), relation("staff", 0, 0, isArray: true), relation("articles", 0, 1, isArray: true),
      relation("person", 1, 0, isArray: false), relation("remarks", 1, 2, isArray: true), relation("article", 2, 1, isArray: false),
    ]
  }

  private mutating func addRemote(_ base: Int, to far: Int, _ step: Int) {
    for table in 0..<3 {
      relations += [
        PermissionRelation(
          name: "far\(step)", from: base + table, target: far + max(table - 1, 0), column: "ref", targetColumn: "id", isArray: false,
          isRemote: true),
        PermissionRelation(
          name: "fars\(step)", from: base + table, target: far + (table + 1) % 3, column: table == 2 ? "n" : "id",
          targetColumn: table == 2 ? "n" : "ref", isArray: true, isRemote: true),
      ]
    }
  }

  private func role(_ name: String, _ dice: inout Dice) -> PermissionRole {
    let grants = tables.indices.map { table -> PermissionGrant? in
      guard dice.happens(85) else { return nil }
      let columns = PermissionTable.columns.filter { $0 == "id" || dice.happens(65) }
      let filter = dice.happens(10) ? .and([]) : permission(on: table, depth: 2, &dice)
      return PermissionGrant(
        columns: columns, filter: filter, limit: dice.happens(25) ? dice.number(1...6) : nil, aggregates: dice.happens(65))
    }
    return PermissionRole(
      name: name, grants: grants, user: dice.number(1...9), users: (0...dice.number(1...4)).map { _ in dice.number(0...9) },
      word: dice.one(of: PermissionTable.words))
  }

  /// The boolean expression of a permission.
  private func permission(on table: Int, depth: Int, _ dice: inout Dice) -> PermissionCondition {
    let roll = depth == 0 ? 99 : dice.number(0...99)
    switch roll {
    case ..<15: return .and((0..<2).map { _ in permission(on: table, depth: depth - 1, &dice) })
    case ..<40: return .or((0..<dice.number(1...3)).map { _ in permission(on: table, depth: depth - 1, &dice) })
    case ..<50: return .not(permission(on: table, depth: depth - 1, &dice))
    case ..<65:
      let relation = dice.one(of: relations.filter { $0.from == table && !$0.isRemote })
      return .related(relation, permission(on: relation.target, depth: depth - 1, &dice))
    case ..<73:
      let other = dice.one(of: tables.indices.filter { tables[$0].kind == tables[table].kind })
      return .exists(other, .and([.compare("id", "_gt", .cell(.int(dice.number(0...32)))), permission(on: other, depth: 0, &dice)]))
    default: return .leaf(dice.happens(70) ? PermissionTable.columns : ["n", "m"], inPermission: true, &dice)
    }
  }
}
