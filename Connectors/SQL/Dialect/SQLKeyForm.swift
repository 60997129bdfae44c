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
  /// The condition `column = key`; the column's index must stay usable.
  package var match: @Sendable (_ column: SQLExpression, _ key: SQLExpression) -> SQLExpression

  package init(
    type: String, isNumber: Bool = false, isBytewise: Bool = false,
    admit: @escaping @Sendable (UnsafeRawBufferPointer, inout ByteWriter) -> Bool = SQLKeyCheck.any,
    match: @escaping @Sendable (_ column: SQLExpression, _ key: SQLExpression) -> SQLExpression = { .infix($0, "=", $1) }
  ) {
    self.type = type
    self.isNumber = isNumber
    self.isBytewise = isBytewise
    self.admit = admit
    self.match = match
  }
}
