package import GraphQL
package import JSON

/// What of a request's variables a plan of an operation depends on; made once per document.
///
/// It goes by the variables' types: null or not, which members an object has and in what order, how many objects a list has, and the
/// values of enumerations and booleans. Other scalars and lists of them are never looked at while planning.
package struct PlanShape: Sendable {
  private let variables: [VariableDefinition]
  private let schema: Schema
  /// The answer of `__type(name: $name)` stands in the plan.
  private let readsValues: Bool

  /// The shape of an operation of a validated document.
  package init(of operation: OperationDefinition, in document: Document, schema: Schema) {
    variables = operation.variables
    self.schema = schema
    var search = IntrospectionSearch(document)
    readsValues = !operation.variables.isEmpty && search.finds(in: operation.selectionSet)
  }

  /// Equal for variables that have the same plan.
  package func key(of values: [String: JSON]) -> [UInt8] {
    var key: [UInt8] = []
    for variable in variables {
      // Absent is not null: an absent variable leaves its argument out.
      if let value = values[variable.name.text] {
        if readsValues { key += value.bytes } else { append(value, variable.type.type, to: &key) }
      }
      key.append(UInt8(ascii: ";"))
    }
    return key
  }

  private func append(_ value: JSON, _ type: TypeReference, to key: inout [UInt8]) {
    guard !value.isNull else { return key.append(UInt8(ascii: "-")) }
    switch schema.type(named: type.baseName) {
    case .enumeration: key += value.bytes
    case .inputObject(let object): append(value, object, to: &key)
    case .scalar(let scalar) where scalar.name == "Boolean" && type.element == nil: key += value.bytes
    default: key.append(UInt8(ascii: "+"))
    }
  }

  private func append(_ value: JSON, _ type: InputObjectType, to key: inout [UInt8]) {
    switch value {
    case .array(let elements):
      key.append(UInt8(ascii: "["))
      for element in elements {
        append(element, type, to: &key)
        key.append(UInt8(ascii: ","))
      }
      key.append(UInt8(ascii: "]"))
    case .object(let members):
      key.append(UInt8(ascii: "{"))
      for (name, member) in members {
        key += Array(name.utf8) + [UInt8(ascii: ":")]
        append(member, type.fields[name]?.type ?? .named(""), to: &key)
        key.append(UInt8(ascii: ","))
      }
      key.append(UInt8(ascii: "}"))
    default: key.append(UInt8(ascii: "-"))
    }
  }
}

/// Looks for the root fields of introspection.
private struct IntrospectionSearch {
  private let fragments: [String: FragmentDefinition]
  /// Each fragment once: those that spread each other twice would double the work at every step.
  private var visited: Set<String> = []

  init(_ document: Document) {
    fragments = Dictionary(document.fragments.map { ($0.name.text, $0) }, uniquingKeysWith: { first, _ in first })
  }

  mutating func finds(in set: SelectionSet) -> Bool {
    for selection in set.selections {
      let isFound =
        switch selection {
        case .field(let field): field.name.text == "__type" || field.name.text == "__schema"
        case .inline(let fragment): finds(in: fragment.selectionSet)
        case .spread(let spread): finds(inFragment: spread.name.text)
        }
      if isFound { return true }
    }
    return false
  }

  private mutating func finds(inFragment name: String) -> Bool {
    guard visited.insert(name).inserted, let fragment = fragments[name] else { return false }
    return finds(in: fragment.selectionSet)
  }
}
