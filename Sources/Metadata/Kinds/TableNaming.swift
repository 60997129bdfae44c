package import Errors
package import JSON

/// How a kind of database names its tables, and how metadata spells those names.
///
/// Requests may spell a table as a string, an array or an object whatever the kind; `form` says how it is exported.
package struct TableNaming: Equatable, Sendable {
  /// How a table is spelled in exported metadata.
  package enum Form: Sendable {
    /// `{"name": "author", "schema": "public"}`, keys in alphabetical order as Hasura exports them.
    case object
    /// `["main", "author"]`, with as many components as the user gave.
    case array
  }

  /// The names of the components, outermost first: `["schema", "name"]`. The last is the table's own.
  package let components: [String]
  /// What a left-out component means; a component without a default may stay left out.
  package let defaults: [String: String]
  package let form: Form
  private let acceptsAnyComponents: Bool

  /// `components` must not be empty.
  package init(components: [String], defaults: [String: String] = [:], form: Form) {
    self.init(components: components, defaults: defaults, form: form, acceptsAnyComponents: false)
  }

  private init(components: [String], defaults: [String: String], form: Form, acceptsAnyComponents: Bool) {
    precondition(!components.isEmpty, "a table has at least a name")
    self.components = components
    self.defaults = defaults
    self.form = form
    self.acceptsAnyComponents = acceptsAnyComponents
  }

  /// The naming of sources whose kind has no connector: whatever stands there is kept, and never resolved.
  package static let unknown = TableNaming(components: ["schema", "name"], defaults: [:], form: .array, acceptsAnyComponents: true)
}

extension TableNaming {
  /// The name of these components, outermost first; missing leading ones are filled in.
  package func name(_ given: [String]) -> TableName {
    let padded: [String?] = Array(repeating: nil, count: max(0, components.count - given.count)) + given.map { $0 }
    return name(padded: padded, given: given)
  }

  /// Reads a string, an array of strings or an object.
  ///
  /// Throws `parse-failed` for anything else.
  package func name(_ json: JSON) throws(EngineError) -> TableName {
    switch json {
    case .string(let name): return self.name([name])
    case .array(let elements): return try name(elements: elements)
    case .object(let object): return try name(object: object)
    default: throw EngineError(.parseFailed, "expecting a string/object for QualifiedObject")
    }
  }

  /// The spelling in exported metadata.
  package func json(_ name: TableName) -> JSON {
    switch form {
    case .array: return .array(name.shown.map(JSON.string))
    case .object:
      let named = zip(components.suffix(name.components.count), name.components).sorted { $0.0 < $1.0 }
      return .object(JSONObject(named.map { (key: $0.0, value: .string($0.1)) }))
    }
  }

  private func name(elements: [JSON]) throws(EngineError) -> TableName {
    guard !elements.isEmpty, acceptsAnyComponents || elements.count <= components.count else {
      throw EngineError(.parseFailed, "expecting an array of 1 to \(components.count) strings for a table name")
    }
    var given: [String] = []
    for (index, element) in elements.enumerated() {
      given.append(try at(.index(index)) { () throws(EngineError) in try Expect.string(element) })
    }
    return name(given)
  }

  private func name(object: JSONObject) throws(EngineError) -> TableName {
    guard !acceptsAnyComponents || object.keys.allSatisfy(components.contains) else {
      return try name(elements: object.entries.sorted { $0.key < $1.key }.map(\.value))
    }
    var padded: [String?] = []
    for component in components {
      guard let value = object[component], !value.isNull else {
        guard component != components.last else { throw EngineError(.parseFailed, "key \"\(component)\" not found") }
        padded.append(nil)
        continue
      }
      padded.append(try at(.key(component)) { () throws(EngineError) in try Expect.string(value) })
    }
    return name(padded: padded, given: Array(padded.drop { $0 == nil }.map { $0 ?? "" }))
  }

  private func name(padded: [String?], given: [String]) -> TableName {
    guard padded.count <= components.count else { return TableName(components: given, shown: given) }
    let filled = zip(components.suffix(padded.count), padded).map { $1 ?? defaults[$0] }
    let canonical = filled.drop { $0 == nil }.map { $0 ?? "" }
    guard form == .object else { return TableName(components: canonical, shown: given) }
    return TableName(components: canonical, shown: withoutDefaults(canonical))
  }

  private func withoutDefaults(_ canonical: [String]) -> [String] {
    let named = Array(zip(components.suffix(canonical.count), canonical))
    return named.dropLast().drop { defaults[$0.0] == $0.1 }.map(\.1) + named.suffix(1).map(\.1)
  }
}
