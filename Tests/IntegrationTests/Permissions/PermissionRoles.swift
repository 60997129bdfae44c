/// Makes a role: what it may select, by which filters and session variables.
struct PermissionRoles {
  let world: PermissionWorld
  let schema: PermissionSchema
  let coverage: PermissionCoverage

  /// `earlier` are variables of other roles, which must be called otherwise than those of this one.
  func role(_ name: String, after earlier: [PermissionRole.Variable] = [], _ dice: inout Dice) -> PermissionRole {
    var variables = earlier
    let grants = world.tables.indices.map { table -> PermissionGrant? in
      dice.happens(world.tables[table].isWide ? 95 : 85) ? grant(table, &variables, &dice) : nil
    }
    return PermissionRole(name: name, grants: grants, variables: Array(variables.dropFirst(earlier.count)))
  }

  func grant(_ table: Int, _ variables: inout [PermissionRole.Variable], _ dice: inout Dice) -> PermissionGrant {
    let whole = world.tables[table]
    let columns = whole.columns.filter { $0.name == whole.unique || dice.happens(70) }
    let filter = dice.happens(10) ? .and([]) : filter(table, &variables, &dice)
    let roots = dice.happens(20) ? PermissionGrant.Root.allCases.filter { _ in dice.happens(30) } : nil
    // The function's table and the one that a computed field leads to, of which there are no others.
    let isSingular = table == world.functionTable || table == world.functionTable + 1
    let isLimited = dice.happens(isSingular ? 60 : 30)
    return PermissionGrant(
      columns: columns, filter: filter, limit: isLimited ? dice.number(1...(isSingular ? 2 : 6)) : nil, aggregates: dice.happens(65),
      roots: roots)
  }

  /// A filter that hides some rows and shows some, if one turns up soon.
  private func filter(_ table: Int, _ variables: inout [PermissionRole.Variable], _ dice: inout Dice) -> PermissionCondition {
    var made: (condition: PermissionCondition, variables: [PermissionRole.Variable]) = (.and([]), variables)
    let tries = coverage.tries
    for _ in 0..<5 {
      // What was not taken was not tried.
      coverage.tries = tries
      var more = variables
      let place = Place(table: table, root: table)
      let condition =
        world.tables[table].isWide && dice.happens(80)
        ? wide(place, world.tables[table].columns.count, &more, &dice) : part(place, depth: 3, &more, &dice)
      made = (condition, more)
      let role = PermissionRole(name: "", grants: [], variables: more)
      let oracle = PermissionOracle(world: world, role: role)
      let shown = world.tables[table].rows.count { oracle.passes(condition, $0) }
      if shown > 4, shown < 29 { break }
    }
    variables = made.variables
    return made.condition
  }

  /// A condition that looks at no other row of its table: for what is written while it holds.
  func condition(_ table: Int, _ variables: inout [PermissionRole.Variable], _ dice: inout Dice) -> PermissionCondition {
    let place = Place(table: table, root: table)
    let parts = (0..<dice.number(1...3)).map { _ -> PermissionCondition in
      let relations = world.relations.filter { $0.from == table && $0.target != table && $0.form == .local }
      guard !relations.isEmpty, dice.happens(25) else { return leaf(place, &variables, &dice) }
      let relation = dice.one(of: relations)
      return .related(relation, leaf(Place(table: relation.target, root: table), &variables, &dice))
    }
    return parts.count == 1 ? parts[0] : .or(parts)
  }

  /// The table that a part of a filter speaks of, and the one that the filter is of.
  private struct Place {
    let table: Int
    let root: Int
  }

  private func part(
    _ place: Place, depth: Int, _ variables: inout [PermissionRole.Variable], _ dice: inout Dice
  ) -> PermissionCondition {
    let table = place.table
    func parts(_ count: ClosedRange<Int>) -> [PermissionCondition] {
      (0..<dice.number(count)).map { _ in part(place, depth: depth - 1, &variables, &dice) }
    }
    switch depth == 0 ? 99 : dice.number(0...99) {
    case ..<12: return .and(parts(2...2))
    case ..<50: return .or(parts(2...4))
    case ..<57: return .not(part(place, depth: depth - 1, &variables, &dice))
    case ..<70:
      let relations = world.relations.filter { $0.from == table && !$0.isRemote }
      let computed = relations.filter { $0.form == .computed }
      let relation = dice.one(of: computed.isEmpty || dice.happens(50) ? relations : computed)
      return .related(relation, part(Place(table: relation.target, root: place.root), depth: depth - 1, &variables, &dice))
    case ..<80:
      let other = dice.one(of: world.tables.indices.filter { world.tables[$0].kind == world.tables[table].kind })
      let column = world.tables[other][world.tables[other].unique]
      return .exists(
        other,
        .and([
          .compare(column, "_gt", .given(.cell(.int(dice.number(0...32))))),
          part(Place(table: other, root: place.root), depth: 0, &variables, &dice),
        ]))
    default: return leaf(place, &variables, &dice)
    }
  }

  /// So many conditions on columns, put together anyhow.
  private func wide(
    _ place: Place, _ count: Int, _ variables: inout [PermissionRole.Variable], _ dice: inout Dice
  ) -> PermissionCondition {
    guard count > 1 else { return leaf(place, &variables, &dice) }
    let parts = [count / 2, count - count / 2].map { wide(place, $0, &variables, &dice) }
    return dice.happens(50) ? .or(parts) : .and(parts)
  }

  private func leaf(_ place: Place, _ variables: inout [PermissionRole.Variable], _ dice: inout Dice) -> PermissionCondition {
    let table = world.tables[place.table]
    let maker = PermissionLeaf(table: table, schema: schema, speaker: .permission)
    var made: [PermissionRole.Variable] = []
    let count = variables.count
    let condition = maker.make(table.columns, outer: world.tables[place.root], coverage, &dice) { type, argument, word, dice in
      var argument = argument
      if case .list(let cells) = argument, word == "_in" || word == "_nin", dice.happens(10) { argument = .list(cells + [.null]) }
      guard let text = Self.text(argument, word) else { return nil }
      let name = "X-Hasura-V\(count)"
      made.append(PermissionRole.Variable(name: name, type: type, value: argument, text: text, table: place.root))
      return name
    }
    variables += made
    return condition
  }

  /// What a header says for an argument: a list is PostgreSQL's array literal.
  private static func text(_ argument: PermissionComparison.Argument, _ word: String) -> String? {
    switch argument {
    case .cell(.list): nil
    case .cell(let cell): cell.text
    case .pattern(let pattern): pattern.text(for: word)
    case .list(let cells): cells.contains { $0.isList } ? nil : "{" + cells.map(element).joined(separator: ",") + "}"
    }
  }

  private static func element(_ cell: Cell) -> String {
    if cell == .null { return "NULL" }
    return "\"" + cell.text.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined() + "\""
  }
}

extension Cell {
  fileprivate var isList: Bool { if case .list = self { true } else { false } }
}
