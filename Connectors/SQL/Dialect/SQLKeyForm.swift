package import JSON

/// How one column of key tuples reaches the database and is matched with a column there.
package struct SQLKeyForm: Sendable {
  /// The type of the key source's column, in the dialect's words, e.g. `bigint`.
  package var type: String
  /// Whether the argument's form writes the values bare (numbers) instead of quoted.
  package var isNumber: Bool
  /// Whether equal values always have equal canonical bytes, so that rows can be labelled by bytes (int, uuid, bool, date).
  package var isBytewise: Bool
  /// Writes a key as the database shall read it, or returns false if the column cannot represent it exactly: then it matches nothing.
  package var admit: @Sendable (UnsafeRawBufferPointer, inout ByteWriter) -> Bool
  /// What must be equal for a column to match a key: all of it.
  package var equalities: [SQLKeyEquality]
  /// A condition that ``equalities`` imply for columns among many keys, where they alone do not let the column's index serve.
  package var narrowing: SQLKeyNarrowing?
  /// The condition `column = key` where it is not just ``equalities``; the column's index must stay usable.
  private var ownMatch: (@Sendable (_ column: SQLExpression, _ key: SQLExpression) -> SQLExpression)?

  package init(
    type: String, isNumber: Bool = false, isBytewise: Bool = false,
    admit: @escaping @Sendable (UnsafeRawBufferPointer, inout ByteWriter) -> Bool = SQLKeyCheck.any,
    equalities: [SQLKeyEquality] = [SQLKeyEquality()],
    match: (@Sendable (_ column: SQLExpression, _ key: SQLExpression) -> SQLExpression)? = nil, narrowing: SQLKeyNarrowing? = nil
  ) {
    self.type = type
    self.isNumber = isNumber
    self.isBytewise = isBytewise
    self.admit = admit
    self.equalities = equalities
    self.narrowing = narrowing
    ownMatch = match
  }

  /// The condition `column = key`; the column's index stays usable.
  package func match(_ column: SQLExpression, _ key: SQLExpression) -> SQLExpression {
    if let ownMatch { return ownMatch(column, key) }
    return .and(equalities.map { .infix($0.column(column), "=", $0.key(key)) })
  }
}

/// What of a column equals what of a key when the two match.
package struct SQLKeyEquality: Sendable {
  package var column: @Sendable (SQLExpression) -> SQLExpression
  package var key: @Sendable (SQLExpression) -> SQLExpression

  /// The column and the key themselves, unless something is made of them first.
  package init(
    column: @escaping @Sendable (SQLExpression) -> SQLExpression = { $0 },
    key: @escaping @Sendable (SQLExpression) -> SQLExpression = { $0 }
  ) {
    self.column = column
    self.key = key
  }
}

/// Narrows the rows of which a column is among many keys. The last argument gives a select of an expression of every key.
package typealias SQLKeyNarrowing =
  @Sendable (
    _ column: SQLExpression, _ key: SQLExpression, _ ofAll: (SQLExpression) -> SQLExpression
  ) -> SQLExpression
