/// Makes conditions on one column, of every operator that the schema offers; those that were used least first.
struct PermissionLeaf {
  let table: PermissionTable
  let schema: PermissionSchema
  let speaker: PermissionCondition.Speaker

  private struct Choice {
    let column: PermissionColumn
    let word: String
  }

  /// Words beside the operators of a column.
  private func words(_ column: PermissionColumn) -> [String] {
    let own = schema.operators(of: column, in: table)
    var words = own + ["_is_null"]
    if schema.hasCast(column, in: table) { words.append("_cast") }
    guard speaker == .permission else { return words }
    if own.contains("_eq"), column.type != .document { words += ["=", "$eq", "$in", "_ne"] }
    if column.name == "n" || column.name == "m" { words += PermissionCondition.columnWords.keys.sorted() }
    return words
  }

  /// A condition on one of some columns. `outer` is the table of the permission, `variable` makes a session variable of a value.
  func make(
    _ columns: [PermissionColumn], outer: PermissionTable? = nil, _ coverage: PermissionCoverage, _ dice: inout Dice,
    variable: (PermissionType, PermissionComparison.Argument, String, inout Dice) -> String? = { _, _, _, _ in nil }
  ) -> PermissionCondition {
    let choice = choice(columns, coverage, &dice)
    let (column, word) = (choice.column, choice.word)
    switch word {
    case "_is_null": return .isNull(column, dice.happens(50))
    case "_cast":
      let name = dice.one(of: ["_like", "_ilike", "_regex", "_nlike", "_eq"])
      let value: PermissionComparison.Argument =
        name == "_eq" ? .cell(.text(column.type.value(&dice).text)) : .pattern(PermissionPattern(inDocument: &dice))
      return .cast(column, name, .given(value))
    case _ where PermissionCondition.columnWords[word] != nil:
      let ofRoot = outer != nil && dice.happens(40)
      let others = ((ofRoot ? outer : table) ?? table).columns.filter { ["n", "m", "ref"].contains($0.name) && $0 != column }
      return .columns(column, word, dice.one(of: others), ofRoot: ofRoot)
    default:
      let name = PermissionCondition.spellings[word] ?? word
      let argument = telling(column, name, &dice)
      let session = dice.happens(35) ? variable(Self.asksWords(name) ? .text : column.type, argument, name, &dice) : nil
      return .compare(column, word, session.map { .session($0) } ?? .given(argument))
    }
  }

  /// Whether an operator takes texts whatever the column's type.
  private static func asksWords(_ name: String) -> Bool { name.hasPrefix("_has_key") || name.hasPrefix("_matches") }

  /// What was used least so far, or just anything.
  private func choice(_ columns: [PermissionColumn], _ coverage: PermissionCoverage, _ dice: inout Dice) -> Choice {
    if dice.happens(25) {
      let column = dice.one(of: columns)
      return Choice(column: column, word: dice.one(of: words(column)))
    }
    let choices = columns.flatMap { column in words(column).map { Choice(column: column, word: $0) } }
    return coverage.least(of: choices, table.kind, speaker, &dice) { choice in
      let type = schema.comparison(of: choice.column, in: table)
      return schema[type]?.contains(choice.word) == true ? "\(type).\(choice.word)" : choice.word
    }
  }

  /// An argument that some rows satisfy and some do not, if one turns up soon.
  private func telling(_ column: PermissionColumn, _ name: String, _ dice: inout Dice) -> PermissionComparison.Argument {
    let comparison = PermissionComparison(type: column.type, kind: column.kind)
    var made = argument(column, name, &dice)
    for _ in 0..<4 {
      let values = table.rows.map { comparison.holds($0[column.name] ?? .null, name, made) == true }
      if values.contains(true), values.contains(false) { break }
      made = argument(column, name, &dice)
    }
    return made
  }

  private func argument(_ column: PermissionColumn, _ name: String, _ dice: inout Dice) -> PermissionComparison.Argument {
    let type = column.type
    switch name {
    case "_in", "_nin": return .list((0..<dice.number(0...4)).map { _ in value(of: column, &dice) })
    case "_has_keys_any", "_has_keys_all":
      return .list(["a", "b", "c"].filter { _ in dice.happens(50) }.map { .text($0) } + [.text(dice.one(of: ["a", "b", "zz"]))])
    case "_has_key": return .cell(.text(dice.one(of: ["a", "b", "c"])))
    case "_contains":
      return .cell(.document(dice.one(of: [#"{"a": 1}"#, #"{"b": [1]}"#, #"["a"]"#, #""a""#, "{}", "3", #"{"b": {"c": "x"}}"#])))
    case "_contained_in":
      return .cell(
        .document(
          dice.one(of: [#"{"a": 1, "b": {"c": "x"}, "c": null}"#, #"["a", "b", 1]"#, #"["a"]"#, "3", #"{"a": 2, "b": [2, 1, 3]}"#])))
    case "_ancestor_any", "_descendant_any": return .list((0..<2).map { _ in type.value(&dice) })
    case "_matches": return .cell(.text(dice.one(of: PermissionLabel.patterns).text))
    case "_matches_any": return .list((0..<2).map { _ in .text(dice.one(of: PermissionLabel.patterns).text) })
    case "_matches_fulltext": return .cell(.text(dice.one(of: PermissionLabel.questions).text))
    case _ where name.hasSuffix("like"): return .pattern(PermissionPattern(forLike: true, &dice))
    case _ where name.hasSuffix("regex") || name.hasSuffix("similar"): return .pattern(PermissionPattern(forLike: false, &dice))
    default: return .cell(value(of: column, &dice))
    }
  }

  /// One that a row has, now and then written in other letters.
  private func value(of column: PermissionColumn, _ dice: inout Dice) -> Cell {
    let known = table.rows.compactMap { $0[column.name] }.filter { $0 != .null }
    let value = known.isEmpty || dice.happens(20) ? column.type.value(&dice) : dice.one(of: known)
    let isWord = [.text, .folded, .name].contains(column.type)
    if isWord, case .text(let text) = value, dice.happens(25) { return .text(dice.happens(50) ? text.uppercased() : text.lowercased()) }
    return value
  }
}

extension PermissionPattern {
  /// A pattern that texts of documents match now and then.
  init(inDocument dice: inout Dice) {
    self.init(parts: [.anything, .literal(dice.one(of: ["a", "b", ": 1", "x", "3"])), .anything])
  }
}
