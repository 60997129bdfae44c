import ConnectorProtocol
import Glibc
import Synchronization

/// The log of a connector: lines go to the host, which writes them into its own log; to standard error while there is no host.
///
/// Values of parameters and credentials have no place in it.
public enum ConnectorLog {
  private static let sink = Mutex<(@Sendable (LogLine) -> Void)?>(nil)

  /// Says what happens inside, for whoever develops the connector.
  public static func debug(_ message: String, _ fields: KeyValuePairs<String, String> = [:]) { write(.debug, message, fields) }

  /// Says what an administrator may want to know.
  public static func info(_ message: String, _ fields: KeyValuePairs<String, String> = [:]) { write(.info, message, fields) }

  /// Says what an administrator should look at.
  public static func warning(_ message: String, _ fields: KeyValuePairs<String, String> = [:]) { write(.warning, message, fields) }

  /// Says what went wrong.
  public static func error(_ message: String, _ fields: KeyValuePairs<String, String> = [:]) { write(.error, message, fields) }

  private static func write(_ level: LogLine.Level, _ message: String, _ fields: KeyValuePairs<String, String>) {
    let line = LogLine(level, message, fields: fields.map { LogLine.Field($0.key, $0.value) })
    if let sink = sink.withLock({ $0 }) {
      sink(line)
    } else {
      printError("\(level.rawValue): \(message)" + line.fields.map { " \($0.name)=\($0.value)" }.joined())
    }
  }

  /// Says where lines go from now on.
  static func send(to sink: (@Sendable (LogLine) -> Void)?) { self.sink.withLock { $0 = sink } }
}

/// Writes a line to standard error.
func printError(_ line: String) {
  var text = line + "\n"
  text.withUTF8 { _ = write(2, $0.baseAddress, $0.count) }
}
