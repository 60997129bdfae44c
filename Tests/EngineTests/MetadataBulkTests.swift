import JSON
import TestSupport
import Testing

@Suite struct MetadataBulkTests {
  private let joinery: JoineryProcess

  init() throws { joinery = try MetadataFixture.started() }

  private func command(_ type: String, _ args: JSON) -> JSON { ["type": .string(type), "args": args] }

  private var dropShelf: JSON { command("sqlite_drop_source", ["name": "shelf"]) }
  private var dropNothing: JSON { command("sqlite_drop_source", ["name": "nothing"]) }

  @Test func failureLeavesMetadataUntouched() throws {
    let before = try joinery.export()
    let answer = try joinery.post("/v1/metadata", command("bulk", [dropShelf, dropNothing]))
    #expect(answer.status == 400 && answer.json?["path"] == "$.args[1].args")
    #expect(try joinery.export() == before)
  }

  @Test func isSavedOnce() throws {
    let before = try joinery.export()["resource_version"]?.int ?? 0
    try joinery.metadata("bulk", [dropShelf, command("sqlite_untrack_table", ["source": "library", "table": "article", "cascade": true])])
    #expect(try joinery.export()["resource_version"]?.int == before + 1)
  }

  @Test func keepsGoingWhenAsked() throws {
    let answers = try joinery.metadata("bulk_keep_going", [dropNothing, dropShelf])
    #expect(answers[0]?["code"] == "not-exists" && answers[1] == ["message": "success"])
    #expect(try joinery.export()["metadata"]?["sources"]?.arrayValue?.count == 1)
  }

  /// Neither customization could stand on its own.
  @Test func atomicJudgesTheWhole() throws {
    let named = { (table: JSON, name: JSON) in
      command("sqlite_set_table_customization", ["source": "library", "table": table, "configuration": ["custom_name": name]])
    }
    let swap = [named("author", "article"), named("article", "author")]
    #expect(try joinery.post("/v1/metadata", command("bulk", .array(swap))).status == 500)
    #expect(try joinery.metadata("bulk_atomic", .array(swap)) == ["message": "success"])
    #expect(try joinery.data("{ article_by_pk(id: 1) { name } }") == ["article_by_pk": ["name": "Ann"]])
    let mixed = try joinery.post("/v1/metadata", command("bulk_atomic", [swap[0], command("export_metadata", [:])]))
    #expect(mixed.status == 400 && mixed.json?["path"] == "$.args[1]")
  }

  @Test func concurrentOnesOnlyRead() throws {
    let count = command("count", ["source": "library", "table": "author"])
    let sql = command("sqlite_run_sql", ["source": "library", "sql": "SELECT count(*) AS n FROM article", "read_only": true])
    let answers = try joinery.query("concurrent_bulk", [count, sql, count])
    #expect(answers == [["count": 3], ["result_type": "TuplesOk", "result": [["n"], ["3"]]], ["count": 3]])
    let refused = try joinery.post("/v2/query", command("concurrent_bulk", [count, dropShelf]))
    #expect(refused.status == 400 && refused.json?["path"] == "$.args[1]")
  }

  @Test func staleVersionIsAConflict() throws {
    let version = try joinery.export()["resource_version"] ?? .null
    let request = { (version: JSON) -> JSON in
      ["type": "sqlite_drop_source", "args": ["name": "shelf"], "resource_version": version]
    }
    #expect(try joinery.post("/v1/metadata", request(1)).status == 409)
    #expect(try joinery.post("/v1/metadata", request(version)).status == 200)
  }
}
