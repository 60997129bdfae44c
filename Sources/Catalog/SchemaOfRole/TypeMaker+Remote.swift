import GraphQL

extension TypeMaker {
  /// A type of a remote schema under its shown name.
  func remote(_ upstream: String, of remote: RemoteView, named name: String) -> MadeType {
    guard let definition = remote.schema.type(named: upstream) else { return MadeType(definition: .scalar(ScalarType(name: name))) }
    let names = remote.remote.names
    switch definition {
    case .scalar(let type):
      return MadeType(definition: .scalar(ScalarType(name: name, description: type.description, specifiedByURL: type.specifiedByURL)))
    case .enumeration(let type):
      return MadeType(definition: .enumeration(EnumType(name: name, description: type.description, values: Array(type.values))))
    case .inputObject(let type):
      let fields = type.fields.filter { remote.preset($0, ofInput: upstream) == nil }.map { Self.shown($0, names) }
      return MadeType(
        definition: .inputObject(InputObjectType(name: name, description: type.description, fields: fields, isOneOf: type.isOneOf)))
    case .union(let type):
      return MadeType(
        definition: .union(UnionType(name: name, description: type.description, memberTypes: type.memberTypes.map(names.shown))))
    case .interface(let type):
      let fields = fields(of: upstream, type.fields, remote, .remoteField)
      return MadeType(
        definition: .interface(
          InterfaceType(
            name: name, description: type.description, interfaces: type.interfaces.map(names.shown), fields: fields.definitions)),
        fields: fields.meanings)
    case .object(let type):
      let isRoot = OperationType.allCases.contains { remote.schema.rootName(of: $0) == upstream } && names.namespace != nil
      var fields = fields(of: upstream, type.fields, remote, isRoot ? .remoteRoot(remote) : .remoteField)
      addRelationships(of: upstream, remote, to: &fields)
      return MadeType(
        definition: .object(
          ObjectType(name: name, description: type.description, interfaces: type.interfaces.map(names.shown), fields: fields.definitions)),
        fields: fields.meanings)
    }
  }

  /// Adds what remote schemas have at a root: their fields, or the field of their namespace.
  func addRemoteFields(_ operation: OperationType, to fields: inout Gathered<FieldDefinition, FieldMeaning>) {
    for remote in view.remotes {
      guard let root = remote.schema.rootName(of: operation) else { continue }
      if let namespace = remote.remote.names.namespace {
        fields.add(FieldDefinition(name: namespace, type: .nonNull(.named(remote.remote.names.shown(root)))), .namespace)
        continue
      }
      let own = self.fields(of: root, remote.rootFields(operation), remote, .remoteRoot(remote))
      for field in own.definitions { fields.add(field, .remoteRoot(remote)) }
    }
  }

  private func fields(
    of type: String, _ fields: NamedList<FieldDefinition>, _ remote: RemoteView, _ meaning: FieldMeaning
  ) -> Gathered<FieldDefinition, FieldMeaning> {
    var gathered = Gathered<FieldDefinition, FieldMeaning>()
    let names = remote.remote.names
    for field in fields {
      let arguments = field.arguments.filter { remote.preset($0, of: field.name, on: type) == nil }
      gathered.add(
        FieldDefinition(
          name: names.shown(field.name, of: type), description: field.description, arguments: arguments.map { Self.shown($0, names) },
          type: names.shown(field.type), deprecationReason: field.deprecationReason), meaning)
    }
    return gathered
  }

  private static func shown(_ input: InputValueDefinition, _ names: RemoteNames) -> InputValueDefinition {
    var input = input
    input.type = names.shown(input.type)
    return input
  }
}
