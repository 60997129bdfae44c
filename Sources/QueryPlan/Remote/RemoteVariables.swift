import Errors
import JSON

/// The variables of a document for a remote server, declared as they are used.
struct RemoteVariables: Equatable, Sendable {
  private(set) var values = JSONObject()
  private(set) var declarations: [String] = []
  /// What is declared already, by the client's name, the type and the value.
  private var known: [Declaration: String] = [:]
  /// The last number that was given to a further part of a client's variable.
  private var numbers: [String: Int] = [:]

  private struct Declaration: Hashable {
    var name: String
    var type: String
    var value: String
  }

  /// `($a: Int, $b: String)`, or nothing.
  var text: String { declarations.isEmpty ? "" : "(" + declarations.joined(separator: ", ") + ")" }

  /// The name, with its dollar, of a variable that holds a part of a client's variable.
  mutating func declare(_ name: String, _ path: [ParameterSource.PathStep], _ type: String, _ bindings: Bindings) -> String {
    let value = bindings.value(of: name, at: path)
    let declaration = Declaration(name: name, type: type, value: value.text)
    if let alias = known[declaration] { return "$\(alias)" }
    var alias = name
    while values[alias] != nil {
      let number = numbers[name, default: 1] + 1
      numbers[name] = number
      alias = "\(name)_\(number)"
    }
    declarations.append("$\(alias): \(type)")
    values[alias] = value
    known[declaration] = alias
    return "$\(alias)"
  }
}
