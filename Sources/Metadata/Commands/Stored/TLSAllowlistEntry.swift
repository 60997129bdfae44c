import Errors
import JSON

/// `add_host_to_tls_allowlist`, `drop_host_from_tls_allowlist`: host and suffix together name an entry.
struct TLSAllowlistEntry: MetadataChange {
  /// What is done with the entry.
  enum Operation: Sendable {
    case add(entry: JSONObject)
    case drop
  }

  private let operation: Operation
  private let host: String
  private let suffix: String?

  /// Reads the arguments of the command that adds a host, which may be the host's name alone.
  init(adding context: CommandContext) throws(EngineError) {
    let allowance = try TLSAllowance(context.args)
    host = allowance.host
    suffix = allowance.suffix
    let given = context.args.objectValue ?? ["host": .string(host)]
    operation = .add(entry: given.picking("host", "suffix", "permissions"))
    guard !host.isEmpty else { throw EngineError(.badRequest, "key \"host\" cannot be empty") }
  }

  /// Reads the arguments of the command that drops a host.
  init(dropping context: CommandContext) throws(EngineError) {
    let arguments = try context.arguments(as: "DropHostFromTLSAllowlist")
    host = try arguments.read("host", TLSAllowance.text)
    suffix = try arguments.readOptional("suffix", TLSAllowance.text)
    operation = .drop
    guard !host.isEmpty else { throw EngineError(.badRequest, "hostname cannot be empty") }
  }

  func apply(to metadata: inout Metadata, foreignKeys: ForeignKeys) throws(EngineError) -> Touched {
    var network = metadata.members["network"]?.objectValue ?? [:]
    let listed = network["tls_allowlist"]?.arrayValue ?? []
    let others = listed.filter { !isNamed($0) }
    let isThere = others.count < listed.count
    switch operation {
    case .add(let entry):
      guard !isThere else { throw EngineError(.alreadyExists, "the host \(name) already exists in the allowlist") }
      network.append(.object(entry), to: "tls_allowlist")
    case .drop:
      guard isThere else { throw EngineError(.notExists, "the host \(name) isn't present in the allowlist") }
      network["tls_allowlist"] = others.isEmpty ? nil : .array(others)
    }
    metadata.members["network"] = network.isEmpty ? nil : .object(network)
    return Touched()
  }

  private func isNamed(_ entry: JSON) -> Bool {
    guard let allowance = try? TLSAllowance(entry) else { return false }
    return allowance.host == host && allowance.suffix == suffix
  }

  private var name: String {
    let host = JSON.string(host).text
    return suffix.map { "\(host) with suffix \(JSON.string($0).text)" } ?? host
  }
}
