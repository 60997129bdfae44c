import Synchronization

/// What a GraphQL API offers: root types, named types and directives.
///
/// Types are made when they are first asked for, because schemas of thousands of types are mostly used for a few of them.
/// The types of introspection, `String`, `Boolean` and the specification's directives (`@skip`, ...) are always there.
package final class Schema: Sendable {
  package let description: String?
  /// The name of the root type of queries.
  package let query: String
  /// The name of the root type of mutations, nil when there are none.
  package let mutation: String?
  /// The name of the root type of subscriptions, nil when there are none.
  package let subscription: String?
  /// All directives, the specification's own first.
  package let directives: NamedList<DirectiveDefinition>

  /// The specification's scalars that this schema has.
  private let scalars: Set<String>
  private let knownObjects: @Sendable (String) -> [String]?
  private let isHidden: @Sendable (String) -> Bool
  private let makeTypeNames: @Sendable () -> [String]
  private let madeTypeNames: Mutex<[String]?> = Mutex(nil)
  private let make: @Sendable (String) -> TypeDefinition?
  private let made: Mutex<[String: TypeDefinition]>
  private let implementations: Mutex<[String: [String]]?> = Mutex(nil)

  /// A schema whose types are made by `make` when they are first asked for.
  ///
  /// `make` is called at most a few times per name, from any thread, and must always answer the same; it need not know the
  /// specification's own types. `typeNames` are the names of all types in the order introspection shall list them, asked for when it
  /// does: `Int`, `Float` and `ID` among them where they are used (section 3.5.5 has them listed only then), `String` and `Boolean` or
  /// not. `scalars` are those of the specification among them; nil looks for them there. `objects` knows the objects of interfaces,
  /// so that these need not be searched for among all types. `hides` tells the types that exist without being part of this schema.
  package init(
    description: String? = nil, query: String, mutation: String? = nil, subscription: String? = nil,
    directives: [DirectiveDefinition] = [], scalars: Set<String>? = nil, typeNames: @autoclosure @escaping @Sendable () -> [String],
    objects: @escaping @Sendable (_ interface: String) -> [String]? = { _ in nil },
    hides: @escaping @Sendable (_ type: String) -> Bool = { _ in false },
    make: @escaping @Sendable (String) -> TypeDefinition?
  ) {
    self.description = description
    self.query = query
    self.mutation = mutation
    self.subscription = subscription
    let custom = Set(directives.map(\.name))
    self.directives = NamedList(BuiltInDirectives.all.filter { !custom.contains($0.name) } + directives)
    makeTypeNames = typeNames
    knownObjects = objects
    isHidden = hides
    self.scalars = (scalars ?? Set(typeNames())).union(BuiltInTypes.alwaysListed).intersection(BuiltInTypes.byName.keys)
    self.make = make
    made = Mutex([:])
  }

  /// The names of all types in the order introspection lists them, the specification's own included.
  package var typeNames: [String] {
    if let names = madeTypeNames.withLock({ $0 }) { return names }
    var names = makeTypeNames()
    let known = Set(names)
    names += (BuiltInTypes.alwaysListed + IntrospectionTypes.all.map(\.name)).filter { !known.contains($0) }
    madeTypeNames.withLock { [names] made in made = names }
    return names
  }

  /// A schema of these types.
  package convenience init(
    description: String? = nil, query: String, mutation: String? = nil, subscription: String? = nil,
    directives: [DirectiveDefinition] = [], types: [TypeDefinition]
  ) {
    let byName = Dictionary(types.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    self.init(
      description: description, query: query, mutation: mutation, subscription: subscription, directives: directives,
      typeNames: types.map(\.name), make: { byName[$0] })
  }

  /// The type of a name, nil when there is none.
  package func type(named name: String) -> TypeDefinition? {
    if let type = made.withLock({ $0[name] }) { return type }
    // Made outside of the lock: making one type may ask for another.
    let type = IntrospectionTypes.byName[name] ?? builtInScalar(name) ?? make(name)
    return made.withLock { made in
      if let earlier = made[name] { return earlier }
      // Unknown names come from clients and must not fill the memory.
      if let type { made[name] = type }
      return type
    }
  }

  /// Whether a type exists that this schema does not show, or shows by another name: conditions of fragments on it never hold.
  package func hides(_ type: String) -> Bool { self.type(named: type) == nil && isHidden(type) }

  private func builtInScalar(_ name: String) -> TypeDefinition? { scalars.contains(name) ? BuiltInTypes.byName[name] : nil }

  /// The name of the root type of an operation type, nil when there is none.
  package func rootName(of operation: OperationType) -> String? {
    switch operation {
    case .query: query
    case .mutation: mutation
    case .subscription: subscription
    }
  }

  /// The field that a selection of `name` on a type means, `__typename` and on the query root `__schema` and `__type` included.
  package func field(named name: String, on type: TypeDefinition) -> FieldDefinition? {
    if name.utf8.first == UInt8(ascii: "_"), let meta = IntrospectionTypes.metaField(name, on: type, queryRoot: query) { return meta }
    return type.fields?[name]
  }

  /// The names of the object types that a value of a composite type can have; empty for other types.
  package func possibleTypes(of type: TypeDefinition) -> [String] {
    switch type {
    case .object(let object): [object.name]
    case .union(let union): union.memberTypes
    case .interface(let interface): implementations(of: interface.name)
    case .scalar, .enumeration, .inputObject: []
    }
  }

  /// Makes all types on its first call: which ones implement an interface is written nowhere else.
  private func implementations(of interface: String) -> [String] {
    if let objects = knownObjects(interface) { return objects }
    if let known = implementations.withLock({ $0 }) { return known[interface] ?? [] }
    var found: [String: [String]] = [:]
    for name in typeNames {
      guard case .object(let object)? = type(named: name) else { continue }
      for implemented in object.interfaces { found[implemented, default: []].append(name) }
    }
    implementations.withLock { $0 = found }
    return found[interface] ?? []
  }
}
