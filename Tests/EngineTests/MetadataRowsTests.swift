import JSON
import TestSupport
import Testing

/// The data API of v1 on a kind that Hasura never offered it on.
@Suite struct MetadataRowsTests {
  private let joinery: JoineryProcess

  init() throws { joinery = try MetadataFixture.started() }

  private func rows(_ word: String, _ args: JSONObject) throws -> JSON {
    var args = args
    args["source"] = "library"
    args["table"] = args["table"] ?? "author"
    return try joinery.query(word, .object(args))
  }

  @Test func selectNestsFiltersAndOrders() throws {
    let nested = try rows(
      "select",
      [
        "columns": ["name", ["name": "articles", "alias": "works", "columns": ["title"], "order_by": "-id", "limit": 1]],
        "where": ["$or": [["articles": ["title": ["$like": "T%"]]], ["age": ["$gt": 35]]]], "order_by": ["+name"],
      ])
    #expect(
      nested == [
        ["name": "Ann", "works": [["title": "Two"]]], ["name": "Ben", "works": [["title": "Three"]]], ["name": "Cid", "works": []],
      ])
    let through = try rows(
      "select",
      [
        "table": "article", "columns": ["id", ["name": "author", "columns": ["*"]]],
        "order_by": [["column": "author.name", "type": "desc"]],
        "limit": 1, "offset": 0,
      ])
    #expect(through == [["id": 3, "author": ["id": 2, "name": "Ben", "age": nil]]])
  }

  @Test func conditionsOfPermissionsAreKnown() throws {
    let ids = { (condition: JSON) in
      let rows = try rows("select", ["columns": ["id"], "where": condition, "order_by": "id"])
      return (rows.arrayValue ?? []).compactMap { $0["id"]?.int }
    }
    #expect(try ids(["name": "Ann"]) == [1])
    #expect(try ids(["age": ["_is_null": true]]) == [2])
    #expect(try ids(["id": ["$in": [1, 3]], "$not": ["name": ["$eq": "Ann"]]]) == [3])
    #expect(try ids(["id": ["$cgt": "age"]]) == [])
    #expect(try ids(["_exists": ["_table": "article", "_where": ["id": 9]]]) == [])
    #expect(try ids([:]) == [1, 2, 3])
  }

  @Test func countsCombinationsWithNullsToo() throws {
    #expect(try rows("count", [:]) == ["count": 3])
    #expect(try rows("count", ["distinct": ["age"], "where": ["id": ["$lt": 3]]]) == ["count": 2])
  }

  @Test func insertGivesDefaultsAndTakesConflicts() throws {
    let inserted = try rows("insert", ["objects": [["name": "Dan"], ["age": 50, "name": "Eve"]], "returning": ["name", "age"]])
    #expect(inserted == ["affected_rows": 2, "returning": [["name": "Dan", "age": nil], ["name": "Eve", "age": 50]]])
    let again: JSON = [["name": "Eve", "age": 51]]
    let ignored = try rows("insert", ["objects": again, "on_conflict": ["constraint_on": ["name"], "action": "ignore"]])
    #expect(ignored == ["affected_rows": 0])
    let updated = try rows(
      "insert", ["objects": again, "on_conflict": ["constraint_on": ["name"], "action": "update"], "returning": ["age"]])
    #expect(updated == ["affected_rows": 1, "returning": [["age": 51]]])
  }

  @Test func updatesAndDeletes() throws {
    let updated = try rows("update", ["$inc": ["age": 2], "$set": ["name": "Anna"], "where": ["id": 1], "returning": ["name", "age"]])
    #expect(updated == ["affected_rows": 1, "returning": [["name": "Anna", "age": 32]]])
    let twice = try joinery.post(
      "/v1/query",
      ["type": "update", "args": ["source": "library", "table": "author", "$inc": ["age": 2], "$set": ["age": 1], "where": [:]]])
    #expect(twice.status == 400 && twice.text.contains("Column found in multiple operators"), "\(twice.text)")
    #expect(try rows("delete", ["table": "article", "where": ["author": ["name": "Anna"]]]) == ["affected_rows": 2])
    #expect(try rows("count", ["table": "article"]) == ["count": 1])
  }
}
