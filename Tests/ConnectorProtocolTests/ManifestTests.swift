import ConnectorProtocol
import JSON
import Testing

@Suite struct ManifestTests {
  private static let manifest = Manifest(
    name: "joinery-x", version: "1.2", protocolVersions: 1...2,
    kinds: [
      Manifest.Kind(
        name: "x", aliases: ["y"], commandPrefixes: ["x"], urlSchemes: ["x"],
        tableNaming: Manifest.TableNaming(components: ["schema", "name"], defaults: ["schema": "public"], isObject: true), displayName: "X")
    ], command: "/bin/x", arguments: ["--a"], environment: ["PGHOST"])

  @Test func manifestComesBackAsItWas() throws {
    #expect(try Manifest(json: try JSON(parsing: Self.manifest.json.text)) == Self.manifest)
    var plain = Self.manifest
    (plain.command, plain.arguments, plain.environment) = (nil, [], [])
    #expect(try Manifest(json: plain.json) == plain)
  }

  @Test(arguments: [
    ("[]", "a manifest must be a JSON object"), ("{}", "kinds must be a list of at least one kind"),
    ("{\"kinds\":[{}]}", "name must be a string"),
    ("{\"kinds\":[{\"name\":\"x\"}]}", "table_naming.components must name at least one part"),
    ("{\"kinds\":[{\"name\":\"x\",\"table_naming\":{\"components\":[\"a\"]}}]}", "table_naming.form must be \"object\" or \"array\""),
  ])
  func whatIsWrongIsSaid(_ text: String, _ message: String) throws {
    do {
      _ = try Manifest(json: try JSON(parsing: text))
      Issue.record("no error")
    } catch let error as ManifestError {
      #expect(error.message == message)
    }
  }
}
