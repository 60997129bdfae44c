import Errors
import JSON

/// The variables of a document for a remote server, declared as they are used.
struct RemoteVariables: Equatable, Sendable {
  private(set) var values = JSONObject()
  private(set) var declarations: [String] = []

  /// `($a: Int, $b: String)`, or nothing.
  var text: String { declarations.isEmpty ? "" : "(" + declarations.joined(separator: ", ") + ")" }

  /// The name, with its dollar, of a variable that holds a part of a client's variable.
  mutating func declare(_ name: String, _ path: [ParameterSource.PathStep], _ type: String, _ bindings: Bindings) -> String {
    let value = bindings.value(of: name, at: path)
    var alias = name
    var number = 1
    while true {
      let declaration = "$\(alias): \(type)"
      if declarations.contains(declaration), values[alias] == value { return "$\(alias)" }
      if values[alias] == nil {
        declarations.append(declaration)
        values[alias] = value
        return "$\(alias)"
      }
      number += 1
      alias = "\(name)_\(number)"
    }
  }
}
