/// Fields exist on the type they are selected on (section 5.3.1).
enum FieldsOnCorrectType {
  static func report(_ field: Field, _ type: TypeDefinition, _ context: ValidationContext) {
    let name = field.name.text
    let types = typesWithField(name, of: type, context)
    var suggestion = Suggestions.didYouMean("to use an inline fragment on", types)
    if suggestion.isEmpty, let fields = type.fields {
      suggestion = Suggestions.didYouMean(nil, context.suggestions(for: name, among: fields.names))
    }
    context.report(
      "FieldsOnCorrectType", "Cannot query field \"\(name)\" on type \"\(type.name)\"." + suggestion, at: [field.location],
      hasura: HasuraWords("field '\(name)' not found in type: '\(lackingType(name, type, context))'"))
  }

  /// Hasura reads a selection on an interface once for each of its objects: the first that lacks the field is named.
  private static func lackingType(_ field: String, _ type: TypeDefinition, _ context: ValidationContext) -> String {
    guard case .interface = type else { return type.name }
    let objects = context.schema.possibleTypes(of: type)
    return objects.first { context.schema.type(named: $0)?.fields?[field] == nil } ?? type.name
  }

  /// The possible types of an abstract type that have the field and the interfaces they share: the most used ones first,
  /// interfaces before what implements them.
  private static func typesWithField(_ field: String, of type: TypeDefinition, _ context: ValidationContext) -> [String] {
    if case .object = type { return [] }
    var uses: [String: Int] = [:]
    for name in context.schema.possibleTypes(of: type) {
      guard let possible = context.schema.type(named: name), possible.fields?[field] != nil else { continue }
      uses[name] = 1
      for interface in possible.interfaces where context.schema.type(named: interface)?.fields?[field] != nil {
        uses[interface, default: 0] += 1
      }
    }
    return uses.keys.sorted { first, second in
      if let firstUses = uses[first], let secondUses = uses[second], firstUses != secondUses { return firstUses > secondUses }
      if context.schema.type(named: second)?.interfaces.contains(first) == true { return true }
      if context.schema.type(named: first)?.interfaces.contains(second) == true { return false }
      return first < second
    }
  }
}
