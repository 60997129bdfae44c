import ConnectorProtocol
import Errors
import JSON
import QueryPlan

extension InputValue {
  /// Where the parameter of this value comes from. Literals are converted at once, with Hasura's errors for wrong ones.
  ///
  /// Null must have been refused or dealt with before.
  func source(as form: ValueForm) throws(EngineError) -> ParameterSource {
    let template = template
    if request.checksScalars { _ = try form.parameter(from: template.value(Bindings(variables: request.variables).value)) }
    switch template {
    case .constant(let json): return .constant(try form.parameter(from: json))
    case .variable(let name, let path): return .variable(name: name, path: path, as: form)
    case let whole: return .composed(whole, as: form)
    }
  }

  /// Throws if the value is null.
  func refusingNull(for type: String) throws(EngineError) {
    guard isNull else { return }
    throw EngineError(.validationFailed, "unexpected null value for type '\(type)'")
  }

  /// The elements, or Hasura's refusal of null.
  func requiredElements() throws(EngineError) -> [InputValue] {
    guard let elements else { throw EngineError(.validationFailed, "expected a list, but found null") }
    return elements
  }

  /// The members, or Hasura's refusal of anything but an object.
  func requiredMembers(of type: String) throws(EngineError) -> [(key: String, value: InputValue)] {
    if let members { return members }
    throw EngineError(.validationFailed, "expected an object for type '\(type)', but found \(describedKind)")
  }

  private var describedKind: String { template.value { _, _ in .null }.describedKind }
}
