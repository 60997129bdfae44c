import CSystemCalls
public import ConnectorProtocol
import Glibc
import JSON

/// Serves a connector until the host lets go of it: the whole of a connector's `main.swift`.
///
///     try serve(MyConnector())
///
/// With `--manifest` it prints the manifest and returns. Otherwise it listens on the socket that the host named in its environment; without
/// a host, or with one that it does not understand, it says so on standard error and the process ends with status 1.
/// Throws only when the connector's own manifest cannot be right.
public func serve(_ connector: any Connector, arguments: [String] = CommandLine.arguments) throws(ConnectorError) {
  if connector.manifest.kinds.isEmpty { throw ConnectorError(.internal, message: "the manifest names no kind") }
  if arguments.contains("--manifest") { return printManifest(connector.manifest) }
  do throws(ConnectorError) {
    try serveHost(connector)
  } catch {
    printError("\(connector.manifest.name): \(error.message)")
    exit(1)
  }
}

private func serveHost(_ connector: any Connector) throws(ConnectorError) {
  // A socket's end is told by the write that meets it; an interrupt from the terminal is the host's business.
  signal(SIGPIPE, SIG_IGN)
  signal(SIGINT, SIG_IGN)
  guard let path = environment("JOINERY_CONNECTOR_SOCKET"), let token = environment("JOINERY_CONNECTOR_TOKEN") else {
    throw ConnectorError(
      .user, code: "no-host",
      message: "this program is started by joinery, which sets JOINERY_CONNECTOR_SOCKET and JOINERY_CONNECTOR_TOKEN;"
        + " with --manifest it says what it is")
  }
  // Not for children of this process, and not for anyone who reads its environment from now on.
  unsetenv("JOINERY_CONNECTOR_TOKEN")
  let listener = joinery_listen_unix(path, 128)
  guard listener >= 0 else { throw systemError("cannot listen on \(path)") }
  try serve(ConnectorServer(connector, token: token), listener)
}

private func serve(_ server: ConnectorServer, _ listener: Int32) throws(ConnectorError) {
  var entry = pollfd(fd: listener, events: Int16(POLLIN), revents: 0)
  let hostPatience: Int32 = 10_000
  guard poll(&entry, 1, hostPatience) > 0 else {
    throw ConnectorError(.unavailable, code: "no-host", message: "no host came within \(hostPatience / 1000) seconds")
  }
  let control = try accept(listener)
  startThread("listener") { acceptData(server, listener) }
  defer {
    shutdown(listener, Int32(SHUT_RDWR))
    server.shutDown()
  }
  try server.serveControl(control)
}

private func acceptData(_ server: ConnectorServer, _ listener: Int32) {
  while true {
    do throws(ConnectorError) {
      server.startData(try accept(listener))
    } catch {
      // EINVAL: the listener was shut down. Too many open files will pass.
      if error.native == String(EINVAL) || error.native == String(EBADF) { return }
      ConnectorLog.error(error.message)
      usleep(50_000)
    }
  }
}

/// A socket of the same user's; others are closed and not spoken of to them.
private func accept(_ listener: Int32) throws(ConnectorError) -> Int32 {
  while true {
    let descriptor = joinery_accept(listener)
    if descriptor < 0 { throw systemError("cannot accept a connection") }
    var user = uid_t()
    if joinery_peer_user(descriptor, &user) == 0, user == geteuid() { return descriptor }
    close(descriptor)
    ConnectorLog.warning("a connection of another user was refused", ["user": String(user)])
  }
}

private func systemError(_ what: String) -> ConnectorError {
  let number = errno
  return ConnectorError(.unavailable, message: "\(what): \(String(cString: strerror(number)))", native: String(number))
}

private func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

private func printManifest(_ manifest: Manifest) {
  var bytes = manifest.json.bytes
  bytes.append(0x0A)
  var rest = bytes[...]
  while !rest.isEmpty {
    let count = rest.withUnsafeBytes { write(1, $0.baseAddress, $0.count) }
    if count <= 0 { return }
    rest = rest.dropFirst(count)
  }
}
