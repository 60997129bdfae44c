import Catalog
import Errors
import JSON
import Metadata
import RemoteSchemas

/// A remote schema and what is known of its server.
struct ConnectedRemote: Sendable {
  /// Another definition means another server.
  let definition: RemoteSchemaDefinition?
  let server: RemoteServer?
  let state: RemoteSchemaState
  /// What the server answered when it was asked for its schema.
  var introspection: JSON?

  var isAvailable: Bool { if case .available = state { true } else { false } }
}

/// Makes servers of declared remote schemas.
struct RemoteConnections: Sendable {
  let client: RemoteClient
  /// Looks up a variable of the host's environment.
  let environment: @Sendable (String) -> String?

  /// Asks servers that `metadata` declares for their schemas, all at the same time. One that does not answer is unavailable, which is no
  /// error here.
  ///
  /// `patience` cuts the servers' own timeouts short.
  func connect(
    _ declared: [(name: String, declared: Result<RemoteSchemaDeclaration, EngineError>)], of metadata: Metadata, patience: Duration? = nil
  ) async -> [String: ConnectedRemote] {
    guard !declared.isEmpty else { return [:] }
    let allowlist = TLSAllowlist(metadata)
    return await withTaskGroup(of: (String, ConnectedRemote).self) { group in
      for (name, declaration) in declared { group.addTask { (name, await connect(declaration, allowlist, patience)) } }
      var connected: [String: ConnectedRemote] = [:]
      for await (name, remote) in group { connected[name] = remote }
      return connected
    }
  }

  private func connect(
    _ declaration: Result<RemoteSchemaDeclaration, EngineError>, _ allowlist: TLSAllowlist, _ patience: Duration?
  ) async -> ConnectedRemote {
    var definition: RemoteSchemaDefinition?
    var server: RemoteServer?
    do throws(EngineError) {
      let declared = try declaration.get()
      definition = declared.definition
      let opened = try self.server(declared)
      server = opened
      let introspection = try await opened.introspect(tlsAllowlist: allowlist, patience: patience)
      return ConnectedRemote(
        definition: definition, server: server, state: .available(introspection.schema), introspection: introspection.body)
    } catch {
      return ConnectedRemote(definition: definition, server: server, state: .unavailable(error))
    }
  }

  private func server(_ declared: RemoteSchemaDeclaration) throws(EngineError) -> RemoteServer {
    let definition = declared.definition
    let (url, shown) = try definition.resolvedURL(environment: environment)
    let headers = try definition.resolvedHeaders(environment: environment)
    return RemoteServer(
      name: declared.name, url: url, shownURL: shown, headers: headers.map { RemoteHeader($0.name, $0.value) },
      timeout: .seconds(max(1, min(definition.timeout, 86_400))), forwardsClientHeaders: definition.forwardsClientHeaders, client: client)
  }
}

extension TLSAllowlist {
  /// The hosts that metadata allows to sign their own certificates.
  init(_ metadata: Metadata) {
    self.init(metadata.tlsAllowlist.filter(\.permitsSelfSigned).map { Host(name: $0.host, port: $0.suffix) })
  }
}
