import JSON
import Testing

import Metadata

@Suite struct WholeMetadataTests {
  @Test func clearKeepsDefault() throws {
    let start = try metadata(addDefault, addUsers, trackAuthor)
    #expect(try apply(#"{"type":"clear_metadata","args":null}"#, to: start) == (try metadata(addDefault)))
    #expect(try apply(#"{"type":"clear_metadata","args":{}}"#, to: metadata(addUsers)).json.text == #"{"version":3,"sources":[]}"#)
  }

  @Test func replaceAnswersByVersion() throws {
    let kept = try metadata(addDefault, trackAuthor)
    let one = try applying(#"{"type":"replace_metadata","args":\#(kept.json.text)}"#, to: Metadata(kinds: kinds))
    #expect(one.metadata == kept)
    #expect(one.touched.tolerance == .none && one.touched.sources == ["default"])
    let text = #"{"type":"replace_metadata","version":2,"args":{"allow_inconsistent_metadata":true,"metadata":\#(kept.json.text)}}"#
    let two = try applying(text, to: Metadata(kinds: kinds))
    #expect(two.touched.tolerance == .everything)
    #expect(
      MetadataAnswer.export(kept, resourceVersion: 7, requestVersion: 2)
        == ["resource_version": 7, "metadata": kept.json])
    #expect(MetadataAnswer.export(kept, resourceVersion: 7, requestVersion: 1) == kept.json)
  }

  @Test func metadataWithoutSourcesReplacesTheDefaultSource() throws {
    let text = #"{"type":"replace_metadata","args":{"version":2,"tables":[{"table":"author"}],"actions":[{"name":"a"}]}}"#
    let after = try apply(text, to: metadata(addDefault, trackArticle))
    #expect(after.sources["default"]?.tables.values.map(\.name.text) == ["author"])
    #expect(after.entries("actions").count == 1)
    #expect(
      try failure(text, on: Metadata(kinds: kinds))
        == "not-supported $.args cannot import metadata without sources since no default source is defined")
    #expect(
      try failure(#"{"type":"replace_metadata","args":{}}"#, on: Metadata(kinds: kinds)) == "parse-failed $.args key \"tables\" not found")
  }

  @Test func sourcesAreAddedOnce() throws {
    let start = try metadata(addDefault)
    #expect(try failure(addDefault, on: start) == "already-exists $.args source with name \"default\" already exists")
    let replace = #"{"type":"pg_add_source","args":{"name":"default","configuration":{"a":1},"replace_configuration":true}}"#
    #expect(try apply(replace, to: start).sources["default"]?.configuration == ["a": 1])
    let update = #"{"type":"pg_update_source","args":{"name":"default","customization":{"root_fields":{"prefix":"p_"}}}}"#
    #expect(try apply(update, to: start).sources["default"]?.customization.rootFieldPrefix == "p_")
    #expect(
      try failure(#"{"type":"pg_drop_source","args":{"name":"x"}}"#, on: start)
        == "not-exists $.args source with name \"x\" does not exist")
    #expect(
      try failure(#"{"type":"rename_source","args":{"name":"x","new_name":"y"}}"#, on: start)
        == "not-exists $.args Could not find source with name \"x\"")
  }

  @Test func inconsistencyIsShownAsHasuraDoes() throws {
    let metadata = try metadata(addDefault, trackAuthor)
    let id = TableID(source: "default", name: TableName(components: ["public", "author"], shown: ["author"]))
    let inconsistency = Inconsistency(
      reason: "Inconsistent object: no such table/view exists in source: \"author\"", objects: [metadata.object(.table(id))])
    #expect(
      MetadataAnswer.consistency([inconsistency]).text
        == #"{"is_consistent":false,"inconsistent_objects":[{"reason":"Inconsistent object: no such table/view exists in source: \"author\"","#
        + #""name":"table author in source default","type":"table","definition":{"name":"author","schema":"public"}}]}"#)
    #expect(MetadataAnswer.reloaded([]).text == #"{"message":"success","is_consistent":true}"#)
  }
}
