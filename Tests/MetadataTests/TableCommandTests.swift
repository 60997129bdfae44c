import JSON
import Testing

import Metadata

@Suite struct TableCommandTests {
  @Test func tracking() throws {
    let before = try metadata(addDefault)
    let (after, touched) = try applying(trackAuthor, to: before)
    let id = TableID(source: "default", name: TableName(components: ["public", "author"], shown: ["author"]))
    #expect(touched.tables == [id])
    #expect(touched.created == [.table(id)])
    #expect(touched.tolerance == .createdMustBeConsistent)
    #expect(after.table(id)?.json["table"]?.text == #"{"name":"author","schema":"public"}"#)
    #expect(before.sources["default"]?.tables.isEmpty == true)
    #expect(try failure(trackAuthor, on: after) == "already-tracked $.args view/table already tracked: \"author\"")
    #expect(
      try failure(#"{"type":"untrack_table","args":{"table":{"schema":"s","name":"t"}}}"#, on: after)
        == "already-untracked $.args view/table already untracked: \"s.t\"")
  }

  @Test func trackingSeveral() throws {
    let start = try metadata(addDefault, trackAuthor)
    let two = #"{"type":"pg_track_tables","args":{"tables":[{"table":"author"},{"table":"article"}]}}"#
    let (after, touched) = try applying(two, to: start)
    #expect(after.sources["default"]?.tables.count == 2)
    #expect(touched.tolerance == .createdBecomeWarnings)
    #expect(touched.warnings.first?.json["name"] == "table author in source default")
    #expect(
      try failure(#"{"type":"pg_track_tables","args":{"tables":[{"table":"author"}]}}"#, on: start)
        == "metadata-warnings $.args all tables failed to track")
    #expect(
      try failure(#"{"type":"pg_track_tables","args":{"allow_warnings":false,"tables":[{"table":"author"},{"table":"x"}]}}"#, on: start)
        == "metadata-warnings $.args failed due to metadata warnings")
  }

  @Test func untrackingNeedsCascadeWhileOthersRefer() throws {
    let start = try metadata(addDefault, trackAuthor, trackArticle, articles)
    let untrack = #"{"type":"pg_untrack_table","args":{"table":"article"}}"#
    #expect(
      try failure(untrack, on: start)
        == "dependency-error $.args cannot drop due to the following dependent objects: "
        + "relationship author.articles in source \"default\"")
    let after = try apply(#"{"type":"pg_untrack_table","args":{"table":"article","cascade":true}}"#, to: start)
    #expect(after == (try metadata(addDefault, trackAuthor)))
    #expect(try failure(#"{"type":"pg_untrack_table","args":{"table":"author"}}"#, on: start) == nil)
  }

  @Test func foreignKeysAreKnownToTheDatabaseOnly() throws {
    let start = try metadata(
      addDefault, trackAuthor, trackArticle,
      #"{"type":"create_object_relationship","args":{"table":"article","name":"author","using":{"foreign_key_constraint_on":"author_id"}}}"#
    )
    let keys = ForeignKeys { _, columns in
      columns == ["author_id"] ? TableName(components: ["public", "author"], shown: ["author"]) : nil
    }
    #expect(throws: (any Error).self) {
      try apply(#"{"type":"untrack_table","args":{"table":"author"}}"#, to: start, foreignKeys: keys)
    }
    #expect(try failure(#"{"type":"untrack_table","args":{"table":"author"}}"#, on: start) == nil)
  }

  @Test func untrackingTogether() throws {
    let start = try metadata(addDefault, trackAuthor, trackArticle, articles)
    let both = #"{"type":"pg_untrack_tables","args":{"tables":[{"table":"article"},{"table":"author"}]}}"#
    #expect(try apply(both, to: start) == (try metadata(addDefault)))
  }

  @Test func customization() throws {
    let start = try metadata(addDefault, trackAuthor)
    let set = #"{"type":"set_table_customization","args":{"table":"author","configuration":{"custom_name":"writer"}}}"#
    let after = try apply(set, to: start)
    #expect(after.sources["default"]?.tables.values.first?.configuration.customName == "writer")
    let unset = #"{"type":"set_table_customization","args":{"table":"author","configuration":{}}}"#
    #expect(try apply(unset, to: after) == start)
    #expect(
      try failure(#"{"type":"set_table_customization","args":{"table":"author1","configuration":{}}}"#, on: start)
        == "not-exists $.args table \"author1\" does not exist in source: default")
  }

  @Test func sourcesOfTheRightKind() throws {
    let start = try metadata(addDefault)
    #expect(
      try failure(#"{"type":"pg_track_table","args":{"source":"nope","table":"t"}}"#, on: start)
        == "not-exists $.args source with name \"nope\" does not exist")
    #expect(
      try failure(#"{"type":"sqlite_track_table","args":{"source":"default","table":"t"}}"#, on: start)
        == "not-exists $.args source with name \"default\" is of kind \"postgres\", not \"sqlite\"")
  }

  @Test func oneTableOfTwoThousandIsEditedQuickly() throws {
    let tables = (0..<2000).map { #"{"table":{"name":"t\#($0)","schema":"public"},"unknown":{"a":[1,2,3]}}"# }
    let text =
      #"{"version":3,"sources":[{"name":"default","kind":"postgres","configuration":{},"tables":["#
      + tables.joined(separator: ",") + "]}]}"
    let start = try Metadata(JSON(parsing: text), kinds: kinds)
    let request = #"{"type":"track_table","args":{"table":"author"}}"#
    let clock = ContinuousClock()
    let parse = try clock.measure { _ = try Metadata(JSON(parsing: text), kinds: kinds) }
    let edits = try clock.measure { for _ in 0..<20 { try apply(request, to: start) } }
    #expect(edits / 20 < parse, "one command must not cost as much as reading all metadata")
  }
}
