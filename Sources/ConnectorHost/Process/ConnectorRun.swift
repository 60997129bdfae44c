import ConnectorProtocol
import Glibc
import JSON

/// What belongs to one run of a connector's process and is given up with it.
struct ConnectorRun {
  /// Counted from 1; 0 before the first.
  var number = 0
  var started = Moment.now
  var socketPath = ""
  /// Proof for both sockets that it is the host who connects.
  var token = ""
  var child: ChildProcess?
  var control: ControlConnection?
  var welcome: Welcome?
  /// How the process ended, while the control connection is still being read.
  var exit: String?

  /// Who a line of the log is about.
  func logFields(_ connector: String, _ more: JSONObject = JSONObject()) -> JSON {
    var fields: JSONObject = ["connector": .string(connector)]
    if let child { fields["pid"] = .number(JSONNumber(Int(child.id))) }
    for (key, value) in more.entries { fields[key] = value }
    return .object(fields)
  }

  /// `PATH`, the variables that the manifest names, and what the connector needs to be found.
  func environment(allowing names: [String]) -> [String] {
    let passed = (["PATH"] + names).compactMap { name in getenv(name).map { "\(name)=" + String(cString: $0) } }
    // The crash report of a Swift program shows what memory held, credentials among it, and keeps the dead process for seconds.
    let quietCrash = "SWIFT_BACKTRACE=enable=no"
    return passed + [quietCrash, "JOINERY_CONNECTOR_SOCKET=\(socketPath)", "JOINERY_CONNECTOR_TOKEN=\(token)"]
  }
}
