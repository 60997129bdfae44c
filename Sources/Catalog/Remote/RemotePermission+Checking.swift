import Errors
import GraphQL

extension RemotePermission {
  /// The permission that a text of the schema's definition language declares.
  ///
  /// Throws `validation-failed` unless it is a part of the server's schema, with everything that is wrong, in Hasura's words
  /// (its module `RemoteSchema.Permission`).
  init(_ text: String, of upstream: Schema) throws(EngineError) {
    let document: Document
    do {
      document = try Document(parsing: text)
    } catch {
      throw EngineError(.parseFailed, "the schema of the permission cannot be parsed: \(error.description)")
    }
    var check = RemotePermissionCheck(document: document, upstream: upstream)
    check.run()
    switch check.problems.count {
    case 0: break
    case 1: throw Self.failure("because " + check.problems[0])
    default: throw Self.failure("for the following reasons:\n" + check.problems.map { " \u{2022} \($0)\n" }.joined())
    }
    presets = check.presets
    let schema = try Schema(definedBy: Document(definitions: document.definitions.filter { !$0.isDirective }))
    self.schema = schema
    self.text = Self.text(of: schema, check.presets)
  }

  private static func text(of schema: Schema, _ presets: RemotePresets) -> String {
    var lines = OperationType.allCases.map { "\($0.rawValue) \(schema.rootName(of: $0) ?? "")" }
    for case let type? in schema.typeNames.map({ schema.type(named: $0) }) where !type.name.hasPrefix("__") {
      let head = "\(type.nodeKind) \(type.name)"
      lines.append(head + " " + (type.interfaces + schema.possibleTypes(of: type)).sorted().joined(separator: " "))
      if case .enumeration(let type) = type { lines += type.values.names.map { "\(head).\($0)" } }
      if case .inputObject(let type) = type {
        lines += type.fields.map { "\(head).\($0.name): \($0.type) \(presets.inputFields[type.name]?[$0.name]?.description ?? "")" }
      }
      for field in type.fields ?? [] {
        let own = presets.arguments[type.name]?[field.name] ?? [:]
        lines.append("\(head).\(field.name): \(field.type)")
        lines += field.arguments.map { "\(head).\(field.name)(\($0.name): \($0.type) \(own[$0.name]?.description ?? ""))" }
      }
    }
    return lines.sorted().joined(separator: "\n")
  }

  private static func failure(_ reason: String) -> EngineError {
    EngineError(.validationFailed, "validation for the given role-based schema failed " + reason)
  }
}

extension Definition {
  fileprivate var isDirective: Bool { if case .typeSystem(.directive) = self { true } else { false } }
}

/// Compares the definitions of a permission with those of the server, and collects what differs.
struct RemotePermissionCheck {
  private let nodes: [TypeDefinitionNode]
  private let schemas: Int
  private let upstream: Schema
  private let byName: [String: TypeDefinitionNode]
  private(set) var problems: [String] = []
  private(set) var presets = RemotePresets()

  init(document: Document, upstream: Schema) {
    self.upstream = upstream
    nodes = document.definitions.compactMap { if case .typeSystem(.type(let node)) = $0 { node } else { nil } }
    schemas = document.definitions.count { if case .typeSystem(.schema) = $0 { true } else { false } }
    byName = Dictionary(nodes.map { ($0.name.text, $0) }, uniquingKeysWith: { first, _ in first })
  }

  mutating func run() {
    let repeated = nodes.map(\.name.text).repeated
    guard repeated.isEmpty else { return note("duplicate type names found: " + Self.list(repeated)) }
    guard schemas < 2 else { return note("multiple schema definitions found") }
    for node in nodes { check(node) }
  }

  private mutating func note(_ problem: String) { problems.append(problem) }

  private mutating func check(_ node: TypeDefinitionNode) {
    let name = node.name.text
    if node.kind == .scalar, BuiltInTypes.contains(name) { return }
    guard let other = upstream.type(named: name), other.nodeKind == node.kind else {
      return note("\"\(node.kind.word)\": \"\(name)\" does not exist in the upstream remote schema")
    }
    checkDirectives(node.directives, "\(node.kind.word)", name, takesPreset: false)
    switch other {
    case .scalar: break
    case .enumeration(let type): check(node, type)
    case .union(let type): check(node, type)
    case .inputObject(let type): check(node.inputFields, type.fields, name) { $0.presets.inputFields[name, default: [:]][$1] = $2 }
    case .interface(let type): check(node.fields, type.fields, "Interface", name)
    case .object(let type):
      checkInterfaces(node, type)
      check(node.fields, type.fields, "Object", name)
    }
  }

  private mutating func check(_ node: TypeDefinitionNode, _ type: EnumType) {
    let values = node.enumValues.map(\.name.text)
    guard values.repeated.isEmpty else {
      return note("duplicate enum values: \(Self.list(values.repeated)) found in the \"\(type.name)\" enum")
    }
    let unknown = values.filter { type.values[$0] == nil }
    guard !unknown.isEmpty else { return }
    note(
      "enum \"\(type.name)\" contains the following enum values that do not exist in the corresponding upstream remote enum: "
        + Self.list(unknown))
  }

  private mutating func check(_ node: TypeDefinitionNode, _ type: UnionType) {
    let unknown = node.memberTypes.map(\.text).filter { !type.memberTypes.contains($0) }
    guard !unknown.isEmpty else { return }
    note(
      "union \"\(type.name)\" contains members which do not exist in the members of the remote schema union :" + Self.list(unknown))
  }

