import JSON

/// One operator between a value and an argument, in three-valued logic: nil is unknown.
struct PermissionComparison {
  enum Argument: Hashable, Sendable {
    case cell(Cell)
    case list([Cell])
    case pattern(PermissionPattern)
  }

  let type: PermissionType
  let kind: Kind

  /// The operators that this knows, which are those that queries and permissions use.
  static let known: Set<String> = [
    "_eq", "_neq", "_gt", "_lt", "_gte", "_lte", "_in", "_nin", "_like", "_nlike", "_ilike", "_nilike", "_similar", "_nsimilar", "_regex",
    "_nregex", "_iregex", "_niregex", "_contains", "_contained_in", "_has_key", "_has_keys_any", "_has_keys_all", "_ancestor",
    "_descendant",
    "_ancestor_any", "_descendant_any", "_matches", "_matches_any", "_matches_fulltext",
  ]

  func holds(_ cell: Cell, _ name: String, _ argument: Argument) -> Bool? {
    switch argument {
    case .list(let cells) where name == "_in" || name == "_nin": return isMember(cell, of: cells).map { $0 == (name == "_in") }
    case _ where cell == .null: return nil
    case .pattern(let pattern): return matches(cell.text, name, pattern)
    case .list(let cells): return ofList(cell, name, cells)
    case .cell(let other): return other == .null ? nil : ofOne(cell, name, other)
    }
  }

  /// Nothing, not even null, is in an empty list; what might equal a null in a list is unknown.
  private func isMember(_ cell: Cell, of cells: [Cell]) -> Bool? {
    if cells.isEmpty { return false }
    if cells.contains(where: { type.compare(cell, $0, on: kind) == 0 }) { return true }
    return cell == .null || cells.contains(.null) ? nil : false
  }

  private func matches(_ text: String, _ name: String, _ pattern: PermissionPattern) -> Bool {
    let isNegated = name.hasPrefix("_n")
    let foldsCase = name.hasSuffix("ilike") || name.hasSuffix("iregex") || type == .folded
    return pattern.matches(text, foldingCase: foldsCase) != isNegated
  }

  private func ofList(_ cell: Cell, _ name: String, _ cells: [Cell]) -> Bool? {
    let texts = cells.map(\.text)
    return switch name {
    case "_has_keys_any": texts.contains { PermissionDocument.has($0, cell.json) }
    case "_has_keys_all": texts.allSatisfy { PermissionDocument.has($0, cell.json) }
    // Of labels: whether the column is an ancestor or a descendant of one in the list, or matches one.
    case "_ancestor_any": texts.contains { PermissionLabel.isAncestor(cell.text, of: $0) }
    case "_descendant_any": texts.contains { PermissionLabel.isAncestor($0, of: cell.text) }
    case "_matches_any": texts.contains { PermissionLabel.matches(cell.text, $0) }
    default: nil
    }
  }

  private func ofOne(_ cell: Cell, _ name: String, _ other: Cell) -> Bool? {
    switch name {
    case "_contains": return PermissionDocument.contains(cell.json, other.json, on: kind)
    case "_contained_in": return PermissionDocument.contains(other.json, cell.json, on: kind)
    case "_has_key": return PermissionDocument.has(other.text, cell.json)
    case "_ancestor": return PermissionLabel.isAncestor(cell.text, of: other.text)
    case "_descendant": return PermissionLabel.isAncestor(other.text, of: cell.text)
    case "_matches": return PermissionLabel.matches(cell.text, other.text)
    case "_matches_fulltext": return PermissionLabel.answers(cell.text, other.text)
    default: break
    }
    guard let order = type.compare(cell, other, on: kind) else { return nil }
    return switch name {
    case "_eq": order == 0
    case "_neq": order != 0
    case "_gt": order > 0
    case "_lt": order < 0
    case "_gte": order >= 0
    case "_lte": order <= 0
    default: nil
    }
  }
}
