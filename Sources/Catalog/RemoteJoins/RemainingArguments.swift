import GraphQL

/// What is left of a remote field's arguments for clients when a relationship gives a part of them (Hasura's `stripInMap`).
///
/// A given scalar is gone. An input object that is given in part becomes a type of its own without the given fields; one that is
/// given whole is gone.
struct RemainingArguments {
  /// Ends the names of the types that are made.
  let suffix: String
  let schema: Schema
  private(set) var made: [InputObjectType] = []

  init(suffix: String, schema: Schema) {
    self.suffix = suffix
    self.schema = schema
  }

  mutating func of(
    _ given: [GivenArgument], _ definitions: NamedList<InputValueDefinition>
  ) throws(TableProblem) -> [InputValueDefinition] {
    var remaining: [InputValueDefinition] = []
    for definition in definitions {
      guard let value = given.first(where: { $0.name == definition.name })?.value else {
        remaining.append(definition)
        continue
      }
      guard let type = try type(definition.type, without: value) else { continue }
      var definition = definition
      // What is given satisfies the remote, unless a field that is left must be given too.
      let needsMore = made.first { $0.name == type.baseName }?.fields.contains(where: \.isRequired) ?? false
      definition.type = needsMore ? type.required : type.nullable
      definition.defaultValue = nil
      remaining.append(definition)
    }
    return remaining
  }

  private mutating func type(_ type: TypeReference, without value: GivenValue) throws(TableProblem) -> TypeReference? {
    switch value {
    case .literal, .key: return nil
    case .list(let elements):
      guard let element = elements.first, let inner = type.element else { return nil }
      return try self.type(inner, without: element).map { .list(type.element?.isNonNull == true ? $0.required : $0) }
    case .object(let members):
      guard case .inputObject(let object)? = schema.type(named: type.baseName) else { return nil }
      let fields = try of(members, object.fields)
      guard !fields.isEmpty else { return nil }
      let name = object.name + suffix
      if let known = made.firstIndex(where: { $0.name == name }) {
        guard known >= 0, made[known].fields.names == fields.map(\.name) else {
          throw TableProblem(reason: "type \"\(object.name)\" is given in two different ways")
        }
      } else {
        made.append(InputObjectType(name: name, description: object.description, fields: fields))
      }
      return .named(name)
    }
  }
}
