import JSON
import TestSupport
import Testing

/// The update operators of documents mean the same in every kind of database: what PostgreSQL's do.
@Suite(.enabled(if: Kind.missingServers == nil, "needs PostgreSQL and MariaDB")) struct DocumentUpdateTests {
  private static func engine(_ kind: Kind) throws -> JoineryProcess {
    let engine = try JoineryProcess()
    let type = kind == .postgres ? "jsonb" : "JSON"
    try engine.addSource(
      "db", kind,
      [
        "CREATE TABLE doc (id INT PRIMARY KEY, n INT, d \(type))", "INSERT INTO doc VALUES (1, 5, NULL), (2, 6, '{\"k\": 1}')",
        "CREATE TABLE loose (d \(type))", "INSERT INTO loose VALUES ('{\"k\": 1}')",
      ], tables: ["doc", "loose"])
    return engine
  }

  /// A document, what is done to it, and what comes of it; nil for a refusal.
  static let steps: [(document: JSON, argument: String, expected: JSON?)] = [
    (["a": [1, 2], "b": 3], "_append: {d: {c: 4, b: {}}}", ["a": [1, 2], "b": [:], "c": 4]),
    (["a": ["x": 1]], "_append: {d: {a: {y: null}}}", ["a": ["y": nil]]),
    (["a": 1, "b": 2], "_prepend: {d: {b: 3, c: 4}}", ["a": 1, "b": 2, "c": 4]),
    ([1], "_append: {d: [2, 3]}", [1, 2, 3]), ([1], "_prepend: {d: {a: 0}}", [["a": 0], 1]),
    ("x", "_append: {d: 1}", ["x", 1]), (["a": 1], "_append: {d: []}", [["a": 1]]), (.array([]), "_append: {d: {}}", [[:]]),
    (["a": 1, "b": 2], "_delete_key: {d: \"b\"}", ["a": 1]), (["a": 1], "_delete_key: {d: \"b\"}", ["a": 1]),
    (["a", "b", ["b": 1], "b"], "_delete_key: {d: \"b\"}", ["a", ["b": 1]]), (7, "_delete_key: {d: \"b\"}", nil),
    ([0, 1, 2], "_delete_elem: {d: 1}", [0, 2]), ([0, 1, 2], "_delete_elem: {d: -3}", [1, 2]), ([0], "_delete_elem: {d: 5}", [0]),
    (["a": 1], "_delete_elem: {d: 0}", nil), ("x", "_delete_elem: {d: 0}", nil),
    (["a": [1, 2], "b": 3], "_delete_at_path: {d: [\"a\", \"0\"]}", ["a": [2], "b": 3]),
    (["a": [["b": 1, "c": 2]]], "_delete_at_path: {d: [\"a\", \"-1\", \"b\"]}", ["a": [["c": 2]]]),
    (["a": 1], "_delete_at_path: {d: [\"x\", \"y\"]}", ["a": 1]), (["a": 1], "_delete_at_path: {d: [\"a\", \"y\"]}", ["a": 1]),
    (["a": 1], "_delete_at_path: {d: []}", ["a": 1]), ([1], "_delete_at_path: {d: [\"a\"]}", nil),
    (7, "_delete_at_path: {d: [\"a\"]}", nil),
    ([9_007_199_254_740_993], "_append: {d: \"\u{e9}\\u0022\"}", [9_007_199_254_740_993, "\u{e9}\""]),
  ]

  @Test(arguments: Kind.allCases) func `they mean what PostgreSQL's mean`(_ kind: Kind) throws {
    let engine = try Self.engine(kind)
    defer { engine.stop() }
    for step in Self.steps {
      _ = try engine.data(
        "mutation ($d: jsonb) { update_doc_by_pk(pk_columns: {id: 1}, _set: {d: $d}) { id } }", variables: ["d": step.document])
      let answer = try engine.answer("mutation { update_doc(where: {id: {_eq: 1}}, \(step.argument)) { affected_rows returning { d } } }")
      guard let expected = step.expected else {
        #expect(answer["errors"]?[0]?["extensions"]?["code"] == "data-exception", "\(step): \(answer.text)")
        #expect(try engine.data("{ doc_by_pk(id: 1) { d } }")["doc_by_pk"]?["d"] == step.document, "\(step)")
        continue
      }
      #expect(answer["data"]?["update_doc"]?["returning"] == [["d": expected]], "\(step): \(answer.text)")
    }
  }

  @Test(arguments: Kind.allCases) func `beside other changes, of all rows that pass, and null stays null`(_ kind: Kind) throws {
    let engine = try Self.engine(kind)
    defer { engine.stop() }
    let answer = try engine.data(
      """
      mutation ($more: jsonb!) {
        update_doc(where: {d: {_has_key: "none"}}, _append: {d: $more}) { affected_rows }
        both: update_doc(where: {n: {_gt: 0}}, _append: {d: $more}, _inc: {n: 10}) { affected_rows }
        update_doc_many(updates: [{where: {id: {_eq: 2}}, _delete_key: {d: "k"}, _set: {id: 3}}]) { returning { id n d } }
      }
      """, variables: ["more": ["l": [true]]])
    #expect(
      answer == [
        "update_doc": ["affected_rows": 0], "both": ["affected_rows": 2],
        "update_doc_many": [["returning": [["id": 3, "n": 16, "d": ["l": [true]]]]]],
      ], "\(answer.text)")
    let rest = try engine.data("{ doc(order_by: {id: asc}) { id n d } }")
    #expect(rest["doc"] == [["id": 1, "n": 15, "d": nil], ["id": 3, "n": 16, "d": ["l": [true]]]], "\(rest.text)")
    let loose = try engine.answer("mutation { update_loose(where: {}, _delete_key: {d: \"k\"}) { affected_rows } }")
    if kind == .postgres {
      #expect(loose["data"]?["update_loose"]?["affected_rows"] == 1, "\(loose.text)")
    } else {
      #expect(loose["errors"]?[0]?["extensions"]?["code"] == "not-supported", "\(loose.text)")
    }
  }
}
