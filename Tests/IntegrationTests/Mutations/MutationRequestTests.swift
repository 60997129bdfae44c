import JSON
import TestSupport
import Testing

/// Requests of several writes: order, transactions, sources, and how they come in.
@Suite(.enabled(if: Kind.missingServers == nil)) struct MutationRequestTests {
  @Test(arguments: Kind.allCases) func `root fields run in order and all or none of them`(_ kind: Kind) throws {
    let engine = try MutationWorld.engine(kind)
    defer { engine.stop() }
    let ordered = try engine.data(
      """
      mutation Write($words: Int!, $skip: Boolean!) {
        a: update_article(where: {id: {_eq: 1}}, _inc: {words: $words}) { ...Changed }
        b: update_article(where: {words: {_eq: 15}}, _set: {words: 7}) { ...Changed }
        c: delete_article(where: {words: {_eq: 7}}) { n: affected_rows __typename }
        d: delete_article(where: {}) @skip(if: $skip) { affected_rows }
        __typename
      }
      fragment Changed on article_mutation_response { affected_rows returning { w: words } }
      """, variables: ["words": 5, "skip": true])
    #expect(
      ordered.text
        == #"{"a":{"affected_rows":1,"returning":[{"w":15}]},"b":{"affected_rows":1,"returning":[{"w":7}]},"#
        + #""c":{"n":1,"__typename":"article_mutation_response"},"__typename":"mutation_root"}"#)
    let before = try MutationWorld.content(of: engine)
    let failing: [(field: String, code: String)] = [
      (#"insert_author_one(object: {name: "Bob"}) { id }"#, "constraint-violation"),
      ("update_article(where: {id: {_eq: 2}}, _inc: {words: -21}) { affected_rows }", "permission-error"),
      (#"insert_article_one(object: {title: "t", author_id: 99}) { id }"#, "constraint-violation"),
      (#"insert_article_one(object: {author_id: 1}) { id }"#, "constraint-violation"),
      (#"insert_author_one(object: {name: "New", articles: {data: [{title: "a"}, {title: "b", words: -1}]}}) { id }"#, "permission-error"),
    ]
    for (field, code) in failing {
      let query =
        #"mutation { insert_author(objects: {name: "Zoe"}) { affected_rows } delete_article(where: {id: {_eq: 3}}) { affected_rows } \#(field) }"#
      let answer = try engine.answer(query)
      #expect(answer["data"] == nil && answer["errors"]?[0]?["extensions"]?["code"]?.stringValue == code, "\(field): \(answer.text)")
      #expect(try MutationWorld.content(of: engine) == before, "\(field)")
    }
  }

  @Test(arguments: Kind.allCases) func `each source has a transaction of its own, and an error says what was written`(_ kind: Kind) throws {
    let engine = try MutationWorld.engine(kind)
    defer { engine.stop() }
    let both = try engine.data(
      """
      mutation {
        delete_reader_by_pk(id: 7) { name }
        insert_author_one(object: {name: "Cyd"}) { id readers { name } }
        update_reader(where: {}, _set: {name: "R"}) { affected_rows }
      }
      """)
    #expect(
      both.text
        == #"{"delete_reader_by_pk":{"name":"Rae"},"insert_author_one":{"id":3,"readers":[{"name":"R"}]},"update_reader":{"affected_rows":2}}"#
    )
    let failed = try engine.answer(
      #"mutation { update_reader(where: {}, _set: {name: "S"}) { affected_rows } insert_author_one(object: {name: "Ada"}) { id } }"#)
    let message = failed["errors"]?[0]?["message"]?.stringValue ?? ""
    #expect(failed["data"] == nil && message.hasSuffix(#"(already written: update_reader in source "readers")"#), "\(failed.text)")
    #expect(try engine.data("{ reader(where: {name: {_eq: \"S\"}}) { id } }")["reader"]?.arrayValue?.count == 2)
    // The first source fails: nothing is written in the second.
    let first = try engine.answer(
      #"mutation { insert_author_one(object: {name: "Ada"}) { id } delete_reader(where: {}) { affected_rows } }"#)
    #expect(first["errors"]?[0]?["message"]?.stringValue?.contains("already") == false)
    #expect(try engine.data("{ reader { id } }")["reader"]?.arrayValue?.count == 2)
  }

  @Test func `batches write, operations are chosen, and GET writes nothing`() throws {
    let engine = try MutationWorld.engine(.sqlite)
    defer { engine.stop() }
    let batch: JSON = [
      ["query": #"mutation { insert_author_one(object: {name: "Cyd"}) { id } }"#],
      ["query": #"mutation { insert_author_one(object: {name: "Cyd"}) { id } }"#],
      ["query": "query A { author { id } } mutation B { delete_article(where: {}) { affected_rows } }", "operationName": "B"],
    ]
    let answers = try engine.post("/v1/graphql", batch).json
    #expect(answers?[0]?.text == #"{"data":{"insert_author_one":{"id":3}}}"#)
    #expect(answers?[1]?["errors"]?[0]?["extensions"]?["code"] == "constraint-violation")
    #expect(answers?[2]?.text == #"{"data":{"delete_article":{"affected_rows":3}}}"#)
    let before = try MutationWorld.content(of: engine)
    let query = "mutation%20%7B%20delete_author(where%3A%7B%7D)%20%7B%20affected_rows%20%7D%20%7D"
    let got = try engine.client.send("GET", "/v1/graphql?query=\(query)")
    #expect(!got.text.contains("affected_rows\":"), "\(got.text)")
    #expect(try MutationWorld.content(of: engine) == before)
  }

  @Test func `a WebSocket takes mutations`() throws {
    let engine = try MutationWorld.engine(.sqlite)
    defer { engine.stop() }
    let query = #"mutation { insert_author_one(object: {name: \"Cyd\"}) { id } }"#
    let start = #"{"type":"subscribe","id":"1","payload":{"query":"\#(query)"}}"#
    let answers = try engine.client.webSocket(
      "/v1/graphql", subprotocol: "graphql-transport-ws", sending: [#"{"type":"connection_init"}"#, start], expecting: 3)
    let messages = answers.compactMap { try? JSON(parsing: $0) }
    let next = messages.first { $0["type"] == "next" }
    #expect(next?["payload"]?.text == #"{"data":{"insert_author_one":{"id":3}}}"#, "\(answers)")
    #expect(messages.contains { $0["type"] == "complete" })
    #expect(try MutationWorld.content(of: engine).contains("Cyd"))
  }

  @Test(arguments: Kind.allCases) func `custom names are those of mutations too`(_ kind: Kind) throws {
    let engine = try MutationWorld.engine(kind)
    defer { engine.stop() }
    try engine.metadata(
      "\(kind.prefix)_set_table_customization",
      [
        "source": "texts", "table": "author",
        "configuration": [
          "custom_name": "Writer", "column_config": ["born": ["custom_name": "bornIn"]],
          "custom_root_fields": ["insert_one": "addWriter", "update_by_pk": "changeWriter"],
        ],
      ])
    let answer = try engine.data(
      """
      mutation {
        addWriter(object: {name: "Ada", bornIn: 3}, on_conflict: {constraint: author_name_key, update_columns: [bornIn]}) { id bornIn }
        changeWriter(pk_columns: {id: 2}, _set: {bornIn: 4}) { __typename bornIn }
        delete_Writer(where: {bornIn: {_eq: 5}}) { affected_rows }
      }
      """)
    #expect(
      answer.text
        == #"{"addWriter":{"id":1,"bornIn":3},"changeWriter":{"__typename":"Writer","bornIn":4},"delete_Writer":{"affected_rows":0}}"#)
  }
}
