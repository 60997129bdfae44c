import GraphQL
import Metadata

/// Checks a relationship to a remote schema against the remote's own schema. The reasons are Hasura's (`ValidationError`).
struct RemoteFieldResolver {
  let name: String
  let definition: RemoteRelationship.ToRemoteSchema
  let side: JoinSide
  let schema: Schema

  func resolve() throws(TableProblem) -> CatalogRemoteField {
    let keys = try keys()
    let arguments = GivenArguments(keys: keys, schema: schema)
    var type = schema.type(named: schema.query)
    var calls: [CatalogRemoteField.Call] = []
    for call in definition.path {
      guard let holder = type, let field = holder.fields?[call.name] else {
        throw TableProblem(
          reason: "remote field with name \"\(call.name)\" and type \"\(type?.name ?? schema.query)\" not found")
      }
      calls.append(
        CatalogRemoteField.Call(
          name: call.name, type: holder.name, arguments: try arguments.checked(call.arguments, field.arguments), definition: field))
      type = schema.type(named: field.type.baseName)
    }
    return try resolved(keys, calls)
  }

  private func keys() throws(TableProblem) -> [JoinField] {
    var keys: [JoinField] = []
    for name in definition.lhsFields where !keys.contains(where: { $0.name == name }) {
      guard let field = side.field(name) else {
        let allowed = side.fields.isEmpty ? "" : ", the allowed fields are \(side.listOfFields)"
        throw TableProblem(
          reason: "field with name \"\(name)\" is not provided by the lhs entity \"\(side.text)\" for defining a join condition\(allowed)")
      }
      keys.append(field)
    }
    return keys
  }

  private func resolved(_ keys: [JoinField], _ calls: [CatalogRemoteField.Call]) throws(TableProblem) -> CatalogRemoteField {
    guard let last = calls.last else { throw TableProblem(reason: "remote_field names no field") }
    for call in calls.dropLast() { try refuseMissing(call) }
    let suffix = "_remote_rel_\(side.graphQLName)\(name)"
    var remaining = RemainingArguments(suffix: suffix, schema: schema)
    var arguments = try remaining.of(last.arguments, last.definition.arguments)
    var type = calls.dropLast().reversed().reduce(last.definition.type) { inner, call in call.definition.type.wrapping(inner) }
    if let batch = definition.batch {
      type = try BatchCheck(keys: keys, calls: calls, schema: schema).type(for: batch)
      try refuseMissing(last)
      arguments = []
    }
    return CatalogRemoteField(
      name: name, schema: definition.remoteSchema, keys: keys, calls: calls, batch: definition.batch, arguments: arguments,
      inputTypes: definition.batch == nil ? remaining.made : [], suffix: suffix, type: type.nullable,
      description: last.definition.description)
  }

  /// Arguments of calls on the way cannot be given by clients.
  private func refuseMissing(_ call: CatalogRemoteField.Call) throws(TableProblem) {
    for argument in call.definition.arguments where argument.isRequired {
      guard call.arguments.contains(where: { $0.name == argument.name }) else {
        throw TableProblem(reason: "required argument with name \"\(argument.name)\" is missing")
      }
    }
  }
}

extension TypeReference {
  /// The type of values inside of values of this type: one for each element.
  fileprivate func wrapping(_ inner: TypeReference) -> TypeReference {
    switch self {
    case .named: inner.nullable
    case .list(let element): .list(element.wrapping(inner))
    case .nonNull(let type): if case .named = type { inner } else { .nonNull(type.wrapping(inner)) }
    }
  }
}

/// Checks the option to ask for all keys in one call.
private struct BatchCheck {
  let keys: [JoinField]
  let calls: [CatalogRemoteField.Call]
  let schema: Schema

  /// The type of the value of one key.
  func type(for batch: RemoteRelationship.Batch) throws(TableProblem) -> TypeReference {
    guard keys.count == 1 else { throw TableProblem(reason: "a batch needs exactly one join field") }
    guard let last = calls.last, calls.dropLast().allSatisfy({ $0.definition.type.element == nil }),
      let element = last.definition.type.element, element.element == nil
    else { throw TableProblem(reason: "a batch needs a remote field that answers one list") }
    guard let field = schema.type(named: element.baseName)?.fields?[batch.key], schema.type(named: field.type.baseName)?.isLeaf == true,
      field.type.element == nil, !field.arguments.contains(where: \.isRequired)
    else {
      throw TableProblem(reason: "remote field with name \"\(batch.key)\" and type \"\(element.baseName)\" not found")
    }
    let places = calls.flatMap(\.arguments).map(\.value).flatMap(\.keyPlaces)
    guard places == [.inList] else {
      throw TableProblem(reason: "a batch needs the join field to be the only element of one list argument")
    }
    return batch.cardinality == .object ? element : last.definition.type
  }
}

extension GivenValue {
  /// Where a key stands.
  fileprivate enum KeyPlace {
    case inList
    case elsewhere
  }

  fileprivate var keyPlaces: [KeyPlace] {
    switch self {
    case .literal: []
    case .key: [.elsewhere]
    case .list(let elements):
      if elements.count == 1, case .key = elements[0] { [.inList] } else { elements.flatMap(\.keyPlaces) }
    case .object(let members): members.map(\.value).flatMap(\.keyPlaces)
    }
  }
}
