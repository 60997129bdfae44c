package import GraphQL
import Metadata

/// A remote schema as one role sees it.
package final class RemoteView: Sendable {
  package let remote: CatalogRemoteSchema
  /// The role's part of the schema in the server's names, with what is preset.
  package let schema: Schema
  let presets: RemotePresets
  /// The types that the role's root fields lead to: the server's name by the shown one.
  let upstreamNames: [String: String]
  /// Input objects in which something is preset, at any depth.
  private let presetInputs: Set<String>
  /// Input objects in which everything is preset: whoever takes one takes no argument.
  private let wholePresets: Set<String>

  init(_ remote: CatalogRemoteSchema, schema: Schema, presets: RemotePresets = RemotePresets()) {
    self.remote = remote
    self.schema = schema
    self.presets = presets
    let walk = PresetInputs(schema: schema, presets: presets)
    presetInputs = walk.containing
    wholePresets = walk.whole
    var reached = ReachedTypes(schema: schema) { type, field, argument in
      presets.arguments[type]?[field]?[argument.name] == nil && !walk.whole.contains(argument.type.baseName)
    } inputs: { type, field in
      presets.inputFields[type]?[field.name] == nil && !walk.whole.contains(field.type.baseName)
    }
    reached.walk(withRoots: remote.names.namespace != nil)
    let names = remote.names
    upstreamNames = Dictionary(reached.names.map { (names.shown($0), $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// What a role sees of a remote schema; nil if nothing.
  convenience init?(_ remote: CatalogRemoteSchema, as role: String, areEnforced: Bool) {
    guard role != "admin", areEnforced else {
      self.init(remote, schema: remote.upstream)
      return
    }
    guard let permission = remote.permissions[role] else { return nil }
    self.init(remote, schema: permission.schema, presets: permission.presets)
  }

  /// Shown names that differ from the server's, by the server's.
  package var typeNames: [String: String] { remote.names.types }

  /// The server's name of a shown type; nil for types of others.
  package func upstreamName(ofType shown: String) -> String? { upstreamNames[shown] }

  /// The server's field that a shown field of a type means, with what is preset in it. `type` is the server's name.
  package func field(_ shown: String, of type: String) -> FieldDefinition? {
    guard let fields = schema.type(named: type)?.fields else { return nil }
    guard let renamed = remote.names.fields[type] else { return fields[shown] }
    return fields.first { (renamed[$0.name] ?? $0.name) == shown }
  }

  /// What is set for an argument; nil if a client may choose.
  package func preset(_ argument: InputValueDefinition, of field: String, on type: String) -> RemotePreset? {
    preset(presets.arguments[type]?[field]?[argument.name], argument.type)
  }

  /// What is set for a field of an input object; nil if a client may choose.
  package func preset(_ field: InputValueDefinition, ofInput type: String) -> RemotePreset? {
    preset(presets.inputFields[type]?[field.name], field.type)
  }

  private func preset(_ value: Value?, _ type: TypeReference) -> RemotePreset? {
    if let value { return .value(value) }
    return wholePresets.contains(type.baseName) ? .members(of: type.baseName) : nil
  }

  /// Whether something is preset inside of an input type, so that its values cannot be passed on as they are.
  package func hasPresets(inside type: TypeReference) -> Bool { presetInputs.contains(type.baseName) }

  /// The fields of a root type; empty if the role sees none.
  func rootFields(_ operation: OperationType) -> NamedList<FieldDefinition> {
    schema.rootName(of: operation).flatMap { schema.type(named: $0)?.object?.fields } ?? []
  }
}

/// A value that a role does not choose.
package enum RemotePreset: Sendable {
  /// A constant; a variable in it is a session variable.
  case value(Value)
  /// An input object whose fields are all preset.
  case members(of: String)
}

/// Finds input objects in which something, or everything, is preset.
private struct PresetInputs {
  private(set) var containing: Set<String>
  private(set) var whole: Set<String> = []

  init(schema: Schema, presets: RemotePresets) {
    containing = Set(presets.inputFields.keys)
    guard !containing.isEmpty else { return }
    let inputs = schema.typeNames.compactMap { name -> InputObjectType? in
      if case .inputObject(let type)? = schema.type(named: name) { type } else { nil }
    }
    var isGrowing = true
    while isGrowing {
      isGrowing = false
      for input in inputs {
        if input.fields.contains(where: { containing.contains($0.type.baseName) }), containing.insert(input.name).inserted {
          isGrowing = true
        }
        let own = presets.inputFields[input.name] ?? [:]
        let isWhole = !input.fields.isEmpty && input.fields.allSatisfy { own[$0.name] != nil || whole.contains($0.type.baseName) }
        if isWhole, whole.insert(input.name).inserted { isGrowing = true }
      }
    }
  }
}

/// Follows a schema from its roots to every type that an operation can meet.
private struct ReachedTypes {
  private let schema: Schema
  private let takes: (_ type: String, _ field: String, InputValueDefinition) -> Bool
  private let inputs: (_ type: String, InputValueDefinition) -> Bool
  private(set) var names: Set<String> = []
  private var next: [String] = []

  init(
    schema: Schema, takes: @escaping (String, String, InputValueDefinition) -> Bool,
    inputs: @escaping (String, InputValueDefinition) -> Bool
  ) {
    self.schema = schema
    self.takes = takes
    self.inputs = inputs
  }

  /// Root types count only where they are shown as types of their own, or where a field leads back to them.
  mutating func walk(withRoots: Bool) {
    let roots = OperationType.allCases.compactMap { schema.rootName(of: $0) }
    if withRoots { roots.forEach { reach($0) } } else { roots.compactMap { schema.type(named: $0) }.forEach { follow($0) } }
    while let name = next.popLast() {
      if let type = schema.type(named: name) { follow(type) }
    }
  }

  private mutating func reach(_ name: String) {
    if names.insert(name).inserted { next.append(name) }
  }

  private mutating func follow(_ type: TypeDefinition) {
    for interface in type.interfaces { reach(interface) }
    for field in type.fields ?? [] {
      reach(field.type.baseName)
      for argument in field.arguments where takes(type.name, field.name, argument) { reach(argument.type.baseName) }
    }
    if case .inputObject(let input) = type {
      for field in input.fields where inputs(input.name, field) { reach(field.type.baseName) }
    }
    if case .object = type { return }
    for possible in schema.possibleTypes(of: type) { reach(possible) }
  }
}

extension RoleView {
  /// The objects of a remote schema's interface, in the order in which its server lists them.
  func remoteObjects(of interface: String) -> [String]? {
    for remote in remotes {
      guard let upstream = remote.upstreamNames[interface], case .interface(let type)? = remote.schema.type(named: upstream) else {
        continue
      }
      return remote.schema.possibleTypes(of: .interface(type)).map(remote.remote.names.shown)
    }
    return nil
  }

  /// Whether a remote schema of which the role sees something has a type of this name: its server's name or the shown one.
  func hidesRemoteType(_ name: String) -> Bool {
    remotes.contains { $0.remote.upstream.type(named: name) != nil || $0.remote.names.types.values.contains(name) }
  }

  /// Whether a remote schema has something at a root.
  func hasRemote(_ operation: OperationType) -> Bool {
    remotes.contains { !$0.rootFields(operation).isEmpty }
  }
}
