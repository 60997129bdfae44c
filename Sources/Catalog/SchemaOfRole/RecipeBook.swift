import ConnectorProtocol
import GraphQL
import Metadata

/// Finds how a type is made by its name.
///
/// A schema of thousands of tables has dozens of types for each of them, of which a request names a few. Only the types that no table has
/// of its own are written down; a table's are found by the table's name in front of theirs.
struct RecipeBook: Sendable {
  private let view: RoleView
  private let shared: [String: TypeRecipe]
  private let tables: [TablesByTypeName]

  init(view: RoleView) {
    self.view = view
    shared = SharedRecipes(view: view).recipes
    tables = TablesByTypeName.all(in: view)
  }

  /// The specification's scalars that are in use.
  var builtInScalars: Set<String> { Set(shared.keys.filter(BuiltInTypes.contains)) }

  /// All names, in alphabetical order.
  var names: [String] {
    var names = Set(shared.keys)
    for table in view.typed {
      guard let source = view.sources[table.id.source] else { continue }
      for part in view.parts(of: table) { names.insert(source.names.type(part, of: table.own)) }
    }
    return names.sorted()
  }

  /// How the type of a name is made; nil if there is none.
  func recipe(named name: String) -> TypeRecipe? {
    if let recipe = shared[name] { return recipe }
    for index in tables {
      for table in index.tables(whoseTypeMayBe: name) {
        if let part = view.parts(of: table).first(where: { index.names.type($0, of: table.own) == name }) { return .table(table, part) }
      }
    }
    return nil
  }
}

/// A source's tables by the beginning of the names of their types.
private struct TablesByTypeName: Sendable {
  let names: SourceNames
  private let tables: [Substring: CatalogTable]
  /// Names come from clients and may have any length.
  private let longest: Int

  static func all(in view: RoleView) -> [TablesByTypeName] {
    var bySource: [String: [CatalogTable]] = [:]
    for table in view.typed where table.native == nil { bySource[table.id.source, default: []].append(table) }
    return bySource.sorted { $0.key < $1.key }.compactMap { name, tables in
      view.sources[name].map { TablesByTypeName(names: $0.names, tables) }
    }
  }

  private init(names: SourceNames, _ tables: [CatalogTable]) {
    self.names = names
    self.tables = Dictionary(tables.map { (Substring(names.typeBase(of: $0.own)), $0) }, uniquingKeysWith: { first, _ in first })
    longest = self.tables.keys.map(\.utf8.count).max() ?? 0
  }

  /// The tables that a type's name begins with, the one of the longest name first.
  func tables(whoseTypeMayBe name: String) -> [CatalogTable] {
    let prefix = names.customization.typePrefix
    guard name.hasPrefix(prefix) else { return [] }
    var base = name.utf8.dropFirst(prefix.utf8.count).prefix(longest)
    var found: [CatalogTable] = []
    while !base.isEmpty {
      if let table = tables[Substring(base)] { found.append(table) }
      base = base.dropLast()
    }
    return found
  }
}

/// Collects the types that no table has of its own.
private struct SharedRecipes {
  private let view: RoleView
  private(set) var recipes: [String: TypeRecipe] = [:]
  private var seen: Set<Seen> = []

  /// A kind of column whose types are written down already.
  private struct Seen: Hashable {
    var source: String
    var scalar: String
    var isArray: Bool
    var isAggregated: Bool
  }

  init(view: RoleView) {
    self.view = view
    recipes[RoleTypes.queryRoot] = .root(isSubscription: false)
    // Directives take numbers, whatever there is to query.
    addScalar("String")
    addScalar("Int")
    defer { addRemoteTypes() }
    if view.hasRemote(.subscription) { recipes[RoleTypes.subscriptionRoot] = .root(isSubscription: true) }
    guard !view.typed.isEmpty else { return }
    if view.hasSubscriptions { recipes[RoleTypes.subscriptionRoot] = .root(isSubscription: true) }
    addScalar("Boolean")
    if view.changesSomething { recipes[RoleTypes.mutationRoot] = .mutationRoot }
    var sources: Set<String> = []
    for table in view.typed {
      guard let source = view.sources[table.id.source] else { continue }
      if sources.insert(source.name).inserted { addTypes(of: source) }
      addTypes(ofNativeQuery: table)
      let isAggregated = view.allowsAggregates(of: table)
      for column in view.columns(of: table) + view.writes.writtenColumns(of: table) {
        if let enumeration = column.enumeration { recipes[enumeration.name] = .enumeration(enumeration) }
        addTypes(of: column.scalar, column.isArray, isAggregated, source)
        addTypes(of: column.scalar.updates)
      }
      for computed in view.computedFields(of: table) { addTypes(of: computed, isAggregated, source) }
      guard view.isFilteredByAggregates(table) else { continue }
      addTypes(of: AggregateFilters.count(in: source), false, false, source)
    }
    for function in view.trackedFunctions + view.mutationFunctions { addArguments(of: function.call, function.argumentsType) }
  }

