import Catalog
import CatalogFixtures
import Foundation
import JSON
import Testing

/// Every folder of `Golden` is a case: `metadata.json`, `schema.json`, `request.graphql`, `variables.json` and
/// `role.txt` (may be absent), `plan.txt`.
///
/// A case without metadata is planned on that of `shop`. `GOLDEN=record` in the environment rewrites the expectations.
struct GoldenTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Golden")

  static let cases: [String] =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).filter { !$0.hasPrefix(".") }.sorted()

  @Test(arguments: cases) func plansAsExpected(_ name: String) throws {
    let place = Self.folder.appendingPathComponent(name)
    let given = place.appendingPathComponent("metadata.json")
    let base = FileManager.default.fileExists(atPath: given.path) ? place : Self.folder.appendingPathComponent("shop")
    let fixture = try CatalogFixture(
      metadata: Self.json(base.appendingPathComponent("metadata.json")), schemas: Self.json(base.appendingPathComponent("schema.json")))
    let request = try String(contentsOf: place.appendingPathComponent("request.graphql"), encoding: .utf8)
    let variables = try? Self.json(place.appendingPathComponent("variables.json"))
    let role = try? String(contentsOf: place.appendingPathComponent("role.txt"), encoding: .utf8)
    let text = try plan(
      request, variables: variables?.objectValue ?? [:], on: fixture.catalog(),
      as: role?.trimmingCharacters(in: .whitespacesAndNewlines) ?? "admin"
    ).description
    let expected = place.appendingPathComponent("plan.txt")
    if ProcessInfo.processInfo.environment["GOLDEN"] == "record" {
      try text.write(to: expected, atomically: true, encoding: .utf8)
    }
    #expect(try text == String(contentsOf: expected, encoding: .utf8))
  }

  private static func json(_ file: URL) throws -> JSON { try JSON(parsing: String(contentsOf: file, encoding: .utf8)) }
}
