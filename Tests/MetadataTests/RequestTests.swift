import JSON
import Testing

@testable import Metadata

@Suite struct RequestTests {
  @Test(arguments: [
    (#"{"args":{}}"#, "parse-failed $ key \"type\" not found"),
    (#"{"type":"export_metadata","args":{},"version":3}"#, "parse-failed $.version expected 1 or 2, encountered 3"),
    (
      #"{"type":"foo_bar","args":{}}"#,
      "parse-failed $ unknown metadata command \"foo_bar\"; \"foo\" was not recognized as a valid backend name"
    ),
    (
      #"{"type":"sqlite_test_connection_template","args":{}}"#,
      "parse-failed $ unknown metadata command \"test_connection_template\" for backend sqlite"
    ),
    (#"{"type":"track_tables"}"#, "parse-failed $ key \"args\" not found"),
    (
      #"{"type":"bulk","args":[{"type":"clear_metadata","args":{}},{"type":"add_remote_schema","args":{"name":""}}]}"#,
      "parse-failed $.args[1].args.name empty string not allowed"
    ),
    (#"{"type":"bulk","args":{}}"#, "parse-failed $.args parsing [] failed, expected Array, but encountered Object"),
  ])
  func malformed(_ text: String, _ expected: String) throws {
    #expect(try failure(text, on: Metadata(kinds: kinds)) == expected)
  }

  @Test func everyPrefixOfAKindWorks() throws {
    for prefix in ["pg", "postgres", "sqlite", "sqlite3"] {
      let text = #"{"type":"\#(prefix)_run_sql","args":{"sql":"select 1","source":"s","cascade":true}}"#
      guard case .source(.runSQL(let request)) = try MetadataRequest(decoding: JSON(parsing: text), kinds: kinds, api: .metadata).command
      else {
        Issue.record("no run_sql")
        continue
      }
      #expect(request.target.source == "s" && request.cascade && !request.readOnly)
      #expect(request.target.kind == (prefix.hasPrefix("sqlite") ? "sqlite" : "postgres"))
    }
  }

  @Test(arguments: ["insert", "select", "update", "delete", "count"])
  func dataRequestsKeepTheirArguments(_ type: String) throws {
    let text = #"{"type":"\#(type)","args":{"table":"author","anything":[1]}}"#
    guard case .source(.data(let request)) = try MetadataRequest(decoding: JSON(parsing: text), kinds: kinds, api: .query).command else {
      Issue.record("no data request")
      return
    }
    #expect(request.operation.rawValue == type)
    #expect(request.target.target.source == "default")
    #expect(request.args["anything"] == [1])
  }

  @Test func bulksHoldTheirRequests() throws {
    let text = #"{"type":"bulk","args":[{"type":"run_sql","args":{"sql":""}},{"type":"track_table","args":"t"}],"resource_version":4}"#
    let request = try MetadataRequest(decoding: JSON(parsing: text), kinds: kinds, api: .query)
    #expect(request.resourceVersion == 4)
    guard case .bulk(.sequential, let requests) = request.command else {
      Issue.record("no bulk")
      return
    }
    #expect(requests.map(\.type) == ["run_sql", "track_table"])
  }

  @Test func reloadScopes() throws {
    let text = #"{"type":"reload_metadata","args":{"reload_remote_schemas":["a"],"reload_sources":false}}"#
    guard case .reload(let reload) = try MetadataRequest(decoding: JSON(parsing: text), kinds: kinds, api: .metadata).command else {
      Issue.record("no reload")
      return
    }
    #expect(reload == ReloadRequest(sources: .named([]), remoteSchemas: .named(["a"]), recreateEventTriggers: .named([])))
  }
}
