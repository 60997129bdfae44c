import GraphQL
import JSON
import QueryPlan

/// A value at an input position: written in the document, or found inside of a variable.
///
/// Whoever reads its structure makes the plan depend on it; ``PlanShape`` covers all structure, so that only the value of a scalar
/// must never be read while planning: it becomes a ``ParameterSource``.
struct InputValue {
  enum Origin {
    case literal(Value)
    /// A variable that was not given counts as null, as in Hasura.
    case variable(name: String, path: [ParameterSource.PathStep], value: JSON)
  }

  let origin: Origin
  let request: RequestValues

  /// The value of an argument as it is written.
  init(_ value: Value, in request: RequestValues) {
    self.request = request
    guard case .variable(let name) = value.kind else {
      origin = .literal(value)
      return
    }
    origin = .variable(name: name, path: [], value: request.variables[name] ?? .null)
  }

  private init(_ origin: Origin, in request: RequestValues) {
    self.origin = origin
    self.request = request
  }

  var isNull: Bool {
    switch origin {
    case .literal(let value): value.isNull
    case .variable(_, _, let value): value.isNull
    }
  }

  /// The elements of a list; a single value counts as a list of itself (section 3.11 of the specification). Nil for null.
  var elements: [InputValue]? {
    if isNull { return nil }
    switch origin {
    case .literal(let value):
      guard case .list(let elements) = value.kind else { return [self] }
      return elements.map { InputValue($0, in: request) }
    case .variable(let name, let path, .array(let elements)):
      return elements.enumerated().map { InputValue(.variable(name: name, path: path + [.index($0)], value: $1), in: request) }
    case .variable: return [self]
    }
  }

  /// The members of an object in their order; nil for anything else.
  var members: [(key: String, value: InputValue)]? {
    switch origin {
    case .literal(let value):
      guard case .object(let fields) = value.kind else { return nil }
      return fields.map { (key: $0.name.text, value: InputValue($0.value, in: request)) }
    case .variable(let name, let path, .object(let object)):
      return object.map { key, value in
        (key: key, value: InputValue(.variable(name: name, path: path + [.key(key)], value: value), in: request))
      }
    case .variable: return nil
    }
  }

  var boolean: Bool? {
    switch origin {
    case .literal(let value): if case .boolean(let flag) = value.kind { flag } else { nil }
    case .variable(_, _, let value): value.boolValue
    }
  }

  /// The name of an enumeration's value.
  var enumeration: String? {
    switch origin {
    case .literal(let value): if case .enumeration(let name) = value.kind { name } else { nil }
    case .variable(_, _, let value): value.stringValue
    }
  }

  /// The value as JSON with places for variables.
  var template: ValueTemplate {
    switch origin {
    case .variable(let name, let path, _): .variable(name: name, path: path)
    case .literal(let value): Self.template(of: value)
    }
  }

  private static func template(of value: Value) -> ValueTemplate {
    switch value.kind {
    case .variable(let name): .variable(name: name, path: [])
    case .list(let elements): joined(elements.map(template)) { .list($0) }
    case .object(let fields):
      joined(fields.map { template(of: $0.value) }) { values in
        .object(zip(fields, values).map { ValueTemplate.Member($0.name.text, $1) })
      }
    case .int(let text), .float(let text): .constant(JSONNumber(text: text).map(JSON.number) ?? .null)
    case .string(let text, _), .enumeration(let text): .constant(.string(text))
    case .boolean(let flag): .constant(.bool(flag))
    case .null: .constant(.null)
    }
  }

  /// A constant if all parts are.
  private static func joined(_ parts: [ValueTemplate], _ make: ([ValueTemplate]) -> ValueTemplate) -> ValueTemplate {
    let whole = make(parts)
    let isConstant = parts.allSatisfy { if case .constant = $0 { true } else { false } }
    return isConstant ? .constant(whole.value { _, _ in .null }) : whole
  }
}

/// The variables of the request that is planned.
struct RequestValues {
  /// Coerced; a variable that is neither given nor has a default is absent.
  let variables: [String: JSON]
  /// Whether the values of scalars are checked too, although the plan does not depend on them.
  let checksScalars: Bool
}
