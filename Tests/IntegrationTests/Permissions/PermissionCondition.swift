import JSON

/// A boolean expression: of a permission, or of a query's `where`.
indirect enum PermissionCondition {
  enum Value {
    case given(PermissionComparison.Argument)
    /// The session variable of this name.
    case session(String)
  }

  /// Who speaks: permissions use the database's names and words of their own, queries GraphQL's.
  enum Speaker: String {
    case permission, query
  }

  case and([PermissionCondition])
  case or([PermissionCondition])
  case not(PermissionCondition)
  case compare(PermissionColumn, String, Value)
  case isNull(PermissionColumn, Bool)
  /// A document compared as text.
  case cast(PermissionColumn, String, Value)
  /// With another column: of the same row, or of the permission's own row.
  case columns(PermissionColumn, String, PermissionColumn, ofRoot: Bool)
  case related(PermissionRelation, PermissionCondition)
  case exists(Int, PermissionCondition)
  /// What the related rows that satisfy a condition are together; only in queries.
  case counted(PermissionRelation, PermissionCount)

  /// Words of permissions and the operators that they mean: a bare value, the older spellings, null for equality.
  static let spellings = ["=": "_eq", "$eq": "_eq", "$in": "_in", "_ne": "_neq"]
  static let columnWords = [
    "_ceq": "_eq", "_cne": "_neq", "_cneq": "_neq", "_cgt": "_gt", "_clt": "_lt", "_cgte": "_gte", "_clte": "_lte",
  ]

  /// Those that relationships lead to.
  var tables: Set<Int> {
    switch self {
    case .and(let parts), .or(let parts): parts.reduce(into: []) { $0.formUnion($1.tables) }
    case .not(let part): part.tables
    case .compare, .isNull, .cast, .columns: []
    case .related(let relation, let part): part.tables.union([relation.target])
    case .exists(let table, let part): part.tables.union([table])
    case .counted(let relation, let count): (count.filter?.tables ?? []).union([relation.target])
    }
  }

  func json(_ world: PermissionWorld, as speaker: Speaker) -> JSON {
    func parts(_ parts: [PermissionCondition]) -> JSON { .array(parts.map { $0.json(world, as: speaker) }) }
    func name(_ column: PermissionColumn) -> String { speaker == .permission ? column.name : column.field }
    switch self {
    case .and(let inner): return ["_and": parts(inner)]
    case .or(let inner): return ["_or": parts(inner)]
    case .not(let part): return ["_not": part.json(world, as: speaker)]
    case .compare(let column, "=", let value): return [name(column): value.json("_eq")]
    case .compare(let column, let word, let value): return [name(column): [word: value.json(Self.spellings[word] ?? word)]]
    case .isNull(let column, let isNull): return [name(column): ["_is_null": .bool(isNull)]]
    case .cast(let column, let word, let value): return [name(column): ["_cast": ["String": [word: value.json(word)]]]]
    case .columns(let column, let word, let other, let ofRoot):
      return [name(column): [word: ofRoot ? ["$", .string(other.name)] : .string(other.name)]]
    case .related(let relation, let part): return [relation.name: part.json(world, as: speaker)]
    case .exists(let table, let part):
      return ["_exists": ["_table": .string(world.tables[table].name), "_where": part.json(world, as: speaker)]]
    case .counted(let relation, let count): return [relation.name + "_aggregate": count.json(world)]
    }
  }
}

extension PermissionCondition.Value {
  func json(_ operator: String) -> JSON {
    switch self {
    case .session(let name): return .string(name)
    case .given(.cell(let cell)): return cell.json
    case .given(.list(let cells)): return .array(cells.map(\.json))
    case .given(.pattern(let pattern)): return .string(pattern.text(for: `operator`))
    }
  }
}

extension PermissionPattern {
  func text(for operator: String) -> String { `operator`.contains("regex") ? regularExpression : like }
}
