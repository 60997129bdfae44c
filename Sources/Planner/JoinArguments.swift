import Catalog
import GraphQL
import QueryPlan

/// Makes arguments of what a relationship gives and of what a client adds.
struct JoinArguments {
  let values: RemoteValues

  func given(_ arguments: [GivenArgument]) -> [RemoteArgument] { arguments.map { RemoteArgument($0.name, given($0.value)) } }

  private func given(_ value: GivenValue) -> RemoteValue {
    switch value {
    case .literal(let text): .literal(text)
    case .key(let index, let form): .key(index, as: form.remote)
    case .list(let elements): .list(elements.map(given))
    case .object(let members): .object(given(members))
    }
  }

  /// Both values together, as Hasura merges them: objects member by member, lists one behind the other. Nil if there is neither.
  func merged(_ given: GivenValue?, _ asked: InputValue?, _ type: TypeReference) -> RemoteValue? {
    guard let given else { return asked.map { values.value($0, as: type) } }
    guard let asked, !asked.isNull else { return self.given(given) }
    switch given {
    case .literal, .key: return self.given(given)
    case .list(let elements):
      let more = asked.elements?.map { values.value($0, as: type.element ?? type) } ?? []
      return .list(elements.map(self.given) + more)
    case .object(let members): return .object(merged(members, asked.members ?? [], type))
    }
  }

  private func merged(
    _ given: [GivenArgument], _ asked: [(key: String, value: InputValue)], _ type: TypeReference
  ) -> [RemoteArgument] {
    guard case .inputObject(let object)? = values.view.schema.type(named: type.baseName) else { return self.given(given) }
    var arguments: [RemoteArgument] = []
    for field in object.fields {
      let own = given.first { $0.name == field.name }?.value
      let more = asked.first { $0.key == field.name }?.value
      if let value = merged(own, more, field.type) {
        arguments.append(RemoteArgument(field.name, value))
      } else if let preset = values.view.preset(field, ofInput: object.name) {
        arguments.append(RemoteArgument(field.name, values.preset(preset, as: field.type)))
      }
    }
    return arguments
  }
}

extension GivenValue.Form {
  fileprivate var remote: RemoteValue.KeyForm {
    switch self {
    case .plain: .plain
    case .string: .string
    case .json: .json
    }
  }
}
