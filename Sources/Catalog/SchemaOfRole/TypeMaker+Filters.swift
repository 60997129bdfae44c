import ConnectorProtocol
import GraphQL

extension TypeMaker {
  /// `author_bool_exp`.
  func filter(_ table: CatalogTable, _ name: String) -> MadeType {
    var fields = Gathered<InputValueDefinition, InputMeaning>()
    fields.add(InputValueDefinition(name: "_and", type: .list(.nonNull(.named(name)))), .and)
    fields.add(InputValueDefinition(name: "_not", type: .named(name)), .not)
    fields.add(InputValueDefinition(name: "_or", type: .list(.nonNull(.named(name)))), .or)
    guard let source = view.sources[table.id.source] else { return fields.input(name, nil) }
    for column in view.columns(of: table) {
      let comparison = TypeReference.named(source.comparison(of: column.scalar, isArray: column.isArray))
      fields.add(InputValueDefinition(name: column.name, type: comparison), .column(column))
    }
    for computed in view.computedFields(of: table) where computed.takesNoArguments {
      guard let type = filterType(of: computed, source) else { continue }
      fields.add(InputValueDefinition(name: computed.name, type: type), .computed(computed))
    }
    for relationship in view.comparedRelationships(of: table) {
      guard let target = view.known[relationship.target] else { continue }
      fields.add(InputValueDefinition(name: relationship.name, type: type(.filter, of: target)), .related(relationship))
      guard relationship.cardinality == .array, AggregateFilters(of: target, in: view) != nil else { continue }
      fields.add(
        InputValueDefinition(name: aggregateName(relationship.name, on: table), type: type(.aggregateFilter, of: target)),
        .relatedAggregate(relationship))
    }
    let rows = table.native.map { "logical model for \"\($0.model)\"" } ?? "table \"\(table.id.name.text)\""
    return fields.input(
      name, "Boolean expression to filter rows from the \(rows). All fields are combined with a logical 'AND'.")
  }

  private func filterType(of computed: CatalogComputedField, _ source: CatalogSource) -> TypeReference? {
    switch computed.result {
    case .scalar(let scalar): .named(source.comparison(of: scalar.scalar, isArray: scalar.isArray))
    case .table(let target): view.known[target].map { type(.filter, of: $0) }
    }
  }

  /// `Int_comparison_exp`.
  func comparison(_ name: String, _ scalar: ConnectorProtocol.ScalarType, isArray: Bool, _ source: CatalogSource) -> MadeType {
    var fields = Gathered<InputValueDefinition, InputMeaning>()
    let element = TypeReference.named(scalar.name)
    let same = isArray ? TypeReference.list(.nonNull(element)) : element
    for comparison in isArray ? source.arrayOperators(of: scalar) : scalar.operators {
      let type: TypeReference
      switch comparison.argument {
      case .same: type = same
      case .listOfSame: type = .list(.nonNull(same))
      case .scalar(let other): type = .named(other)
      case .listOfScalar(let other): type = .list(.nonNull(.named(other)))
      case .object(let object): type = .named(object.name)
      }
      fields.add(
        InputValueDefinition(name: source.names.field(comparison.name), description: comparison.comment, type: type),
        .comparison(comparison))
    }
    fields.add(InputValueDefinition(name: source.names.field("_is_null"), type: .named("Boolean")), .isNull)
    if !isArray, !source.casts(of: scalar).isEmpty {
      fields.add(InputValueDefinition(name: source.names.field("_cast"), type: .named(source.castsName(of: scalar))), .casts)
    }
    return fields.input(
      name, "Boolean expression to compare columns of type \"\(scalar.name)\". All fields are combined with logical 'AND'.")
  }

  /// `jsonb_cast_exp`.
  func casts(_ name: String, of scalar: ConnectorProtocol.ScalarType, _ source: CatalogSource) -> MadeType {
    var fields = Gathered<InputValueDefinition, InputMeaning>()
    for (target, native) in source.casts(of: scalar) {
      let type = TypeReference.named(source.comparison(of: target, isArray: false))
      fields.add(InputValueDefinition(name: target.name, type: type), .cast(target, native: native))
    }
    return fields.input(name, nil)
  }