  private mutating func addTypes(of computed: CatalogComputedField, _ isAggregated: Bool, _ source: CatalogSource) {
    addArguments(of: computed.call, computed.argumentsType)
    guard let scalar = computed.scalar else { return }
    addTypes(of: scalar.scalar, scalar.isArray, isAggregated, source)
  }

  private mutating func addArguments(of call: CatalogCall, _ type: String) {
    let arguments = call.arguments
    guard !arguments.isEmpty else { return }
    recipes[type] = .functionArguments(call)
    for argument in arguments { addScalar(argument.scalar.name) }
  }

  /// The types of native queries are called after logical models, which several of them may share.
  private mutating func addTypes(ofNativeQuery table: CatalogTable) {
    guard let native = table.native, let source = view.sources[table.id.source] else { return }
    for part in view.parts(of: table) where recipes[native.type(part)] == nil { recipes[native.type(part)] = .table(table, part) }
    for argument in native.arguments { addTypes(of: argument.scalar, argument.isArray, false, source) }
  }

  /// Types of remote schemas; those that two of them share are alike.
  private mutating func addRemoteTypes() {
    if view.hasRemote(.mutation) { recipes[RoleTypes.mutationRoot] = .mutationRoot }
    for remote in view.remotes {
      for (shown, upstream) in remote.upstreamNames where recipes[shown] == nil { recipes[shown] = .remote(upstream, remote) }
    }
    for (field, remote) in view.remoteFields {
      for type in field.inputTypes {
        let shown = field.shown(.named(type.name), remote.remote.names).baseName
        if recipes[shown] == nil { recipes[shown] = .remainingInput(type, field, remote) }
      }
    }
  }

  private mutating func addTypes(of source: CatalogSource) {
    let names = source.names
    recipes[names.sharedType("order_by")] = .order(names)
    recipes[names.sharedType("cursor_ordering")] = .cursorOrder(names)
    if view.changes(source), let name = names.mutationNamespaceType(forBackend: false) {
      recipes[name] = .mutationNamespace(source)
    }
    for isSubscription in [false, true] {
      if let name = names.namespaceType(isSubscription: isSubscription) {
        recipes[name] = .namespace(source, isSubscription: isSubscription)
      }
    }
  }

  private mutating func addTypes(
    of scalar: ConnectorProtocol.ScalarType, _ isArray: Bool, _ isAggregated: Bool, _ source: CatalogSource
  ) {
    guard seen.insert(Seen(source: source.name, scalar: scalar.name, isArray: isArray, isAggregated: isAggregated)).inserted else { return }
    addScalar(scalar.name)
    let name = source.comparison(of: scalar, isArray: isArray)
    if recipes[name] == nil { recipes[name] = .comparison(scalar, isArray: isArray, source) }
    for comparison in scalar.operators {
      switch comparison.argument {
      case .scalar(let name), .listOfScalar(let name): addScalar(name)
      case .same, .listOfSame: break
      case .object(let object):
        recipes[object.name] = .argument(object)
        for field in object.fields { addScalar(field.scalar) }
      }
    }
    let casts = isArray ? [] : source.casts(of: scalar)
    if !casts.isEmpty { recipes[source.castsName(of: scalar)] = .casts(scalar, source) }
    for (target, _) in casts { addTypes(of: target, false, false, source) }
    if isAggregated, !isArray { for function in scalar.aggregates { addScalar(function.result) } }
  }

  private mutating func addTypes(of updates: [ComparisonOperator]) {
    for update in updates {
      switch update.argument {
      case .scalar(let name), .listOfScalar(let name): addScalar(name)
      case .same, .listOfSame, .object: break
      }
    }
  }

  private mutating func addScalar(_ name: String) {
    if recipes[name] == nil { recipes[name] = .scalar(name) }
  }
}

extension CatalogSource {
  /// The name of the comparison expression of a scalar, or of arrays of it.
  func comparison(of scalar: ConnectorProtocol.ScalarType, isArray: Bool) -> String {
    // The type of an enumeration is the table's own: no other kind has one of its name.
    let suffix = scalars[scalar.name] == nil ? "" : capabilities.typeSuffix
    return names.comparison(scalar.name, isArray: isArray, kindSuffix: suffix)
  }
}
