import ConnectorProtocol
import JSON

extension QueryPlan: CustomStringConvertible {
  /// The plan for people: one line per member, fetches with their queries, parameters and joins below them.
  package var description: String {
    var text = PlanText()
    for (number, write) in writes.enumerated() { write.write(number, to: &text) }
    for set in keySets.joined() {
      text.line("keys of \(set.name): fetch \(set.fetch.source)")
      text.indented { set.fetch.write(to: &$0) }
    }
    for root in roots { root.write(to: &text) }
    for (number, fetch) in remotes.enumerated() {
      text.line("remote %\(number): \(fetch.operation.rawValue) of \(fetch.remote)")
      fetch.write(to: &text)
    }
    return text.lines.joined(separator: "\n") + "\n"
  }
}

extension QueryPlan.Root {
  fileprivate func write(to text: inout PlanText) { value.write(alias, to: &text) }
}

extension QueryPlan.Value {
  fileprivate func write(_ alias: String, to text: inout PlanText) {
    switch self {
    case .constant(let bytes): text.line("\(alias): constant \(String(decoding: bytes.prefix(80), as: UTF8.self))")
    case .fetch(let fetch):
      text.line("\(alias): fetch \(fetch.source)")
      text.indented { fetch.write(to: &$0) }
    case .object(let members):
      text.line("\(alias): object")
      text.indented { inner in for member in members { member.write(to: &inner) } }
    case .remote(let fetch, let key): text.line("\(alias): \(key) of remote %\(fetch)")
    case .list(let elements):
      text.line("\(alias): list")
      text.indented { inner in for (index, element) in elements.enumerated() { element.write(String(index), to: &inner) } }
    case .affectedRows(let write, let operations):
      text.line("\(alias): number of rows of write \(write), operations \(operations.map(String.init).joined(separator: ", "))")
    case .returned(let write, let operation, let isSingle):
      text.line("\(alias): \(isSingle ? "row" : "rows") of write \(write), operation \(operation)")
    }
  }
}

extension Fetch {
  func write(to text: inout PlanText) {
    query.selection.write(on: [], to: &text)
    for (slot, parameter) in parameters.enumerated() { text.line("$\(slot) = \(parameter.text)") }
    for (use, join) in joins.enumerated() { join.write(use, to: &text) }
  }
}

extension Join {
  func write(_ use: Int, to text: inout PlanText) {
    switch lookup {
    case .source(let fetch):
      let keys = fetch.query.keys.map { key in
        "\(key.column.name) as \(key.sent)\(key.usesTargetCollation ? " in its collation" : "")"
      }
      text.line("#\(use) \(name): \(cardinality.rawValue), lookup \(fetch.source) by (\(keys.joined(separator: ", ")))")
      text.indented { fetch.write(to: &$0) }
    case .remote(let remote):
      text.line("#\(use) \(name): \(remote.batch == nil ? "ask" : "ask at once") \(remote.remote) by \(remote.keyCount) values")
      text.indented { remote.write(to: &$0) }
    }
  }
}

extension ParameterSource {
  var text: String {
    switch self {
    case .list(let sources): "[" + sources.map(\.text).joined(separator: ", ") + "]"
    case .object(let members): "{" + members.map { "\($0.key): \($0.value.text)" }.joined(separator: ", ") + "}"
    case .constant(.null): "null"
    case .constant(.text(let value)): JSON.string(value).text
    case .constant(.list(let values)): JSON.array(values.map { $0.map(JSON.string) ?? .null }).text
    case .variable(let name, let path, let form): "variable \(Self.place(name, path)) as \(form.text)"
    case .composed(let template, let form): "\(template.text) as \(form.text)"
    case .sessionVariables: "session variables"
    case .keys(let set, let column): "column \(column) of keys of \(set.name)"
    case .session(let name, let form): "session \(name) as \(form.text)"
    case .cappedLimit(let name, let path, let cap): "at most \(cap) of variable \(Self.place(name, path))"
    }
  }

  static func place(_ name: String, _ path: [PathStep]) -> String {
    path.reduce(name) { place, step in
      switch step {
      case .key(let key): "\(place).\(key)"
      case .index(let index): "\(place)[\(index)]"
      }
    }
  }
}

extension ValueTemplate {
  fileprivate var text: String {
    switch self {
    case .constant(let json): json.text
    case .variable(let name, let path): "$" + ParameterSource.place(name, path)
    case .list(let elements): "[" + elements.map(\.text).joined(separator: ", ") + "]"
    case .object(let members): "{" + members.map { "\($0.key): \($0.value.text)" }.joined(separator: ", ") + "}"
    }
  }
}

extension ValueForm {
  fileprivate var text: String {
    switch self {
    case .scalar(let type): type.canonical.isArray ? "array of \(type.name)" : type.name
    case .list(let type): "list of \(type.canonical.isArray ? "arrays of " : "")\(type.name)"
    case .count: "count"
    case .offset: "offset"
    case .jsonPath: "path"
    }
  }
}

extension CanonicalType {
  fileprivate var isArray: Bool {
    if case .array = self { true } else { false }
  }
}
