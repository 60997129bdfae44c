import ConnectorProtocol
import JSON
import Metadata

extension Resolver {
  /// The tracked functions of all sources, without those whose names something else has.
  mutating func functions(_ tables: OrderedTables) -> [CatalogFunction] {
    var found: [CatalogFunction] = []
    var taken = FunctionNames(tables, sources)
    for declared in metadata.sources {
      guard let source = sources[declared.name] else { continue }
      for tracked in declared.functions {
        let id = TableID(source: source.name, name: tracked.name)
        do throws(TableProblem) {
          let resolver = FunctionResolver(source: source, naming: declared.tableNaming, tables: tables)
          let function = try resolver.resolve(tracked, id, roles: rolesInheriting(from: tracked.roles))
          try taken.add(function, in: source)
          found.append(function)
        } catch {
          report(error.isWhole ? error.reason : "in function \"\(tracked.name.text)\": \(error.reason)", .function(id))
        }
      }
    }
    return found
  }
}

/// Finds what a tracked function means; the reasons are Hasura's (`buildFunctionInfo`).
private struct FunctionResolver {
  let source: CatalogSource
  let naming: TableNaming
  let tables: OrderedTables

  func resolve(_ tracked: TrackedFunction, _ id: TableID, roles: [String]) throws(TableProblem) -> CatalogFunction {
    let function = try source.functions.only(tracked.name)
    var problems = FunctionProblems()
    let exposure = exposure(of: function, tracked, &problems)
    let session = sessionParameter(of: function, tracked, &problems)
    let baseName = tracked.name.shown.joined(separator: "_")
    try problems.check("the function \"\(tracked.name.text)\" cannot be tracked")
    let reference = function.result.table ?? function.name
    guard let table = tables.id(of: reference, in: source.name) else {
      throw TableProblem(reason: "table \"\(naming.name(reference.path).text)\" is not tracked", isWhole: true)
    }
    let names = FunctionRootNames(tracked, baseName: baseName, names: source.names)
    let quoted = "\"\(tracked.name.text)\""
    let comment = tracked.comment ?? function.comment
    let verb = exposure == .query ? "execute function" : "execute VOLATILE function"
    let description = exposure == .query ? comment ?? "\(verb) \(quoted) which returns \"\(table.name.text)\"" : nil
    return CatalogFunction(
      id: id, call: CatalogCall(function, row: nil, session: session, in: source), table: table,
      select: RootFields.Root(
        name: names.select, description: description ?? "\(verb) \(quoted) which returns \"\(table.name.text)\""),
      selectAggregate: RootFields.Root(
        name: names.selectAggregate,
        description: "execute function \(quoted) and query aggregates on result of table type \"\(table.name.text)\""),
      argumentsType: names.argumentsType, shownName: names.shown, exposure: exposure, roles: roles)
  }

  /// The root that the user chose; else functions that may write are mutations.
  private func exposure(
    of function: FunctionDescription, _ tracked: TrackedFunction, _ problems: inout FunctionProblems
  ) -> CatalogFunction.Exposure {
    if !GraphQLName.isValid(tracked.name.shown.joined(separator: "_")) {
      problems.add("function name is not a legal GraphQL identifier")
    }
    if function.isVariadic { problems.add("function with \"VARIADIC\" parameters are not supported") }
    if function.result.sort != .composite { problems.add("the function does not return a \"COMPOSITE\" type") }
    if function.result.table == nil { problems.add("the function does not return a table") }
    let asked = tracked.configuration["exposed_as"]?.stringValue.flatMap(CatalogFunction.Exposure.init)
    if function.volatility != .volatile, asked == .mutation {
      problems.add(
        "the function was requested to be exposed as a mutation, but is not marked VOLATILE. "
          + "Maybe the function was given the wrong volatility when it was defined?")
    }
    let names = function.parameters.compactMap(\.name).filter { !GraphQLName.isValid($0) }
    if !names.isEmpty {
      problems.add("the function arguments \(names.joined(separator: ",")) are not in compliance with GraphQL spec")
    }
    return asked ?? (function.volatility == .volatile ? .mutation : .query)
  }

  private func sessionParameter(
    of function: FunctionDescription, _ tracked: TrackedFunction, _ problems: inout FunctionProblems
  ) -> Int? {
    guard let name = tracked.configuration["session_argument"]?.stringValue else { return nil }
    guard let index = function.parameters.firstIndex(where: { $0.name == name }) else {
      problems.add("given session argument \"\(name)\" not the input argument of the function")
      return nil
    }
    if function.parameters[index].type.type.canonical != .json { problems.add("given session argument \"\(name)\" is not of type json") }
    return index
  }
}

/// The GraphQL names of a tracked function (Hasura's `Function.Common`).
private struct FunctionRootNames {
  let select: String
  let selectAggregate: String
  let argumentsType: String
  /// The name without what a source adds.
  let shown: String

  init(_ tracked: TrackedFunction, baseName: String, names: SourceNames) {
    let roots = tracked.configuration["custom_root_fields"]
    let custom = tracked.configuration["custom_name"]?.stringValue
    shown = roots?["function"]?.stringValue ?? custom ?? names.field(baseName)
    select = names.root(shown)
    selectAggregate = names.root(
      roots?["function_aggregate"]?.stringValue ?? custom.map { "\($0)_aggregate" } ?? names.field("\(baseName)_aggregate"))
    argumentsType = names.argumentsType(custom ?? baseName)
  }
}

/// The root fields that are taken, by namespace and name.
private struct FunctionNames {
  private var taken: [String: Set<String>] = [:]

  init(_ tables: OrderedTables, _ sources: [String: CatalogSource]) {
    for source in sources.values {
      if let namespace = source.names.namespace { taken["", default: []].insert(namespace) }
    }
    for table in tables.all {
      guard let source = sources[table.id.source] else { continue }
      taken[source.names.namespace ?? "", default: []].formUnion(table.rootFieldNames(in: source))
    }
  }

  mutating func add(_ function: CatalogFunction, in source: CatalogSource) throws(TableProblem) {
    let place = source.names.namespace ?? ""
    let names = [function.select.name, function.selectAggregate.name]
    for name in names {
      guard GraphQLName.isValid(name) else {
        throw TableProblem(reason: "cannot include \"\(name)\" in the GraphQL schema because it is not a valid GraphQL identifier")
      }
      guard !(taken[place]?.contains(name) ?? false) else {
        throw TableProblem(reason: "the root field \"\(name)\" is defined already")
      }
    }
    taken[place, default: []].formUnion(names)
  }
}
