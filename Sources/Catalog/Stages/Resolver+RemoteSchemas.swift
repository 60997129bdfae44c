import Errors
import GraphQL
import JSON
import Metadata

extension Resolver {
  /// Finds which remote schemas can be shown, and what of them to whom.
  mutating func resolveRemoteSchemas(_ states: [String: RemoteSchemaState], beside tables: OrderedTables) {
    let declared = metadata.remoteSchemas
    guard !declared.isEmpty else { return }
    var taken = RemoteNeighbours(tables: tables, sources: sources)
    for (name, declaration) in declared {
      do throws(EngineError) {
        let declaration = try declaration.get()
        guard case .available(let schema)? = states[name] else { throw states[name].unavailable(name) }
        let remote = try CatalogRemoteSchema(declaration, schema)
        if let conflict = taken.add(remote) {
          reportConflict(conflict, [.remoteSchema(name)])
          continue
        }
        remotes.append(remote.with(permissions: permissions(of: declaration, on: remote)))
      } catch {
        report(error, .remoteSchema(name))
      }
    }
  }

  private mutating func permissions(of declaration: RemoteSchemaDeclaration, on remote: CatalogRemoteSchema) -> [String: RemotePermission] {
    var permissions: [String: RemotePermission] = [:]
    for permission in declaration.permissions {
      let object = MetadataObjectID.remoteSchemaPermission(role: permission.role, schema: remote.name)
      let place = "in remote schema permission for role \"\(permission.role)\": "
      guard permission.role != "admin" else {
        report(place + "cannot define permission for admin role", object)
        continue
      }
      do throws(EngineError) {
        permissions[permission.role] = try RemotePermission(permission.schema, of: remote.upstream)
      } catch {
        report(error, object, at: place)
      }
    }
    inherit(&permissions, of: remote)
    return permissions
  }

  /// Inherited roles have what their parents have, if these agree; a permission of their own wins.
  private mutating func inherit(_ permissions: inout [String: RemotePermission], of remote: CatalogRemoteSchema) {
    let parents = inheritedRoles
    var done: Set<String> = []
    for role in parents.keys.sorted() { inherit(role, parents, &permissions, &done, of: remote) }
  }

  private mutating func inherit(
    _ role: String, _ parents: [String: [String]], _ permissions: inout [String: RemotePermission], _ done: inout Set<String>,
    of remote: CatalogRemoteSchema
  ) {
    guard let own = parents[role], done.insert(role).inserted else { return }
    for parent in own { inherit(parent, parents, &permissions, &done, of: remote) }
    let inherited = own.compactMap { permissions[$0] }
    guard permissions[role] == nil, let first = inherited.first else { return }
    if inherited.allSatisfy({ $0.isAlike(first) }) {
      permissions[role] = first
    } else {
      reportInheritance(of: role, entity: ["remote_schema": .string(remote.name)], "remote schema: '\(remote.name)'")
    }
  }
}

extension RemotePermission {
  /// Whether two permissions show the same, in whatever order they say it.
  fileprivate func isAlike(_ other: RemotePermission) -> Bool { text == other.text }
}

extension RemoteSchemaState? {
  fileprivate func unavailable(_ name: String) -> EngineError {
    if case .unavailable(let error) = self { return error }
    return EngineError(.remoteSchemaError, "remote schema \"\(name)\" was not asked for its schema yet")
  }
}

extension CatalogRemoteSchema {
  /// Throws when the schema or its customization contradicts itself.
  fileprivate convenience init(_ declaration: RemoteSchemaDeclaration, _ schema: Schema) throws(EngineError) {
    let types = schema.typeNames.filter { !$0.hasPrefix("__") }.compactMap { schema.type(named: $0) }
    try RemoteSchemaCheck(schema: schema, types: types).check()
    let names = RemoteNames(declaration.definition.customization, of: schema, types)
    try RemoteNamesCheck(names: names, customization: declaration.definition.customization, schema: schema, types: types).check()
    self.init(name: declaration.name, upstream: schema, names: names, permissions: [:])
  }
}

/// The names that sources and earlier remote schemas have.
private struct RemoteNeighbours {
  private let fields: [String: Set<String>]
  private let book: RecipeBook
  private var remoteFields: [OperationType: Set<String>] = [:]
  private var remoteTypes: [String: TypeDefinition] = [:]

