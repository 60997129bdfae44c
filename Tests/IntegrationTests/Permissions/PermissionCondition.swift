import JSON

/// A boolean expression: of a permission, or of a query's `where`.
indirect enum PermissionCondition {
  enum Value {
    case cell(Cell)
    case list([Cell])
    case session(String)
  }

  case and([PermissionCondition])
  case or([PermissionCondition])
  case not(PermissionCondition)
  case compare(String, String, Value)
  case isNull(String, Bool)
  case columns(String, String, String)
  case related(PermissionRelation, PermissionCondition)
  case exists(Int, PermissionCondition)
  /// How many related rows satisfy a condition; only in queries.
  case counted(PermissionRelation, String, Int, PermissionCondition)

  private static let operators = ["_eq", "_neq", "_gt", "_lt", "_gte", "_lte"]

  /// A condition on one column, of every operator.
  static func leaf(_ columns: [String], inPermission: Bool, _ dice: inout Dice) -> PermissionCondition {
    let column = dice.one(of: columns)
    if dice.happens(10) { return .isNull(column, dice.happens(50)) }
    if column == "b" { return .compare(column, dice.one(of: ["_eq", "_neq"]), .cell(.bool(dice.happens(50)))) }
    let isText = column == "t"
    if inPermission, dice.happens(30) {
      if isText { return .compare(column, dice.one(of: ["_eq", "_neq"]), .session("X-Hasura-Word")) }
      if dice.happens(50) { return .compare(column, dice.one(of: ["_in", "_nin"]), .session("X-Hasura-Users")) }
      return .compare(column, dice.one(of: operators), .session("X-Hasura-User"))
    }
    if inPermission, !isText, dice.happens(15) { return .columns(column, dice.one(of: ["_ceq", "_cne", "_cgt", "_clte"]), "m") }
    if isText, dice.happens(30) {
      return .compare(column, dice.one(of: ["_like", "_nlike"]), .cell(.text(dice.one(of: ["%e%", "_s%", "c%"]))))
    }
    func cell(_ dice: inout Dice) -> Cell {
      isText ? .text(dice.one(of: PermissionTable.words)) : .int(dice.number(0...(column == "id" ? 30 : 9)))
    }
    if dice.happens(20) {
      return .compare(column, dice.one(of: ["_in", "_nin"]), .list((0..<dice.number(0...4)).map { _ in cell(&dice) }))
    }
    return .compare(column, dice.one(of: operators), .cell(cell(&dice)))
  }

  func json(_ world: PermissionWorld) -> JSON {
    switch self {
    case .and(let parts): ["_and": .array(parts.map { $0.json(world) })]
    case .or(let parts): ["_or": .array(parts.map { $0.json(world) })]
    case .not(let part): ["_not": part.json(world)]
    case .compare(let column, let name, let value): [column: [name: value.json]]
    case .isNull(let column, let isNull): [column: ["_is_null": .bool(isNull)]]
    case .columns(let column, let name, let other): [column: [name: .string(other)]]
    case .related(let relation, let part): [relation.name: part.json(world)]
    case .exists(let table, let part): ["_exists": ["_table": world.name(of: table), "_where": part.json(world)]]
    case .counted(let relation, let name, let count, let part):
      [
        relation.name + "_aggregate": [
          "count": ["predicate": [name: .number(JSONNumber(count))], "filter": part.json(world)]
        ]
      ]
    }
  }
}

extension PermissionCondition.Value {
  var json: JSON {
    switch self {
    case .cell(let cell): cell.json
    case .list(let cells): .array(cells.map(\.json))
    case .session(let name): .string(name)
    }
  }
}

extension PermissionWorld {
  /// A table's name as its kind's metadata writes it.
  fileprivate func name(of table: Int) -> JSON { .string(tables[table].name) }
}

extension JSON {
  /// The value as a literal of a GraphQL document.
  var graphQL: String {
    switch self {
    case .array(let elements): "[" + elements.map(\.graphQL).joined(separator: ", ") + "]"
    case .object(let object): "{" + object.entries.map { "\($0.key): \($0.value.graphQL)" }.joined(separator: ", ") + "}"
    default: text
    }
  }
}
