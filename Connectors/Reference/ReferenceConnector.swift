public import ConnectorKit
public import ConnectorProtocol
import Glibc

/// Tables in memory, given as JSON in the source's configuration: the executable specification of the protocol, a tutorial for authors of
/// connectors, and the partner of tests that need a connector which crashes, stalls or lies.
public struct ReferenceConnector: Connector {
  private let name: String
  private let kind: String
  private let versions: ClosedRange<UInt32>
  private let startDelay: UInt32

  /// Arguments of the executable: `--kind NAME` renames the kind (and its command prefix), `--protocol-version N` makes it speak only
  /// that version, `--start-delay MILLISECONDS` makes it late.
  public init(arguments: [String] = []) {
    func value(_ option: String) -> String? {
      arguments.firstIndex(of: option).flatMap { arguments.indices.contains($0 + 1) ? arguments[$0 + 1] : nil }
    }
    kind = value("--kind") ?? "reference"
    name = "joinery-" + kind
    let version = value("--protocol-version").flatMap { UInt32($0) } ?? 1
    versions = version...version
    startDelay = value("--start-delay").flatMap { UInt32($0) } ?? 0
  }

  /// One kind, named by the arguments.
  public var manifest: Manifest {
    Manifest(
      name: name, version: "1.0.0", protocolVersions: versions,
      kinds: [
        Manifest.Kind(
          name: kind, commandPrefixes: [kind], tableNaming: Manifest.TableNaming(components: ["name"], isObject: false),
          displayName: kind.prefix(1).uppercased() + kind.dropFirst())
      ],
      arguments: kind == "reference" ? [] : ["--kind", kind])
  }

  /// Everything but raw SQL.
  public var capabilities: Capabilities {
    Capabilities(
      typeSuffix: "_" + kind, scalars: ReferenceScalars.all, maximumKeys: 5000,
      features: Set(Capabilities.Feature.allCases).subtracting([.rawSQL, .functions, .nativeQueries]))
  }

  /// A session on the tables of the configuration, which all sessions of the same configuration share.
  public func open(_ call: OpenCall) throws(ConnectorError) -> any Session {
    let configuration = try ReferenceConfiguration(call.configuration)
    configuration.misbehaviour.open()
    let database = try SharedDatabase.of(call.configuration, configuration)
    return ReferenceSession(database, configuration.misbehaviour)
  }

  /// Waits as long as the arguments said, before there is a socket to connect to.
  public func delayStart() { usleep(startDelay * 1000) }
}
