import JSON
import TestSupport
import Testing

/// The operators that ask for keys of a document give one answer on all kinds, PostgreSQL's.
@Suite(.enabled(if: Kind.missingServers == nil)) struct DocumentKeyTests {
  private static let documents = [#"{"a": 1, "b": 2}"#, #"["a", "b"]"#, #""a""#, "3", #"["a", 1]"#, "{}"]

  @Test(arguments: Kind.allCases) func `keys are those of objects, texts of arrays, and a text itself`(_ kind: Kind) throws {
    let engine = try JoineryProcess()
    defer { engine.stop() }
    let rows = Self.documents.enumerated().map { "(\($0 + 1), '\($1)')" } + ["(7, NULL)"]
    let type = kind == .postgres ? "JSONB" : "JSON"
    try engine.addSource(
      "db", kind, ["CREATE TABLE doc (id INT PRIMARY KEY, d \(type))", "INSERT INTO doc VALUES \(rows.joined(separator: ", "))"],
      tables: ["doc"])
    let asked: [(condition: String, ids: [Int])] = [
      ("_has_key: \"a\"", [1, 2, 3, 5]), ("_has_keys_any: [\"a\", \"zz\"]", [1, 2, 3, 5]), ("_has_keys_all: [\"a\", \"b\"]", [1, 2]),
      ("_has_keys_all: [\"a\"]", [1, 2, 3, 5]), ("_has_keys_all: [\"a\", \"a\"]", [1, 2, 3, 5]), ("_has_key: \"3\"", []),
    ]
    for (condition, ids) in asked {
      let found = try engine.data("{ doc(where: {d: {\(condition)}}, order_by: {id: asc}) { id } }")["doc"]
      #expect(found == .array(ids.map { ["id": .number(JSONNumber($0))] }), "\(condition): \(found?.text ?? "")")
    }
  }
}
