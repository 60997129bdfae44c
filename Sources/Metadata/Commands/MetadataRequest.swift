package import Errors
package import JSON

/// A request `{type, args, version?, resource_version?}` of the metadata APIs.
package struct MetadataRequest: Sendable {
  package let type: String
  package let command: Command
  /// Which layout `args` and answer have; 1 unless given.
  package let version: Int
  /// The metadata version that the client saw; a different one at the time of the change is a `conflict`.
  package let resourceVersion: Int?

  /// Where a request came in. All commands are known everywhere; only the paths of shape errors differ.
  package enum API: Sendable {
    /// `/v1/metadata` and `/v2/query`: `$.args.name`.
    case metadata
    /// `/v1/query`: `$.name` (its decoder does not name the step into `args`).
    case query
  }

  /// Decodes a request with everything it holds: a bulk of which one element is malformed is refused as a whole.
  ///
  /// Throws `parse-failed` with the path where the shape is wrong.
  package init(decoding json: JSON, kinds: Kinds, api: API) throws(EngineError) {
    let arguments = try Arguments(json, as: "RQLMetadataRequest")
    type = try arguments.string("type")
    version = try arguments.optionalInt("version") ?? 1
    guard (1...2).contains(version) else {
      throw EngineError(.parseFailed, "expected 1 or 2, encountered \(version)", at: ["version"])
    }
    resourceVersion = try arguments.optionalInt("resource_version")
    let decoder = try CommandDecoder(type: type, version: version, kinds: kinds, api: api)
    command = try decoder.command(args: arguments.object["args"])
  }
}
