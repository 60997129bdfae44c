import JSON
import Testing

import Metadata

@Suite struct NamingTests {
  let postgres = kinds["postgres"]?.tableNaming ?? .unknown
  let sqlite = kinds["sqlite3"]?.tableNaming ?? .unknown

  @Test(arguments: [#""author""#, #"{"name":"author"}"#, #"{"schema":"public","name":"author"}"#, #"["author"]"#, #"["public","author"]"#])
  func spellingsOfOneTable(_ text: String) throws {
    let name = try postgres.name(JSON(parsing: text))
    #expect(name.components == ["public", "author"])
    #expect(name.text == "author")
    #expect(postgres.json(name).text == #"{"name":"author","schema":"public"}"#)
  }

  @Test func otherSchemaIsShown() {
    #expect(postgres.name(["store", "author"]).text == "store.author")
  }

  @Test func arraysKeepWhatWasWritten() {
    let short = sqlite.name(["users"])
    let long = sqlite.name(["main", "users"])
    #expect(short == long)
    #expect(short.text == "users")
    #expect(long.text == "main.users")
    #expect(sqlite.json(long).text == #"["main","users"]"#)
  }

  @Test func nothingElseIsATable() {
    for json in [JSON.null, 1, [], ["a", "b", "c"], ["schema": "public"], [1]] {
      #expect(throws: (any Error).self) { try postgres.name(json) }
    }
  }

  @Test func unknownKindsKeepAnything() throws {
    let three = try TableNaming.unknown.name(["a", "b", "c"] as JSON)
    #expect(three.components == ["a", "b", "c"])
    #expect(try TableNaming.unknown.name(["dataset": "d", "name": "t"] as JSON).components == ["d", "t"])
  }

  @Test func commandsAreSplitAtTheLongestPrefix() {
    let kinds = Kinds([
      Kind(name: "a", tableNaming: .unknown), Kind(name: "a_b", tableNaming: .unknown),
    ])
    #expect(kinds.split(commandName: "a_b_track_table")?.kind.name == "a_b")
    #expect(kinds.split(commandName: "a_track_table")?.command == "track_table")
    #expect(kinds.split(commandName: "c_track_table") == nil)
  }
}
