import GraphQL
import Metadata

extension RoleView {
  /// The relationships of a table to remote schemas of which the role sees the field that is shown, if it sees the table.
  func remoteFields(of table: CatalogTable) -> [(field: CatalogRemoteField, remote: RemoteView)] {
    guard access[table.id] != nil else { return [] }
    return table.remoteFields.compactMap { field in visible(field).map { (field, $0) } }
  }

  /// All relationships to remote schemas that the role sees.
  var remoteFields: [(field: CatalogRemoteField, remote: RemoteView)] {
    let ofTypes = remotes.flatMap { remote in
      remote.remote.relationships.sorted { $0.key < $1.key }.flatMap(\.value).compactMap { relationship -> CatalogRemoteField? in
        if case .remote(let field) = relationship.target { field } else { nil }
      }
    }
    return tables.flatMap { remoteFields(of: $0) } + ofTypes.compactMap { field in visible(field).map { (field, $0) } }
  }

  /// The remote schema of a field, if the role sees the field.
  func visible(_ field: CatalogRemoteField) -> RemoteView? {
    guard let remote = remotes.first(where: { $0.remote.name == field.schema }) else { return nil }
    let isShown = field.calls.allSatisfy { remote.schema.type(named: $0.type)?.fields?[$0.name] != nil }
    return isShown ? remote : nil
  }
}

extension TypeMaker {
  /// The field of a relationship to a remote schema.
  func joined(_ field: CatalogRemoteField, _ remote: RemoteView) -> FieldDefinition {
    let names = remote.remote.names
    let arguments = field.arguments.filter { argument in
      field.calls.last.map { remote.preset(argument, of: $0.name, on: $0.type) == nil } ?? true
    }
    return FieldDefinition(
      name: field.name, description: field.description, arguments: arguments.map { field.shown($0, names) }.sorted { $0.name < $1.name },
      type: names.shown(field.type))
  }

  /// An input object of a remote without what a relationship gives.
  func remainingInput(_ type: InputObjectType, of field: CatalogRemoteField, _ remote: RemoteView, named name: String) -> MadeType {
    let original = field.original(ofInput: type.name) ?? type.name
    let fields = type.fields.filter { remote.preset($0, ofInput: original) == nil }
    return MadeType(
      definition: .inputObject(
        InputObjectType(name: name, description: type.description, fields: fields.map { field.shown($0, remote.remote.names) })))
  }

  /// Adds what objects of a remote's type are joined with.
  func addRelationships(of type: String, _ remote: RemoteView, to fields: inout Gathered<FieldDefinition, FieldMeaning>) {
    for relationship in remote.remote.relationships[type] ?? [] {
      switch relationship.target {
      case .remote(let field):
        if let target = view.visible(field) { fields.add(joined(field, target), .remoteJoin(field, target)) }
      case .table(let table, _): add(table, relationship, to: &fields)
      }
    }
  }

  private func add(
    _ remote: CatalogRemoteRelationship, _ relationship: CatalogTypeRelationship,
    to fields: inout Gathered<FieldDefinition, FieldMeaning>
  ) {
    guard view.access[remote.target] != nil, let target = view.known[remote.target] else { return }
    guard remote.cardinality == .array else {
      return fields.add(FieldDefinition(name: remote.name, type: type(.row, of: target)), .typeRelationship(relationship))
    }
    fields.add(rows(remote.name, of: target, isNullable: true), .typeRelationship(relationship))
    guard view.allowsAggregates(of: target) else { return }
    fields.add(
      FieldDefinition(
        name: "\(remote.name)_aggregate", description: "An aggregate relationship", arguments: selectArguments(target),
        type: type(.aggregate, of: target)), .typeRelationshipAggregate(relationship))
  }
}

extension CatalogRemoteField {
  /// A type with the shown name at its heart, also if the definition made it.
  func shown(_ type: TypeReference, _ names: RemoteNames) -> TypeReference {
    switch type {
    case .named(let name): .named(original(ofInput: name).map { names.shown($0) + suffix } ?? names.shown(name))
    case .list(let element): .list(shown(element, names))
    case .nonNull(let type): .nonNull(shown(type, names))
    }
  }

  func shown(_ input: InputValueDefinition, _ names: RemoteNames) -> InputValueDefinition {
    var input = input
    input.type = shown(input.type, names)
    return input
  }
}
