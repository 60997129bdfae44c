/// What is known of an answer at its end.
package struct AnswerStatistics: Equatable, Sendable {
  package var rows: Int
  /// Time that the connector spent in the database.
  package var databaseMicroseconds: Int

  package init(rows: Int = 0, databaseMicroseconds: Int = 0) {
    self.rows = rows
    self.databaseMicroseconds = databaseMicroseconds
  }
}