  init(tables: OrderedTables, sources: [String: CatalogSource]) {
    let view = RoleView(role: "admin", tables: tables, sources: sources)
    book = RecipeBook(view: view)
    var fields: Set<String> = []
    for table in tables.all {
      guard let source = sources[table.id.source] else { continue }
      if let namespace = source.names.namespace { fields.insert(namespace) } else { fields.formUnion(table.rootFieldNames(in: source)) }
    }
    self.fields = ["query": fields]
  }

  /// What is there already, in Hasura's words: a root field or a type. Types that are alike may be there twice.
  mutating func add(_ remote: CatalogRemoteSchema) -> String? {
    let view = RemoteView(remote, schema: remote.upstream)
    var names: [OperationType: Set<String>] = [:]
    for operation in [OperationType.query, .mutation] {
      let own = view.rootNames(operation)
      if let name = own.first(where: { remoteFields[operation]?.contains($0) ?? false }) {
        return "Duplicate remote field '\(name)'"
      }
      if let name = own.first(where: { fields[operation.rawValue]?.contains($0) ?? false }) {
        return "Field cannot be overwritten by remote field '\(name)'"
      }
      names[operation] = Set(own)
    }
    let types = types(of: view)
    for (shown, definition) in types.sorted(by: { $0.key < $1.key }) where isTaken(shown, definition) {
      return "Found conflicting definitions for GraphQL type '\(shown)' of remote schema '\(remote.name)'. Types must not be defined "
        + "more than once across all sources and remote schemas, unless they are alike."
    }
    remoteFields.merge(names) { $0.union($1) }
    remoteTypes.merge(types) { first, _ in first }
    return nil
  }

  private func types(of view: RemoteView) -> [String: TypeDefinition] {
    let maker = TypeMaker(view: RoleView(role: "admin", tables: OrderedTables([]), sources: [:], remotes: [view]))
    var types: [String: TypeDefinition] = [:]
    for (shown, upstream) in view.upstreamNames { types[shown] = maker.remote(upstream, of: view, named: shown).definition }
    return types
  }

  private func isTaken(_ name: String, _ definition: TypeDefinition) -> Bool {
    if let recipe = book.recipe(named: name), !(recipe.isScalar && definition.isScalar) { return true }
    return remoteTypes[name].map { !$0.isAlike(definition) } ?? false
  }
}

extension RemoteView {
  /// The fields of a root as it shows them.
  fileprivate func rootNames(_ operation: OperationType) -> [String] {
    guard let root = schema.rootName(of: operation) else { return [] }
    if let namespace = remote.names.namespace { return [namespace] }
    return rootFields(operation).map { remote.names.shown($0.name, of: root) }
  }
}

extension TypeRecipe {
  fileprivate var isScalar: Bool { if case .scalar = self { true } else { false } }
}

extension TypeDefinition {
  fileprivate var isScalar: Bool { if case .scalar = self { true } else { false } }

  /// Whether two types of one name are the same; descriptions do not matter.
  fileprivate func isAlike(_ other: TypeDefinition) -> Bool {
    switch (self, other) {
    case (.scalar, .scalar): true
    case (.enumeration(let one), .enumeration(let other)): Set(one.values.names) == Set(other.values.names)
    case (.union(let one), .union(let other)): Set(one.memberTypes) == Set(other.memberTypes)
    case (.inputObject(let one), .inputObject(let other)): one.fields.areAlike(other.fields)
    case (.object(let one), .object(let other)):
      Set(one.interfaces) == Set(other.interfaces) && one.fields.areAlike(other.fields)
    case (.interface(let one), .interface(let other)): one.fields.areAlike(other.fields)
    default: false
    }
  }
}

extension NamedList<FieldDefinition> {
  fileprivate func areAlike(_ others: NamedList<FieldDefinition>) -> Bool {
    count == others.count
      && allSatisfy { field in
        guard let other = others[field.name] else { return false }
        return field.type == other.type && field.arguments.areAlike(other.arguments)
      }
  }
}

extension NamedList<InputValueDefinition> {
  fileprivate func areAlike(_ others: NamedList<InputValueDefinition>) -> Bool {
    count == others.count && allSatisfy { others[$0.name]?.type == $0.type }
  }
}
