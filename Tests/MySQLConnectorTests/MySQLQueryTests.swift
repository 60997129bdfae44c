import TestSupport
import Testing

@Suite struct MySQLQueryTests {
  @Test func answersAreTheSameAsEverywhere() throws {
    let source = try MySQLFixture.open(characterSet: "utf8mb4 COLLATE utf8mb4_unicode_ci")
    for check in try QueryChecks(source).all() { #expect(check.actual == check.expected, "\(check.name)") }
  }

  @Test func otherCharacterSetsToo() throws {
    let source = try MySQLFixture.open(characterSet: "latin1 COLLATE latin1_swedish_ci")
    for check in try QueryChecks(source).all() { #expect(check.actual == check.expected, "\(check.name)") }
  }
}
