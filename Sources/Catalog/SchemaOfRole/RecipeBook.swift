import ConnectorProtocol
import GraphQL
import Metadata

/// Collects the names of all types that a role can reach, without making any.
struct RecipeBook {
  private let view: RoleView
  private(set) var recipes: [String: TypeRecipe] = [:]
  /// Comparisons that are already in the book, by source, scalar and whether it is of arrays.
  private var comparisons: Set<[String]> = []

  init(view: RoleView) {
    self.view = view
    recipes[RoleTypes.queryRoot] = .root(isSubscription: false)
    // Directives take numbers, whatever there is to query.
    addScalar("String")
    addScalar("Int")
    guard !view.tables.isEmpty else { return }
    recipes[RoleTypes.subscriptionRoot] = .root(isSubscription: true)
    addScalar("Boolean")
    var sources: Set<String> = []
    for table in view.tables {
      guard let source = view.sources[table.id.source] else { continue }
      if sources.insert(source.name).inserted { addShared(of: source) }
      add(table, source)
    }
  }

  private mutating func addShared(of source: CatalogSource) {
    let names = source.names
    recipes[names.sharedType("order_by")] = .order(names)
    recipes[names.sharedType("cursor_ordering")] = .cursorOrder(names)
    for isSubscription in [false, true] {
      if let name = names.namespaceType(isSubscription: isSubscription) {
        recipes[name] = .namespace(source, isSubscription: isSubscription)
      }
    }
  }

  private mutating func add(_ table: CatalogTable, _ source: CatalogSource) {
    var parts: [TablePart] = [.row, .filter, .order, .streamCursor, .streamCursorValue]
    let hasAggregates = view.allowsAggregates(of: table)
    if hasAggregates || source.has(.distinctOn) { parts.append(.column) }
    if hasAggregates { parts += aggregateParts(of: table, source) }
    for part in parts { recipes[source.names.type(part, of: table.own)] = .table(table, part) }
    for column in view.columns(of: table) { addTypes(of: column, source) }
  }

  private mutating func aggregateParts(of table: CatalogTable, _ source: CatalogSource) -> [TablePart] {
    let functions = view.functions(of: table)
    var parts: [TablePart] = [.aggregate, .aggregateFields] + functions.map { .function($0.name) }
    for function in functions {
      for column in function.columns { addScalar(column.result) }
    }
    guard view.aggregated.contains(table.id) else { return parts }
    parts += [.aggregateOrder] + functions.map { .functionOrder($0.name) }
    guard let filters = AggregateFilters(of: table, in: view) else { return parts }
    parts += [.aggregateFilter] + filters.functions.map { .aggregateFilterFunction($0.name) }
    for function in filters.functions {
      if !function.columns.isEmpty { parts.append(.aggregateFilterColumn(function.name)) }
      addComparison(function.result, isArray: false, source)
    }
    return parts
  }

  private mutating func addTypes(of column: CatalogColumn, _ source: CatalogSource) {
    addScalar(column.scalar.name)
    addComparison(column.scalar, isArray: column.isArray, source)
  }

  private mutating func addComparison(_ scalar: ConnectorProtocol.ScalarType, isArray: Bool, _ source: CatalogSource) {
    guard comparisons.insert([source.name, scalar.name, isArray ? "[]" : ""]).inserted else { return }
    let name = source.comparison(of: scalar, isArray: isArray)
    if recipes[name] == nil { recipes[name] = .comparison(scalar, isArray: isArray, source) }
    for comparison in scalar.operators {
      switch comparison.argument {
      case .scalar(let name), .listOfScalar(let name): addScalar(name)
      case .same, .listOfSame: break
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
    names.comparison(scalar.name, isArray: isArray, kindSuffix: capabilities.typeSuffix)
  }
}
