import GraphQL
import Metadata

extension TypeMaker {
  /// `query_root` or `subscription_root`: the root fields of all sources without a namespace, and the namespaces.
  func root(_ name: String, isSubscription: Bool) -> MadeType {
    var fields = Gathered<FieldDefinition, FieldMeaning>()
    var namespaces: Set<String> = []
    for table in view.tables where !view.roots(of: table, isSubscription: isSubscription).isEmpty {
      guard let source = view.sources[table.id.source] else { continue }
      guard let namespace = source.names.namespace, let type = source.names.namespaceType(isSubscription: isSubscription) else {
        addRootFields(of: table, isSubscription: isSubscription, to: &fields)
        continue
      }
      if namespaces.insert(namespace).inserted { fields.add(FieldDefinition(name: namespace, type: .named(type)), .namespace) }
    }
    for function in view.trackedFunctions {
      guard let source = view.sources[function.id.source] else { continue }
      guard let namespace = source.names.namespace, let type = source.names.namespaceType(isSubscription: isSubscription) else {
        addRootFields(of: function, to: &fields)
        continue
      }
      if namespaces.insert(namespace).inserted { fields.add(FieldDefinition(name: namespace, type: .named(type)), .namespace) }
    }
    addRemoteFields(isSubscription ? .subscription : .query, to: &fields)
    if fields.definitions.isEmpty { fields.add(Self.nothingToQuery, .nothingToQuery) }
    return fields.object(name, nil)
  }

  /// The type of a namespace's field.
  func namespace(_ name: String, of source: CatalogSource, isSubscription: Bool) -> MadeType {
    var fields = Gathered<FieldDefinition, FieldMeaning>()
    // Two sources may share one namespace.
    for table in view.tables where view.sources[table.id.source]?.names.namespace == source.names.namespace {
      addRootFields(of: table, isSubscription: isSubscription, to: &fields)
    }
    for function in view.trackedFunctions where view.sources[function.id.source]?.names.namespace == source.names.namespace {
      addRootFields(of: function, to: &fields)
    }
    return fields.object(name, nil)
  }

  /// Hasura's answer to a role that sees nothing.
  private static let nothingToQuery = FieldDefinition(
    name: "no_queries_available", description: FieldMeaning.nothingToQueryText, type: .nonNull(.named("String")))

  private func addRootFields(
    of table: CatalogTable, isSubscription: Bool, to fields: inout Gathered<FieldDefinition, FieldMeaning>
  ) {
    if let native = table.native { return fields.add(nativeQueryField(native, table), .rows(table)) }
    let roots = table.own.rootFields
    let shown = view.roots(of: table, isSubscription: isSubscription)
    if shown.contains(.select) {
      fields.add(
        FieldDefinition(
          name: roots.select.name, description: roots.select.description, arguments: selectArguments(table),
          type: .listOfRequired(type(.row, of: table))), .rows(table))
    }
    if shown.contains(.selectByPrimaryKey), let key = view.primaryKey(of: table) {
      fields.add(
        FieldDefinition(
          name: roots.selectByPrimaryKey.name, description: roots.selectByPrimaryKey.description,
          arguments: key.map(keyArgument).sorted { $0.name < $1.name }, type: type(.row, of: table)), .row(table))
    }
    if shown.contains(.selectAggregate) {
      fields.add(
        FieldDefinition(
          name: roots.selectAggregate.name, description: roots.selectAggregate.description, arguments: selectArguments(table),
          type: .nonNull(type(.aggregate, of: table))), .aggregate(table))
    }
    if shown.contains(.selectStream) { fields.add(streamField(table), .stream(table)) }
  }

  private func keyArgument(_ column: CatalogColumn) -> InputValueDefinition {
    InputValueDefinition(name: column.name, description: column.description, type: .nonNull(column.valueType))
  }

  /// `distinct_on`, `limit`, `offset`, `order_by`, `where`.
  func selectArguments(_ table: CatalogTable) -> [InputValueDefinition] {
    var arguments = [
      InputValueDefinition(name: "limit", description: "limit the number of rows returned", type: .named("Int")),
      InputValueDefinition(
        name: "offset", description: "skip the first n rows. Use only with order_by", type: .named("Int"), takesIntegerText: true),
      InputValueDefinition(
        name: fieldName("order_by", of: table), description: "sort the rows by one or more columns",
        type: .list(.nonNull(type(.order, of: table)))),
      filterArgument(table),
    ]
    if view.hasColumnEnumeration(table), view.has(.distinctOn, table) {
      let argument = InputValueDefinition(
        name: fieldName("distinct_on", of: table), description: "distinct select on columns",
        type: .list(.nonNull(type(.column, of: table))))
      arguments.insert(argument, at: 0)
    }
    if let argument = table.native.flatMap(nativeQueryArgument) { arguments.insert(argument, at: 0) }
    return arguments
  }

  /// `where`.
  func filterArgument(_ table: CatalogTable) -> InputValueDefinition {
    InputValueDefinition(name: "where", description: "filter the rows returned", type: type(.filter, of: table))
  }
}

extension TypeReference {
  /// `[type!]!`.
  static func listOfRequired(_ type: TypeReference) -> TypeReference { .nonNull(.list(.nonNull(type))) }
}

extension CatalogColumn {
  /// The nullable type of a value that a client gives.
  var valueType: TypeReference { isArray ? .list(.nonNull(.named(scalar.name))) : .named(scalar.name) }

  /// The nullable type of a value that is stored: arrays of databases may hold nulls.
  var writtenType: TypeReference { isArray ? .list(.named(scalar.name)) : .named(scalar.name) }

  /// The nullable type of a value that a client gets. Databases do not keep nulls out of arrays, so that elements may be null here.
  var shownType: TypeReference { isArray ? .list(.named(scalar.name)) : .named(scalar.name) }
}