  /// `st_d_within_input`.
  static func argument(_ object: ArgumentObject) -> MadeType {
    let fields = object.fields.map { field in
      InputValueDefinition(name: field.name, type: field.isRequired ? .nonNull(.named(field.scalar)) : .named(field.scalar))
    }
    return MadeType(definition: .inputObject(InputObjectType(name: object.name, fields: fields.sorted { $0.name < $1.name })))
  }

  /// `author_aggregate_bool_exp`.
  func aggregateFilter(_ table: CatalogTable, _ name: String) -> MadeType {
    var fields = Gathered<InputValueDefinition, InputMeaning>()
    for function in AggregateFilters(of: table, in: view)?.functions ?? [] {
      fields.add(
        InputValueDefinition(
          name: fieldName(function.name, of: table), type: type(.aggregateFilterFunction(function.name), of: table)),
        .aggregateFunction(function.name))
    }
    return fields.input(name, nil)
  }

  /// `author_aggregate_bool_exp_count` and the like; its fields mean what they are called.
  func aggregateFilterFunction(_ table: CatalogTable, _ function: String, _ name: String) -> MadeType {
    guard let source = view.sources[table.id.source], let known = AggregateFilters(of: table, in: view)?[function] else {
      return MadeType(definition: .inputObject(InputObjectType(name: name, fields: [])))
    }
    let columns =
      known.columns.isEmpty
      ? TypeReference.list(.nonNull(type(.column, of: table))) : .nonNull(type(.aggregateFilterColumn(function), of: table))
    let comparison = TypeReference.named(source.comparison(of: known.result, isArray: false))
    var fields = [
      InputValueDefinition(name: "distinct", type: .named("Boolean")),
      InputValueDefinition(name: "filter", type: type(.filter, of: table)),
      InputValueDefinition(name: "predicate", type: .nonNull(comparison)),
    ]
    if view.hasColumnEnumeration(table) { fields.insert(InputValueDefinition(name: "arguments", type: columns), at: 0) }
    return MadeType(definition: .inputObject(InputObjectType(name: name, fields: fields)))
  }

  /// The columns that `bool_and` or `bool_or` takes.
  func aggregateFilterColumn(_ table: CatalogTable, _ function: String, _ name: String) -> MadeType {
    let text =
      "select \"\(table.own.baseName)_aggregate_bool_exp_\(function)_arguments_columns\" columns of table \"\(table.id.name.text)\""
    return columnEnumeration(AggregateFilters(of: table, in: view)?[function]?.columns ?? [], name, text, table)
  }
}

extension CatalogSource {
  /// The types as which values of a scalar can be compared, and their names in casts.
  func casts(of scalar: ConnectorProtocol.ScalarType) -> [(target: ConnectorProtocol.ScalarType, native: String)] {
    scalar.casts.compactMap { cast in scalars[cast.scalar].map { (target: $0, native: cast.native) } }
  }

  /// The name of the type that holds them.
  func castsName(of scalar: ConnectorProtocol.ScalarType) -> String {
    names.sharedType("\(scalar.name)\(capabilities.typeSuffix)_cast_exp")
  }

  /// The operators on arrays of a scalar: those that the connector declares for such arrays, else the comparisons of its elements, which
  /// need an order of the elements.
  func arrayOperators(of scalar: ConnectorProtocol.ScalarType) -> [ComparisonOperator] {
    if let declared = scalars.values.first(where: { $0.canonical == .array(of: scalar.canonical) }) { return declared.operators }
    guard scalar.isOrderable else { return [] }
    return scalar.operators.filter { ["_eq", "_neq", "_gt", "_gte", "_lt", "_lte", "_in", "_nin"].contains($0.name) }
  }
}
