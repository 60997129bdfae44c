/// What a value must be at its place.
struct ValueExpectation {
  /// Nil where nothing is known, as inside of a custom scalar.
  var type: TypeReference?
  var hasDefault = false
  /// The input object with `@oneOf` that the value is a field of.
  var oneOf: String?
  /// False below a value that was already refused as a whole.
  var isChecked = true
  /// Whether the text of an integer will do, whatever the type.
  var takesIntegerText = false

  init(type: TypeReference?, isChecked: Bool = true) {
    self.type = type
    self.isChecked = isChecked
  }

  init(_ definition: InputValueDefinition?) {
    type = definition?.type
    hasDefault = definition?.defaultValue != nil
    takesIntegerText = definition?.takesIntegerText ?? false
  }
}

extension DocumentWalk {
  func visit(_ value: Value, _ expected: ValueExpectation) {
    switch value.kind {
    case .variable(let name):
      context.scope.usages.append(
        VariableUsage(
          name: name, location: value.location, type: expected.type, hasDefault: expected.hasDefault, oneOf: expected.oneOf,
          place: context.place))
    case .list(let elements): visit(elements, of: value, expected)
    case .object(let fields): inList(expected, value) { visit(fields, of: value, expected) }
    case .null:
      if expected.isChecked { ValuesOfCorrectType.checkNull(value, expected.type, context) }
    case .enumeration(let name):
      if reportsDeprecated { NoDeprecated.check(name, value, expected.type, context) }
      checkLeaf(value, expected)
    case .int, .float, .string, .boolean: checkLeaf(value, expected)
    }
  }

  private func checkLeaf(_ value: Value, _ expected: ValueExpectation) {
    guard expected.isChecked, let type = expected.type else { return }
    if expected.takesIntegerText, case .string(let text, _) = value.kind, Int(text) != nil { return }
    inList(expected, value) { ValuesOfCorrectType.checkLeaf(value, type, context) }
  }

  /// A single value where a list is expected stands for a list of it: Hasura's path then has the index 0.
  private func inList(_ expected: ValueExpectation, _ value: Value, _ body: () -> Void) {
    guard expected.type?.element != nil else { return body() }
    context.path.append(.index(0))
    body()
    context.path.removeLast()
  }

  private func visit(_ elements: [Value], of value: Value, _ expected: ValueExpectation) {
    var inner = ValueExpectation(type: expected.type?.element, isChecked: expected.isChecked)
    if let type = expected.type, inner.type == nil {
      if expected.isChecked { ValuesOfCorrectType.checkLeaf(value, type.nullable, context) }
      inner = ValueExpectation(type: type.nullable, isChecked: false)
    }
    for (index, element) in elements.enumerated() {
      context.path.append(.index(index))
      visit(element, inner)
      context.path.removeLast()
    }
  }

  private func visit(_ fields: [ObjectField], of value: Value, _ expected: ValueExpectation) {
    UniqueInputFieldNames.check(fields, context)
    guard let type = expected.type, case .inputObject(let object)? = context.schema.type(named: type.baseName) else {
      if expected.isChecked, let type = expected.type { ValuesOfCorrectType.checkLeaf(value, type, context) }
      for field in fields { visit(field, ValueExpectation(type: nil)) }
      return
    }
    if expected.isChecked { ValuesOfCorrectType.checkObject(fields, of: value, object, context) }
    for field in fields {
      let definition = object.fields[field.name.text]
      if definition == nil, expected.isChecked { ValuesOfCorrectType.reportUnknown(field, object, context) }
      if let definition, reportsDeprecated { NoDeprecated.check(field, definition, object, context) }
      var inner = ValueExpectation(definition)
      inner.isChecked = expected.isChecked
      inner.oneOf = object.isOneOf ? object.name : nil
      visit(field, inner)
    }
  }

  private func visit(_ field: ObjectField, _ expected: ValueExpectation) {
    context.path.append(.key(field.name.text))
    visit(field.value, expected)
    context.path.removeLast()
  }
}
