package import ConnectorProtocol

/// The columns by which a table is an enumeration, or why it can be none.
///
/// Hasura's rule (`fetchAndValidateEnumValues`): a primary key of one text column, and at most one more column, of text too. Every type
/// whose values are GraphQL strings counts as text here, as some databases have no key of unbounded text.
package struct EnumerationLayout: Equatable, Sendable {
  package let value: Column?
  package let comment: Column?
  /// Hasura's words.
  let problems: [String]

  /// The layout of a described table.
  package init(_ table: TableDescription) {
    var problems: [String] = []
    let key = Self.key(of: table, &problems)
    let others = table.columns.filter { $0.name != key?.name }
    if others.count > 1 {
      problems.append(
        "the table must have exactly one primary key and optionally one comment column, not \(others.count) columns "
          + "(\(Self.listed(others.map(\.name))))")
    }
    let comment = others.count == 1 ? others.first : nil
    if let comment, !comment.isText { problems.append(Self.mismatch("comment column", comment)) }
    value = key.map { Column(name: $0.name, type: $0.type) }
    self.comment = comment.map { Column(name: $0.name, type: $0.type) }
    self.problems = problems
  }

  /// Whether the rows can be read.
  package var isValid: Bool { problems.isEmpty && value != nil }

  private static func key(of table: TableDescription, _ problems: inout [String]) -> ColumnDescription? {
    guard let key = table.primaryKey else {
      problems.append("the table must have a primary key")
      return nil
    }
    guard key.columns.count == 1, let column = table.columns.first(where: { $0.name == key.columns[0] }) else {
      problems.append("the table\u{2019}s primary key must not span multiple columns (\(listed(key.columns)))")
      return nil
    }
    guard column.isText else {
      problems.append(mismatch("primary key", column))
      return nil
    }
    return column
  }

  private static func mismatch(_ part: String, _ column: ColumnDescription) -> String {
    "the table\u{2019}s \(part) (\"\(column.name)\") must have type \"text\", not type \"\(column.type.native)\""
  }

  private static func listed(_ names: [String]) -> String { names.sorted().joined(separator: ", ") }
}

extension ColumnDescription {
  fileprivate var isText: Bool { type.canonical == .text && scalar == "String" }
}
