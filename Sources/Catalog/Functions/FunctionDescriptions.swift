import ConnectorProtocol
import Metadata

/// A source's described functions by name.
struct FunctionDescriptions: Sendable {
  private let byPath: [[String]: [FunctionDescription]]

  init(_ functions: [FunctionDescription]) { byPath = Dictionary(grouping: functions) { $0.name.path } }

  /// The function of a name. Throws when there is none, or more than one.
  func only(_ name: TableName) throws(TableProblem) -> FunctionDescription {
    let found = byPath[name.components] ?? []
    guard let function = found.first else { throw TableProblem(reason: "no such function exists: \"\(name.text)\"") }
    guard found.count == 1 else {
      throw TableProblem(reason: "function \"\(name.text)\" is overloaded. Overloaded functions are not supported")
    }
    return function
  }
}
