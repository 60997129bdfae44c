import JSON
import TestSupport
import Testing

/// Updates of rows whose key is of a type that rounds, pads or widens its values.
@Suite(.enabled(if: Kind.missingServers == nil)) struct KeyUpdateTests {
  private static func engine(_ kind: Kind) throws -> JoineryProcess {
    let engine = try JoineryProcess()
    let document = kind == .postgres ? "JSONB" : "JSON"
    let types = [
      ("cents", "DECIMAL(10,2)", "1.5"), ("single", kind == .postgres ? "REAL" : "FLOAT", "0.1"),
      ("bytes", kind == .postgres ? "BYTEA" : kind == .mysql ? "BINARY(4)" : "BLOB", kind == .postgres ? "'\\x0a0b0c0d'" : "x'0a0b0c0d'"),
      ("moment", kind == .mysql ? "DATETIME(3)" : kind == .postgres ? "TIMESTAMP(3)" : "TIMESTAMP", "'2020-01-02 03:04:05'"),
    ]
    try engine.addSource(
      "db", kind,
      types.flatMap { name, type, value in
        ["CREATE TABLE \(name) (k \(type) PRIMARY KEY, v INT, d \(document))", "INSERT INTO \(name) VALUES (\(value), 11, '{\"a\": 1}')"]
      }, tables: types.map(\.0))
    return engine
  }

  @Test(arguments: Kind.allCases) func `keys become what the column keeps of them`(_ kind: Kind) throws {
    let engine = try Self.engine(kind)
    defer { engine.stop() }
    var cases: [(table: String, change: String, key: JSON)] = [
      ("cents", "_inc: {k: 1}", 2.5), ("single", "_set: {k: 0.3}", 0.3), ("bytes", "_set: {k: \"\\\\x01020304\"}", "\\x01020304"),
      ("moment", "_set: {k: \"2021-01-02T03:04:05.123\"}", "2021-01-02T03:04:05.123"),
    ]
    // SQLite keeps what it is given.
    if kind != .sqlite { cases += [("cents", "_set: {k: \"7.126\"}", 7.13), ("cents", "_inc: {k: \"0.006\"}", 7.14)] }
    if kind == .mysql { cases += [("bytes", "_set: {k: \"\\\\x0a\"}", "\\x0a000000")] }
    for (table, change, key) in cases {
      let answer = try engine.answer(
        "mutation { r: update_\(table)(where: {v: {_eq: 11}}, \(change)) { affected_rows returning { k v } } }")
      #expect(answer["data"]?["r"] == ["affected_rows": 1, "returning": [["k": key, "v": 11]]], "\(change): \(answer.text)")
    }
  }

  @Test(arguments: Kind.allCases) func `rows are found by keys of every type`(_ kind: Kind) throws {
    let engine = try Self.engine(kind)
    defer { engine.stop() }
    for table in ["cents", "single", "bytes", "moment"] {
      let answer = try engine.answer(
        "mutation { r: update_\(table)(where: {}, _append: {d: {b: 2}}) { affected_rows returning { d } } }")
      #expect(answer["data"]?["r"] == ["affected_rows": 1, "returning": [["d": ["a": 1, "b": 2]]]], "\(table): \(answer.text)")
    }
    let single = try engine.data(
      """
      mutation { update_single_by_pk(pk_columns: {k: 0.1}, _set: {v: 12}) { k v }
        update_single(where: {k: {_in: [0.1, 0.7]}}, _inc: {v: 1}) { affected_rows }
        none: update_single(where: {_or: [{k: {_neq: 0.1}}, {k: {_gt: 0.1}}, {k: {_nin: [0.1]}}]}, _inc: {v: 1}) { affected_rows }
        delete_single_by_pk(k: 0.1) { v } }
      """)
    #expect(
      single.text
        == #"{"update_single_by_pk":{"k":0.1,"v":12},"update_single":{"affected_rows":1},"none":{"affected_rows":0},"#
        + #""delete_single_by_pk":{"v":13}}"#)
  }
}
