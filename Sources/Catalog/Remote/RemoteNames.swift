import Errors
import GraphQL
import Metadata

/// The names that types and fields of a remote schema are shown under (Hasura's `getCustomizer`).
struct RemoteNames: Sendable {
  let namespace: String?
  /// Only types whose names change, by the server's name.
  let types: [String: String]
  /// Only types whose fields change: the shown names by the server's.
  let fields: [String: [String: String]]

  init(_ customization: RemoteSchemaCustomization?, of schema: Schema, _ all: [TypeDefinition]) {
    namespace = customization?.rootFieldsNamespace
    guard let customization else {
      (types, fields) = ([:], [:])
      return
    }
    let roots = OperationType.allCases.compactMap { schema.rootName(of: $0) }
    // Root types keep their names unless they are types of a namespace's field.
    let kept = Set(customization.rootFieldsNamespace == nil ? roots : [])
    var types: [String: String] = [:]
    for type in all where !kept.contains(type.name) && !BuiltInTypes.contains(type.name) {
      types[type.name] = customization.types.affixed(type.name)
    }
    if let namespace = customization.rootFieldsNamespace { for root in roots { types[root] = namespace + root } }
    for (name, shown) in customization.types.mapping { types[name] = shown }
    self.types = types.filter { $0.key != $0.value }
    var fields: [String: [String: String]] = [:]
    for type in all {
      guard let affixes = customization.fields[type.name], let own = type.fields else { continue }
      fields[type.name] = Dictionary(
        own.map { ($0.name, affixes.mapping[$0.name] ?? affixes.affixed($0.name)) }, uniquingKeysWith: { first, _ in first })
    }
    self.fields = fields
  }

  /// The shown name of a type.
  func shown(_ type: String) -> String { types[type] ?? type }

  /// The shown name of a field of a type.
  func shown(_ field: String, of type: String) -> String { fields[type]?[field] ?? field }

  /// A type with the shown name at its heart.
  func shown(_ type: TypeReference) -> TypeReference {
    switch type {
    case .named(let name): .named(shown(name))
    case .list(let element): .list(shown(element))
    case .nonNull(let type): .nonNull(shown(type))
    }
  }
}

extension RemoteSchemaCustomization.Affixes {
  func affixed(_ name: String) -> String { prefix + name + suffix }
}
