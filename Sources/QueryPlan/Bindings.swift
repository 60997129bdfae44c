package import ConnectorProtocol
package import Errors
package import JSON

/// What differs between two requests of one plan: the values of variables and of the session.
package struct Bindings: Sendable {
  /// The operation's coerced variables; one that was not given and has no default is absent.
  package var variables: [String: JSON]
  /// Session variables, names in lower case.
  package var session: [String: String]
  /// The headers of the client's request, for remote servers that are forwarded them.
  package var clientHeaders: [(name: String, value: String)]
  /// The key sets that were read for this request.
  package private(set) var keySets: [(set: KeySet, columns: [Parameter])] = []

  package init(
    variables: [String: JSON] = [:], session: [String: String] = [:], clientHeaders: [(name: String, value: String)] = []
  ) {
    self.variables = variables
    self.session = session
    self.clientHeaders = clientHeaders
  }

  /// The values of a fetch's slots.
  package func parameters(_ sources: [ParameterSource]) throws(EngineError) -> [Parameter] {
    var parameters: [Parameter] = []
    parameters.reserveCapacity(sources.count)
    for source in sources { parameters.append(try parameter(source)) }
    return parameters
  }

  /// The value of one slot.
  package func parameter(_ source: ParameterSource) throws(EngineError) -> Parameter {
    switch source {
    case .constant(let parameter): parameter
    case .variable(let name, let path, let form): try form.parameter(from: value(of: name, at: path))
    case .composed(let template, let form): try form.parameter(from: template.value { value(of: $0, at: $1) })
    case .session(let name, let form): try sessionParameter(name, form)
    case .sessionVariables: .text(sessionText)
    case .cappedLimit(let variable, let path, let cap): try capped(value(of: variable, at: path), cap)
    case .list(let sources): try list(sources)
    case .object(let members): try object(members)
    case .keys(let set, let column): try keys(of: set, column)
    }
  }

  /// Adds what was read for a key set: a list per column.
  package mutating func add(_ columns: [Parameter], for set: KeySet) { keySets.append((set, columns)) }

  private func keys(of set: KeySet, _ column: Int) throws(EngineError) -> Parameter {
    guard let read = keySets.first(where: { $0.set == set }), read.columns.indices.contains(column) else {
      throw EngineError(.unexpected, "the keys of \(set.name) were not read")
    }
    return read.columns[column]
  }

  /// The part of a variable's value that a path leads to; null if there is none.
  package func value(of variable: String, at path: [ParameterSource.PathStep]) -> JSON {
    var value = variables[variable] ?? .null
    for step in path {
      switch step {
      case .key(let key): value = value[key] ?? .null
      case .index(let index): value = value[index] ?? .null
      }
    }
    return value
  }

  /// In the order of the names, so that equal sessions give equal texts.
  private var sessionText: String {
    JSON.object(JSONObject(session.sorted { $0.key < $1.key }.map { (key: $0.key, value: JSON.string($0.value)) })).text
  }

  private func sessionParameter(_ name: String, _ form: ValueForm) throws(EngineError) -> Parameter {
    guard let text = session[name] else { throw EngineError(.notFound, "missing session variable: \(JSON.string(name).text)") }
    return try form.parameter(fromSession: text)
  }

  private func list(_ sources: [ParameterSource]) throws(EngineError) -> Parameter {
    var texts: [String?] = []
    for source in sources { texts.append(try text(of: source)) }
    return .list(texts)
  }

  private func object(_ members: [ParameterSource.Member]) throws(EngineError) -> Parameter {
    var object = JSONObject()
    for member in members {
      guard let text = try text(of: member.value) else { continue }
      object[member.key] = (try? JSON(parsing: text)) ?? .string(text)
    }
    return .text(JSON.object(object).text)
  }

  private func text(of source: ParameterSource) throws(EngineError) -> String? { try parameter(source).singleText() }

  private func capped(_ value: JSON, _ cap: Int) throws(EngineError) -> Parameter {
    guard case .text(let text) = try ValueForm.count.parameter(from: value), let count = Int(text) else { return .text(String(cap)) }
    return .text(String(min(count, cap)))
  }
}

extension Parameter {
  /// The text of a single value; nil for null. Throws for a list, which cannot be a part of another value.
  func singleText() throws(EngineError) -> String? {
    switch self {
    case .null: nil
    case .text(let text): text
    case .list: throw EngineError(.unexpected, "a list cannot stand inside of a value")
    }
  }
}

extension ValueForm {
  /// The parameter of a variable's value in this form.
  package func parameter(from value: JSON) throws(EngineError) -> Parameter {
    switch self {
    case .scalar(let type): return try type.parameter(from: value)
    case .list(let type): return value.isNull ? .null : try type.listParameter(from: value)
    case .count: return try Self.count(value)
    case .offset: return try Self.offset(value)
    case .jsonPath: return try JSONPath.parameter(from: value)
    }
  }

  /// Hasura's `nonNegativeInt`.
  private static func count(_ value: JSON) throws(EngineError) -> Parameter {
    if value.isNull { return .null }
    guard let number = value.int, number >= 0, number <= Int32.max else {
      throw EngineError(
        .validationFailed, "expected a non-negative 32-bit integer for type 'Int', but found \(value.describedKind)")
    }
    return .text(String(number))
  }

  /// Hasura's `bigInt`; it leaves negative numbers to the database, which refuses them in its own words.
  private static func offset(_ value: JSON) throws(EngineError) -> Parameter {
    if value.isNull { return .null }
    guard let number = value.int ?? value.stringValue.flatMap({ Int($0) }) else {
      throw EngineError(
        .validationFailed,
        "expected a 32-bit integer, or a 64-bit integer represented as a string for type 'Int', but found \(value.describedKind)")
    }
    guard number >= 0 else { throw EngineError(.validationFailed, "unexpected negative value") }
    return .text(String(number))
  }
}
