import Errors
import JSON
import Testing

import Metadata

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
  func dataRequestsAreDecoded(_ type: String) throws {
    let args = #"{"table":"author","objects":[],"columns":["*"],"where":{}}"#
    guard case .source(.data(let request)) = try command(type, args) else {
      Issue.record("no data request")
      return
    }
    #expect(request.word.rawValue == type)
    #expect(request.target.target.source == "default")
  }

  @Test func ordersAreReadFromTextAndObjects() throws {
    let order = #"["-author.name",{"column":"id","type":"asc","nulls":"first"}]"#
    guard case .source(.data(let request)) = try command("select", #"{"table":"t","columns":[],"order_by":\#(order)}"#),
      case .select(let select) = request.operation
    else {
      Issue.record("no select")
      return
    }
    #expect(select.order.map(\.path) == [["author", "name"], ["id"]])
    #expect(select.order.map(\.isDescending) == [true, false])
    #expect(select.order.map(\.nullsFirst) == [nil, true])
  }

  @Test(arguments: [
    ("insert", #"{"table":"t"}"#, #"$ key "objects" not found"#),
    ("insert", #"{"table":"t","objects":[1]}"#, "$.objects[0] parsing objects failed, expected Object, but encountered Number"),
    ("insert", #"{"table":"t","objects":[],"on_conflict":{}}"#, "$.on_conflict the key 'action' was not present"),
    ("select", #"{"table":"t","columns":[1]}"#, "$.columns[0] expected an object or a string"),
    ("select", #"{"table":"t","columns":[{"name":"r"}]}"#, #"$.columns[0] key "columns" not found"#),
    ("select", #"{"table":"t","columns":[],"limit":"1"}"#, "$.limit parsing Int failed, expected Number, but encountered String"),
    (
      "select", #"{"table":"t","columns":[],"order_by":"a..b"}"#,
      "$.order_by string format for 'order_by' entails optional +/- operator, and column/relationship name"
    ),
    ("update", #"{"table":"t"}"#, #"$ key "where" not found"#),
  ])
  func shapesOfDataRequests(_ type: String, _ args: String, _ expected: String) throws {
    let error = try #require(throws: EngineError.self) { try command(type, args) }
    #expect("\(error.path) \(error.message)" == expected)
  }

  @discardableResult
  private func command(_ type: String, _ args: String) throws -> Command {
    let text = #"{"type":"\#(type)","args":\#(args)}"#
    return try MetadataRequest(decoding: JSON(parsing: text), kinds: kinds, api: .query).command
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
