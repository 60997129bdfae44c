/// Directives of subscriptions that change what is valid.
package enum SubscriptionDirectives {
  /// On a subscription: it may select several root fields, as with Hasura.
  package static let multipleRootFields = "_multiple_top_level_fields"
}

/// A subscription selects one root field, and none of introspection (section 5.2.3.1).
enum SingleFieldSubscriptions {
  static func check(_ operation: OperationDefinition, _ context: ValidationContext) {
    guard operation.type == .subscription, let root = context.schema.subscription, !context.isTooDeep,
      case .object(let type)? = context.schema.type(named: root)
    else { return }
    var roots = RootFields(context: context, type: type)
    roots.add(operation.selectionSet)
    let subject = operation.name.map { "Subscription \"\($0.text)\"" } ?? "Anonymous Subscription"
    let allowsSeveral = operation.directives.contains { $0.name.text == SubscriptionDirectives.multipleRootFields }
    if roots.groups.count > 1, !allowsSeveral {
      context.report(
        "SingleFieldSubscriptions", "\(subject) must select only one top level field.",
        at: roots.groups.dropFirst().flatMap { $0.fields.map(\.location) },
        hasura: .atRoot("subscriptions must select one top level field"))
    }
    for group in roots.groups where group.fields.first?.name.text.hasPrefix("__") == true {
      context.report(
        "SingleFieldSubscriptions", "\(subject) must not select an introspection top level field.", at: group.fields.map(\.location))
    }
  }
}

/// The root fields by response key, in the order in which the keys first appear.
private struct RootFields {
  let context: ValidationContext
  let type: ObjectType
  private(set) var groups: [(key: String, fields: [Field])] = []
  private var positions: [String: Int] = [:]
  private var visited: Set<String> = []

  init(context: ValidationContext, type: ObjectType) {
    self.context = context
    self.type = type
  }

  mutating func add(_ set: SelectionSet) {
    for selection in set.selections {
      switch selection {
      case .field(let field): add(field)
      case .inline(let fragment):
        if fragment.typeCondition.map({ applies($0.text) }) ?? true { add(fragment.selectionSet) }
      case .spread(let spread):
        guard visited.insert(spread.name.text).inserted, let fragment = context.fragments[spread.name.text],
          applies(fragment.typeCondition.text)
        else { continue }
        add(fragment.selectionSet)
      }
    }
  }

  private mutating func add(_ field: Field) {
    if let position = positions[field.responseKey] {
      groups[position].fields.append(field)
    } else {
      positions[field.responseKey] = groups.count
      groups.append((field.responseKey, [field]))
    }
  }

  private func applies(_ condition: String) -> Bool {
    if condition == type.name { return true }
    guard let type = context.schema.type(named: condition) else { return false }
    return context.schema.possibleTypes(of: type).contains(self.type.name)
  }
}
