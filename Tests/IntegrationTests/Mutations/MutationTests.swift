import JSON
import TestSupport
import Testing

/// Mutations as a user meets them: the same answers on all kinds.
@Suite(.enabled(if: Kind.missingServers == nil)) struct MutationTests {
  @Test(arguments: Kind.allCases) func `rows of several tables are inserted with generated keys`(_ kind: Kind) throws {
    let engine = try MutationWorld.engine(kind)
    defer { engine.stop() }
    let children = try engine.data(
      """
      mutation { insert_author(objects: [
          {name: "Cyd", born: 1970, articles: {data: [{title: "four", words: 4}, {title: "five"}]}}, {name: "Dee"}]) {
        affected_rows
        returning { id name next articles(order_by: {id: asc}) { title words author { name } } readers { name } }
      } }
      """)
    #expect(
      children.text
        == #"{"insert_author":{"affected_rows":4,"returning":[{"id":3,"name":"Cyd","next":1971,"articles":[{"title":"four","words":4,"#
        + #""author":{"name":"Cyd"}},{"title":"five","words":100,"author":{"name":"Cyd"}}],"readers":[{"name":"Roy"}]},"#
        + #"{"id":4,"name":"Dee","next":null,"articles":[],"readers":[]}]}}"#)
    let parent = try engine.data(
      #"mutation { insert_article_one(object: {title: "six", author: {data: {name: "Eve"}}}) { title author { id name } } }"#)
    #expect(parent.text == #"{"insert_article_one":{"title":"six","author":{"id":5,"name":"Eve"}}}"#)
    #expect(
      try engine.data("mutation { insert_author(objects: []) { affected_rows returning { id } } }").text
        == #"{"insert_author":{"affected_rows":0,"returning":[]}}"#)
    #expect(try engine.refusal(#"mutation { insert_author(objects: {name: "F", next: 3}) { affected_rows } }"#) == "validation-failed")
    #expect(
      try engine.refusal(
        #"mutation { insert_author(objects: {name: "F", articles: {data: {title: "x", author_id: 1}}}) { affected_rows } }"#)
        == "validation-failed")
  }

  @Test(arguments: Kind.allCases) func `a taken key is left, updated, or updated where it may be`(_ kind: Kind) throws {
    let engine = try MutationWorld.engine(kind)
    defer { engine.stop() }
    let query = """
      mutation ($name: String!, $born: Int, $conflict: author_on_conflict) {
        insert_author(objects: [{name: $name, born: $born}], on_conflict: $conflict) { affected_rows returning { id born } }
      }
      """
    func answer(_ name: String, _ born: JSON, _ conflict: JSON) throws -> String {
      try engine.data(query, variables: ["name": .string(name), "born": born, "conflict": conflict])["insert_author"]?.text ?? ""
    }
    let byName: JSON = ["constraint": "author_name_key", "update_columns": ["born"]]
    #expect(try answer("Ada", 1, ["constraint": "author_name_key"]) == #"{"affected_rows":0,"returning":[]}"#)
    #expect(try answer("Ada", 2, byName) == #"{"affected_rows":1,"returning":[{"id":1,"born":2}]}"#)
    let older: JSON = ["constraint": "author_name_key", "update_columns": ["born"], "where": ["born": ["_gt": 5]]]
    #expect(try answer("Ada", 3, older) == #"{"affected_rows":0,"returning":[]}"#)
    #expect(try answer("Bob", nil, byName) == #"{"affected_rows":1,"returning":[{"id":2,"born":null}]}"#)
    // Another key than the one that is named stays an error.
    let other = "mutation { insert_author(objects: {id: 9, name: \"Ada\"}, on_conflict: {constraint: author_pkey}) { affected_rows } }"
    let primary = kind == .mysql ? other.replacing("author_pkey", with: "PRIMARY") : other
    #expect(try engine.refusal(primary) == "constraint-violation")
    #expect(try MutationWorld.content(of: engine).contains(#"{"name":"Ada","born":2"#))
  }

  @Test(arguments: Kind.allCases) func `updates and deletes of rows, of keys, and of many`(_ kind: Kind) throws {
    let engine = try MutationWorld.engine(kind)
    defer { engine.stop() }
    let cases: [(query: String, answer: String)] = [
      (
        "mutation { update_article(where: {author_id: {_eq: 1}}, _inc: {words: 5}, _set: {title: \"x\"}) { affected_rows "
          + "returning { id words title author { name readers { name } } } } }",
        #"{"update_article":{"affected_rows":2,"returning":[{"id":1,"words":15,"title":"x","author":{"name":"Ada","readers":"#
          + #"[{"name":"Rae"}]}},{"id":2,"words":25,"title":"x","author":{"name":"Ada","readers":[{"name":"Rae"}]}}]}}"#
      ),
      (
        "mutation { update_author_by_pk(pk_columns: {id: 2}, _set: {id: 20, born: 1}) { id next articles { id } } }",
        "constraint-violation"
      ),
      (
        "mutation { update_author_by_pk(pk_columns: {id: 2}, _set: {born: 1}) { id next articles { id } } }",
        #"{"update_author_by_pk":{"id":2,"next":2,"articles":[{"id":3}]}}"#
      ),
      ("mutation { update_article_by_pk(pk_columns: {id: 3}, _set: {id: 30}) { id } }", #"{"update_article_by_pk":{"id":30}}"#),
      ("mutation { update_author_by_pk(pk_columns: {id: 99}, _set: {born: 1}) { id } }", #"{"update_author_by_pk":null}"#),
      (
        "mutation { update_article_many(updates: [{where: {id: {_eq: 1}}, _set: {words: 1}}, "
          + "{where: {words: {_eq: 1}}, _inc: {words: 1}}]) { affected_rows returning { id words } } }",
        #"{"update_article_many":[{"affected_rows":1,"returning":[{"id":1,"words":1}]},"#
          + #"{"affected_rows":1,"returning":[{"id":1,"words":2}]}]}"#
      ),
      ("mutation { update_article(where: {}, _set: {}) { affected_rows } }", #"{"update_article":{"affected_rows":0}}"#),
      ("mutation { delete_article_by_pk(id: 99) { id } }", #"{"delete_article_by_pk":null}"#),
      (
        "mutation { delete_article_by_pk(id: 30) { title author { name articles { id } } } }",
        #"{"delete_article_by_pk":{"title":"three","author":{"name":"Bob","articles":[]}}}"#
      ),
      (
        "mutation { delete_article(where: {author: {name: {_eq: \"Ada\"}}}) { affected_rows returning { author { name } } } }",
        #"{"delete_article":{"affected_rows":2,"returning":[{"author":{"name":"Ada"}},{"author":{"name":"Ada"}}]}}"#
      ),
      ("mutation { update_article(where: {}, _set: {words: 1}, _inc: {words: 1}) { affected_rows } }", "validation-failed"),
      ("mutation { update_author(where: {}, _set: {next: 1}) { affected_rows } }", "validation-failed"),
    ]
    for (query, expected) in cases {
      let answer = try engine.answer(query)
      let text = answer["data"]?.text ?? answer["errors"]?[0]?["extensions"]?["code"]?.stringValue
      #expect(text == expected, "\(query): \(answer.text)")
    }
  }
}
