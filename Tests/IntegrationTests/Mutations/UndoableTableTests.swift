import JSON
import TestSupport
import Testing

/// Tables that cannot take back what was written: a check that fails after a write would not undo it, so there are no writes to them.
@Suite(.enabled(if: Kind.missingServers == nil)) struct UndoableTableTests {
  @Test func `MariaDB's tables without transactions are read only, and so are views of them`() throws {
    let engine = try JoineryProcess()
    defer { engine.stop() }
    func table(_ name: String, _ engine: String) -> String {
      "CREATE TABLE \(name) (id INT PRIMARY KEY, v VARCHAR(20)) ENGINE=\(engine)"
    }
    let readable = ["isam", "aria", "heap", "inner_view", "outer_view", "`from isam`", "mixed"]
    let writable = ["inno", "parts", "kept_view", "text_view"]
    try engine.addSource(
      "db", .mysql,
      [
        table("isam", "MyISAM"), table("aria", "Aria TRANSACTIONAL=1"), table("heap", "MEMORY"), table("inno", "InnoDB"),
        table("parts", "InnoDB PARTITION BY HASH(id) PARTITIONS 2"), "INSERT INTO isam VALUES (1, 'a')",
        "CREATE VIEW inner_view AS SELECT a.id, a.v FROM isam a", "CREATE VIEW outer_view AS SELECT * FROM inner_view WHERE v <> ''",
        "CREATE VIEW `from isam` AS SELECT id, v FROM isam", "CREATE VIEW mixed AS SELECT i.id, h.v FROM inno i JOIN heap h ON h.id = i.id",
        "CREATE VIEW kept_view AS SELECT * FROM inno", "CREATE VIEW text_view AS SELECT id, v FROM inno WHERE v <> 'from `db`.`isam`'",
      ], tables: (readable + writable).map { $0.replacing("`", with: "") }.filter { $0 != "from isam" })
    try engine.metadata(
      "mysql_track_table", ["source": "db", "table": "from isam", "configuration": ["custom_name": "from_isam"]])
    let roots = try engine.data("{ __schema { mutationType { fields { name } } } }")
    let names = Set((roots["__schema"]?["mutationType"]?["fields"]?.arrayValue ?? []).compactMap { $0["name"]?.stringValue })
    for name in writable {
      for verb in ["insert", "update", "delete"] { #expect(names.contains("\(verb)_\(name)"), "\(verb) \(name): \(names.sorted())") }
    }
    for name in readable.map({ $0.replacing("`", with: "").replacing(" ", with: "_") }) {
      #expect(!names.contains { $0.contains("_\(name)") }, "\(name): \(names.sorted())")
    }
    #expect(try engine.data("{ isam { v } outer_view { v } }").text == #"{"isam":[{"v":"a"}],"outer_view":[{"v":"a"}]}"#)
    #expect(try engine.refusal("mutation { insert_isam_one(object: {id: 2, v: \"b\"}) { id } }") == "validation-failed")
  }
}
