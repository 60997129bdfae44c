import JSON
import NIOCore

/// What the processes of all connectors share.
struct ConnectorProcessEnvironment: Sendable {
  var eventLoop: any EventLoop
  var settings: SupervisionSettings
  var hostVersion: String
  /// The folder of the sockets, made when the first process starts.
  var runtimeDirectory: @Sendable () throws(SystemError) -> RuntimeDirectory
  var log: LogSink
}
