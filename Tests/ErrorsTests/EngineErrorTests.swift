import Errors
import JSON
import Testing

@Suite struct EngineErrorTests {
  @Test func pathsPrintAsHasurasDo() {
    #expect(ErrorPath().description == "$")
    #expect(ErrorPath(keys: "args", "table").appending(0).description == "$.args.table[0]")
    #expect((["selectionSet", "a-b", "a.b", "1st", ""] as ErrorPath).description == #"$.selectionSet.a-b["a.b"]["1st"][""]"#)
  }

  @Test func pathIsAddedOnTheWayOut() {
    #expect(throws: EngineError(.parseFailed, "no", at: ["args", 2, "name"])) {
      try at("args") { () throws(EngineError) in
        try at(2) { () throws(EngineError) in throw EngineError(.parseFailed, "no", at: ["name"]) }
      }
    }
  }

  @Test func bothRenderings() {
    let error = EngineError(.notExists, "x", at: ["args"], detail: ["a": 1])
    #expect(error.metadataAnswer().text == #"{"error":"x","path":"$.args","code":"not-exists","internal":{"a":1}}"#)
    #expect(
      error.graphQLAnswer(showingDetail: false).text
        == #"{"errors":[{"message":"x","extensions":{"path":"$.args","code":"not-exists"}}]}"#)
  }

  @Test func statuses() {
    #expect(EngineError.Code.notExists.httpStatus == 400)
    #expect(EngineError.Code.unexpected.httpStatus == 500)
    #expect(EngineError.Code(rawValue: "any-error").httpStatus == 400)
    #expect(Set(EngineError.Code.all).count == EngineError.Code.all.count)
  }
}
