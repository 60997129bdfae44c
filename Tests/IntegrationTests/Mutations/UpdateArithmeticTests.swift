import JSON
import TestSupport
import Testing

/// `_inc` of numbers at the ends of their ranges: refused, and the row stays readable.
@Suite(.enabled(if: Kind.missingServers == nil)) struct UpdateArithmeticTests {
  private static func engine(_ kind: Kind) throws -> JoineryProcess {
    let engine = try JoineryProcess()
    let double = kind == .postgres ? "DOUBLE PRECISION" : "DOUBLE"
    try engine.addSource(
      "db", kind,
      [
        "CREATE TABLE n (id INT PRIMARY KEY, big BIGINT, small SMALLINT, f \(double), d DECIMAL(10,2))",
        "INSERT INTO n VALUES (1, 9223372036854775807, 5, 1.5e308, 1.25), (2, -9223372036854775807, NULL, 2.5, NULL), (3, 0, 7, -1e308, 0)",
      ], tables: ["n"])
    return engine
  }

  @Test(arguments: Kind.allCases) func `an overflow is refused and changes nothing`(_ kind: Kind) throws {
    let engine = try Self.engine(kind)
    defer { engine.stop() }
    let all = "{ n(order_by: {id: asc}) { id big small f d } }"
    let before = try engine.data(all).text
    for (id, change) in [
      (1, "big: 1"), (2, "big: -2"), (1, "f: 1.5e308"), (3, "f: -1e308"), (3, "big: \"-9223372036854775808\", f: -1e308"),
    ] {
      let answer = try engine.answer("mutation { update_n(where: {id: {_eq: \(id)}}, _inc: {\(change)}) { affected_rows } }")
      #expect(answer["errors"]?[0]?["extensions"]?["code"] == "data-exception", "\(change): \(answer.text)")
      #expect(try engine.data(all).text == before, "\(change)")
    }
    let tooLarge = try engine.answer("mutation { insert_n_one(object: {id: 9, f: 1e400}) { id } }")
    #expect(tooLarge["errors"]?[0]?["extensions"]?["code"] == "data-exception", "\(tooLarge.text)")
    #expect(try engine.data(all).text == before)
  }

  @Test(arguments: Kind.allCases) func `sums up to the ends, of fractions, and of nulls`(_ kind: Kind) throws {
    let engine = try Self.engine(kind)
    defer { engine.stop() }
    let answer = try engine.data(
      """
      mutation {
        update_n(where: {id: {_eq: 2}}, _inc: {big: -1, small: 1, f: 0.25, d: 1}) { returning { big small f d } }
        update_n_many(updates: [{where: {id: {_eq: 3}}, _inc: {big: "9223372036854775807", small: -7, f: 1e308, d: 0.75}}]) {
          returning { big small f d } }
      }
      """)
    #expect(
      answer == [
        "update_n": ["returning": [["big": -9_223_372_036_854_775_808, "small": nil, "f": 2.75, "d": nil]]],
        "update_n_many": [["returning": [["big": 9_223_372_036_854_775_807, "small": 0, "f": 0, "d": 0.75]]]],
      ], "\(answer.text)")
  }
}
