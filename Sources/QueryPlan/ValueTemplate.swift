package import JSON

/// A JSON value with places for variables.
package indirect enum ValueTemplate: Equatable, Sendable {
  case constant(JSON)
  case variable(name: String, path: [ParameterSource.PathStep])
  case list([ValueTemplate])
  case object([Member])

  /// A key and the value that stands at it.
  package struct Member: Equatable, Sendable {
    package var key: String
    package var value: ValueTemplate

    /// A member of an object.
    package init(_ key: String, _ value: ValueTemplate) {
      self.key = key
      self.value = value
    }
  }

  /// The value, with variables looked up by name and path.
  package func value(_ variable: (String, [ParameterSource.PathStep]) -> JSON) -> JSON {
    switch self {
    case .constant(let json): return json
    case .variable(let name, let path): return variable(name, path)
    case .list(let elements): return .array(elements.map { $0.value(variable) })
    case .object(let members):
      var object = JSONObject()
      for member in members { object[member.key] = member.value.value(variable) }
      return .object(object)
    }
  }
}
