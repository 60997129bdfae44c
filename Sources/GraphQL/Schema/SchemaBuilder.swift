package import Errors

extension Schema {
  /// The schema that a document of type system definitions describes, its extensions applied.
  ///
  /// Root types are those of its `schema` definition, else the types named `Query`, `Mutation` and `Subscription`.
  /// Throws `validation-failed` when a type, the query root or a type that is used is missing or defined twice.
  package convenience init(definedBy document: Document) throws(EngineError) {
    var builder = SchemaBuilder()
    for case .typeSystem(let definition) in document.definitions { try builder.add(definition) }
    let types = try builder.types()
    guard let query = builder.root(.query) else { throw SchemaBuilder.failure("Query root type must be provided.") }
    self.init(
      description: builder.description, query: query, mutation: builder.root(.mutation), subscription: builder.root(.subscription),
      directives: builder.directives, types: types + builder.usedScalars)
  }

  /// The schema that a text of type system definitions describes.
  package convenience init(sdl: String) throws(EngineError) {
    let document: Document
    do {
      document = try Document(parsing: sdl)
    } catch {
      throw EngineError(.validationFailed, error.description)
    }
    try self.init(definedBy: document)
  }
}

/// Gathers definitions and extensions before types are made of them.
private struct SchemaBuilder {
  private(set) var description: String?
  private(set) var directives: [DirectiveDefinition] = []
  private var roots: [OperationType: String] = [:]
  private var hasSchemaDefinition = false
  private var nodes: [TypeDefinitionNode] = []
  private var positions: [String: Int] = [:]
  private var extensions: [TypeDefinitionNode] = []

  mutating func add(_ definition: TypeSystemDefinition) throws(EngineError) {
    switch definition {
    case .schema(let node):
      hasSchemaDefinition = true
      description = node.description ?? description
      for root in node.roots { roots[root.operation] = root.type.text }
    case .directive(let node):
      directives.append(
        DirectiveDefinition(
          name: node.name.text, description: node.description, arguments: node.arguments.map(InputValueDefinition.init),
          isRepeatable: node.isRepeatable, locations: node.locations))
    case .type(let node) where node.isExtension: extensions.append(node)
    case .type(let node):
      guard positions.updateValue(nodes.count, forKey: node.name.text) == nil else {
        throw Self.failure("There can be only one type named \"\(node.name.text)\".")
      }
      nodes.append(node)
    }
  }

  func root(_ operation: OperationType) -> String? {
    if hasSchemaDefinition { return roots[operation] }
    let name = operation.rawValue.prefix(1).uppercased() + operation.rawValue.dropFirst()
    return positions[name] != nil ? name : nil
  }

  mutating func types() throws(EngineError) -> [TypeDefinition] {
    for part in extensions {
      guard let position = positions[part.name.text], nodes[position].kind == part.kind else {
        throw Self.failure("Cannot extend type \"\(part.name.text)\" because it is not defined.")
      }
      nodes[position].merge(part)
    }
    for node in nodes {
      for used in node.usedTypes where positions[used.text] == nil && !BuiltInTypes.contains(used.text) {
        throw Self.failure("Unknown type \"\(used.text)\".")
      }
    }
    for operation in OperationType.allCases {
      if let root = root(operation), positions[root] == nil { throw Self.failure("Unknown type \"\(root)\".") }
    }
    return nodes.map(TypeDefinition.init)
  }

  /// The specification's scalars that fields, arguments and directives mention.
  var usedScalars: [TypeDefinition] {
    var used = Set(nodes.flatMap { $0.usedTypes.map(\.text) })
    for directive in directives { used.formUnion(directive.arguments.map(\.type.baseName)) }
    return BuiltInTypes.all.filter { used.contains($0.name) }
  }

  static func failure(_ message: String) -> EngineError { EngineError(.validationFailed, message) }
}

extension TypeDefinitionNode {
  fileprivate mutating func merge(_ part: TypeDefinitionNode) {
    directives += part.directives
    interfaces += part.interfaces
    fields += part.fields
    memberTypes += part.memberTypes
    enumValues += part.enumValues
    inputFields += part.inputFields
  }

  /// The names of all types that the definition mentions.
  fileprivate var usedTypes: [Name] {
    let types = fields.flatMap { [$0.type] + $0.arguments.map(\.type) } + inputFields.map(\.type)
    return interfaces + memberTypes + types.map { Name($0.type.baseName, location: $0.nameLocation) }
  }
}

extension TypeDefinition {
  fileprivate init(_ node: TypeDefinitionNode) {
    let name = node.name.text
    switch node.kind {
    case .scalar:
      let url = node.directives.argument("url", of: "specifiedBy")
      self = .scalar(ScalarType(name: name, description: node.description, specifiedByURL: url))
    case .object:
      self = .object(
        ObjectType(
          name: name, description: node.description, interfaces: node.interfaces.map(\.text), fields: node.fields.map(FieldDefinition.init))
      )
    case .interface:
      self = .interface(
        InterfaceType(
          name: name, description: node.description, interfaces: node.interfaces.map(\.text), fields: node.fields.map(FieldDefinition.init))
      )
    case .union:
      self = .union(UnionType(name: name, description: node.description, memberTypes: node.memberTypes.map(\.text)))
    case .enumeration:
      self = .enumeration(
        EnumType(
          name: name, description: node.description,
          values: node.enumValues.map {
            EnumValueDefinition(name: $0.name.text, description: $0.description, deprecationReason: $0.directives.deprecationReason)
          }))
    case .inputObject:
      self = .inputObject(
        InputObjectType(
          name: name, description: node.description, fields: node.inputFields.map(InputValueDefinition.init),
          isOneOf: node.directives.contains { $0.name.text == "oneOf" }))
    }
  }
}

extension FieldDefinition {
  fileprivate init(_ node: FieldDefinitionNode) {
    self.init(
      name: node.name.text, description: node.description, arguments: node.arguments.map(InputValueDefinition.init),
      type: node.type.type, deprecationReason: node.directives.deprecationReason)
  }
}

extension InputValueDefinition {
  fileprivate init(_ node: InputValueNode) {
    self.init(
      name: node.name.text, description: node.description, type: node.type.type, defaultValue: node.defaultValue,
      deprecationReason: node.directives.deprecationReason)
  }
}

extension [Directive] {
  /// The string argument of a directive, nil when there is no such directive or argument.
  fileprivate func argument(_ argument: String, of directive: String) -> String? {
    let arguments = first { $0.name.text == directive }?.arguments ?? []
    guard case .string(let text, _)? = arguments.first(where: { $0.name.text == argument })?.value.kind else { return nil }
    return text
  }

  fileprivate var deprecationReason: String? {
    guard contains(where: { $0.name.text == "deprecated" }) else { return nil }
    return argument("reason", of: "deprecated") ?? BuiltInDirectives.defaultDeprecationReason
  }
}
