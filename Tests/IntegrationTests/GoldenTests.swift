import Foundation
import JSON
import TestSupport
import Testing

/// Every folder of `Tests/Golden` asked on PostgreSQL, MariaDB and SQLite: one answer for all three.
///
/// `GOLDEN=record` in the environment writes what PostgreSQL answers to `answer.json`, and what others answer to `different.<kind>.json` if
/// the folder's `why.md` says why.
@Suite(.enabled(if: Kind.missingServers == nil, "needs PostgreSQL and MariaDB"))
struct GoldenTests {
  private static let isRecording = ProcessInfo.processInfo.environment["GOLDEN"] == "record"

  /// A Joinery per kind with the databases of `schemas`, a source for each, so that root fields have the same names on all kinds.
  private static let engines = Shared<Kind, JoineryProcess> { kind in
    let engine = try JoineryProcess()
    let schemas = GoldenCase.folder.appendingPathComponent("schemas")
    var sources: [JSON] = []
    for name in GoldenCase.names(in: schemas) {
      let folder = schemas.appendingPathComponent(name)
      let configuration = try kind.makeDatabase(in: engine.folder)
      let statements = try ["\(kind.rawValue).sql", "data.sql"].map {
        try String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8)
      }
      try engine.addSource(name, kind, statements, configuration: configuration)
      var source: JSONObject = ["name": .string(name), "kind": .string(kind.rawValue), "configuration": configuration]
      let metadata = try JSON(parsing: String(contentsOf: folder.appendingPathComponent("metadata.json"), encoding: .utf8))
      for (key, value) in metadata.objectValue?.entries ?? [] { source[key] = value }
      sources.append(.object(source))
    }
    try engine.metadata("replace_metadata", ["version": 3, "sources": .array(sources)])
    return engine
  }

  @Test(arguments: GoldenCase.all) func `one answer on all kinds`(one: GoldenCase) throws {
    let (body, headers) = (try one.body(), try one.headers())
    for kind in Kind.allCases {
      let answer = try Self.engines[kind].post("/v1/graphql", body, headers: headers)
      let json = try #require(answer.json, "\(kind): \(answer.text)")
      if Self.isRecording { try record(json, kind, one) }
      let expected = try #require(try one.expected(of: kind), "no \(one.expectation(of: kind)); GOLDEN=record writes it")
      let difference = json.difference(from: expected)
      #expect(difference == nil, "\(kind) answered \(json.laidOut())")
    }
  }

  private func record(_ answer: JSON, _ kind: Kind, _ one: GoldenCase) throws {
    if kind == .postgres { return try one.write(answer, to: "answer.json") }
    let own = "different.\(kind.rawValue).json"
    one.remove(own)
    let isDifferent = try one.expected(of: kind).map { answer.difference(from: $0) != nil } ?? true
    if isDifferent, one.text("why.md") != nil { try one.write(answer, to: own) }
  }

  @Test func `differences have a reason, and nine in ten folders have none`() {
    let different = GoldenCase.all.filter { $0.files.contains { $0.hasPrefix("different.") } }
    #expect(different.count * 10 <= GoldenCase.all.count, "\(different.map(\.name))")
    for one in GoldenCase.all {
      let isDifferent = different.contains { $0.name == one.name }
      #expect((one.text("why.md") != nil) == isDifferent, "\(one.name): why.md belongs to a difference, and the other way round")
      #expect(one.expectation(of: .postgres) == "answer.json", "\(one.name): PostgreSQL's answer is the common one")
    }
  }

  @Test func `a folder has the files of a case and nothing else`() {
    let known: Set<String> = [
      "query.graphql", "variables.json", "body.json", "headers.json", "answer.json", "different.mysql.json", "different.sqlite.json",
      "why.md",
    ]
    for one in GoldenCase.all {
      let files = Set(one.files)
      #expect(files.isSubset(of: known), "\(one.name): \(files.subtracting(known).sorted())")
      #expect(files.contains("answer.json") && files.contains("query.graphql") != files.contains("body.json"), "\(one.name)")
    }
  }
}