  private mutating func checkInterfaces(_ node: TypeDefinitionNode, _ type: ObjectType) {
    let unknown = node.interfaces.map(\.text).filter { !type.interfaces.contains($0) }
    let own = unknown.filter { byName[$0]?.kind == .interface }
    if !own.isEmpty {
      note(
        "custom interfaces are not supported. Object\"\(type.name)\" implements the following custom interfaces: " + Self.list(own))
    }
    let nowhere = unknown.filter { !own.contains($0) }
    if !nowhere.isEmpty {
      note(
        "object \"\(type.name)\" is trying to implement the following interfaces that do not exist in the corresponding upstream "
          + "remote object: " + Self.list(nowhere))
    }
  }

  private mutating func check(_ fields: [FieldDefinitionNode], _ others: NamedList<FieldDefinition>, _ kind: String, _ type: String) {
    let repeated = fields.map(\.name.text).repeated
    guard repeated.isEmpty else { return note("duplicate fields: \(Self.list(repeated))found in the \"\(kind)\" \"\(type)\"") }
    for field in fields {
      let name = field.name.text
      guard let other = others[name] else {
        note("field \"\(name)\" does not exist in the \"\(kind)\": \"\(type)\"")
        continue
      }
      checkDirectives(field.directives, "\(kind) field", type, takesPreset: false)
      checkType(field.type.type, other.type, name, "\(kind) field")
      check(field.arguments, other.arguments, name) { check, argument, value in
        check.presets.arguments[type, default: [:]][name, default: [:]][argument] = value
      }
    }
  }

  private mutating func check(
    _ inputs: [InputValueNode], _ others: NamedList<InputValueDefinition>, _ parent: String,
    preset: (inout Self, String, Value) -> Void
  ) {
    let names = inputs.map(\.name.text)
    guard names.repeated.isEmpty else {
      return note("duplicate arguments: \(Self.list(names.repeated))found in the field: \"\(parent)\"")
    }
    let given = Set(inputs.filter(\.type.type.isNonNull).map(\.name.text))
    let missing = others.filter { $0.type.isNonNull && !given.contains($0.name) }.map(\.name)
    guard missing.isEmpty else {
      return note("field: \"\(parent)\" expects the following non nullable arguments to be present: " + Self.list(missing))
    }
    for input in inputs {
      let name = input.name.text
      guard let other = others[name] else {
        note("input argument \"\(name)\" does not exist in the input object:\"\(parent)\"")
        continue
      }
      checkType(input.type.type, other.type, name, "Input object argument")
      checkDefault(input, other, parent)
      checkDirectives(input.directives, "Input object argument", parent, takesPreset: true)
      if let value = presetValue(of: input, parent) { preset(&self, name, value) }
    }
  }

  private mutating func checkType(_ type: TypeReference, _ other: TypeReference, _ name: String, _ kind: String) {
    if type != other { note("expected type of \"\(name)\"(\"\(kind)\") to be \(other) but received \(type)") }
  }

  private mutating func checkDefault(_ input: InputValueNode, _ other: InputValueDefinition, _ parent: String) {
    let (own, expected) = (input.defaultValue?.description ?? "", other.defaultValue?.description ?? "")
    guard own != expected else { return }
    note(
      "expected default value of input value: \"\(input.name.text)\"of input object \"\(parent)\" to be \(expected) but received \(own)")
  }

  /// Introspection tells of no directive but those that the specification defines.
  private mutating func checkDirectives(_ directives: [Directive], _ kind: String, _ name: String, takesPreset: Bool) {
    let others = directives.map(\.name.text).filter { $0 != "preset" }
    guard others.repeated.isEmpty else {
      return note("duplicate directives: \(Self.list(others.repeated))found in the \"\(kind)\" \"\(name)\"")
    }
    for other in others where other != "deprecated" && other != "specifiedBy" {
      note("\"Directive\": \"\(other)\" does not exist in the upstream remote schema")
    }
    guard !takesPreset, others.count < directives.count else { return }
    note("Preset directives can be defined only on INPUT_FIELD_DEFINITION or ARGUMENT_DEFINITION")
  }

  private mutating func presetValue(of input: InputValueNode, _ parent: String) -> Value? {
    let directives = input.directives.filter { $0.name.text == "preset" }
    guard let directive = directives.first else { return nil }
    do throws(PresetProblem) {
      guard directives.count == 1 else {
        throw PresetProblem("found multiple preset directives at \"Input object argument\" \"\(parent)\"")
      }
      return try PresetReader(types: byName, argument: input.name.text).value(of: directive, as: input.type.type)
    } catch {
      note(error.words)
      return nil
    }
  }

  /// `"a", "b" and "c"`, as Hasura enumerates.
  static func list(_ names: [String]) -> String {
    let quoted = names.map { "\"\($0)\"" }
    guard let last = quoted.last, quoted.count > 1 else { return quoted.first ?? "" }
    return quoted.dropLast().joined(separator: ", ") + (quoted.count > 2 ? ", and " : " and ") + last
  }
}

extension TypeDefinition {
  var nodeKind: TypeDefinitionNode.Kind {
    switch self {
    case .scalar: .scalar
    case .object: .object
    case .interface: .interface
    case .union: .union
    case .enumeration: .enumeration
    case .inputObject: .inputObject
    }
  }
}

extension TypeDefinitionNode.Kind {
  /// Hasura's word.
  fileprivate var word: String {
    switch self {
    case .scalar: "Scalar"
    case .object: "Object"
    case .interface: "Interface"
    case .union: "Union"
    case .enumeration: "Enum"
    case .inputObject: "Input object"
    }
  }
}
