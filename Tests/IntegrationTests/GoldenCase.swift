import Foundation
import JSON
import Testing

/// A folder `Tests/Golden/<group>/<case>`: one request and the one answer that every kind gives.
///
/// `query.graphql` with `variables.json`, or the whole `body.json`; `headers.json`; `answer.json`. Where a kind cannot give that answer,
/// `different.<kind>.json` has its own and `why.md` the reason.
struct GoldenCase: Sendable, CustomTestStringConvertible {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Golden")

  /// `group/case`.
  let name: String
  var place: URL { Self.folder.appendingPathComponent(name) }
  var testDescription: String { name }

  static let all: [GoldenCase] = names(in: folder).filter { $0 != "schemas" }.flatMap { group in
    names(in: folder.appendingPathComponent(group)).map { GoldenCase(name: "\(group)/\($0)") }
  }

  /// The folders in a folder.
  static func names(in folder: URL) -> [String] {
    let entries = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: [.isDirectoryKey])) ?? []
    return entries.filter { (try? $0.resourceValues(forKeys: [.isDirectoryKey]).isDirectory) ?? false }.map(\.lastPathComponent).sorted()
  }

  var files: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: place.path)) ?? []).sorted() }

  func text(_ file: String) -> String? { try? String(contentsOf: place.appendingPathComponent(file), encoding: .utf8) }

  private func json(_ file: String) throws -> JSON? { try text(file).map { try JSON(parsing: $0) } }

  /// What is posted.
  func body() throws -> JSON {
    if let body = try json("body.json") { return body }
    var body: JSONObject = ["query": .string(try #require(text("query.graphql"), "\(name) has neither query.graphql nor body.json"))]
    body["variables"] = try json("variables.json")
    return .object(body)
  }

  func headers() throws -> [String: String] {
    var headers: [String: String] = [:]
    for (key, value) in try json("headers.json")?.objectValue?.entries ?? [] { headers[key] = value.stringValue }
    return headers
  }

  /// The file with what `kind` answers.
  func expectation(of kind: Kind) -> String {
    let own = "different.\(kind.rawValue).json"
    return files.contains(own) ? own : "answer.json"
  }

  func expected(of kind: Kind) throws -> JSON? { try json(expectation(of: kind)) }

  func write(_ answer: JSON, to file: String) throws {
    try (answer.laidOut() + "\n").write(to: place.appendingPathComponent(file), atomically: true, encoding: .utf8)
  }

  func remove(_ file: String) { try? FileManager.default.removeItem(at: place.appendingPathComponent(file)) }
}
