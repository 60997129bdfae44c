import ConnectorProtocol
import GraphQL

extension TypeMaker {
  /// `author_order_by`.
  func order(_ table: CatalogTable, _ name: String) -> MadeType {
    var fields = Gathered<InputValueDefinition, InputMeaning>()
    for column in view.columns(of: table) where column.scalar.isOrderable {
      fields.add(InputValueDefinition(name: column.name, type: orderType(for: table)), .column(column))
    }
    for computed in view.computedFields(of: table) where computed.takesNoArguments { add(computed, of: table, to: &fields) }
    for relationship in view.comparedRelationships(of: table) where view.has(.orderByRelationship, table) {
      guard let target = view.known[relationship.target] else { continue }
      if relationship.cardinality == .object {
        fields.add(InputValueDefinition(name: relationship.name, type: type(.order, of: target)), .related(relationship))
      } else if view.allowsAggregates(of: target) {
        fields.add(
          InputValueDefinition(name: aggregateName(relationship.name, on: table), type: type(.aggregateOrder, of: target)),
          .relatedAggregate(relationship))
      }
    }
    return fields.input(name, "Ordering options when selecting data from \"\(table.native?.model ?? table.id.name.text)\".")
  }

  /// Rows that a function gives are ordered by as those of a relationship are.
  private func add(
    _ computed: CatalogComputedField, of table: CatalogTable, to fields: inout Gathered<InputValueDefinition, InputMeaning>
  ) {
    switch computed.result {
    case .scalar(let scalar):
      guard scalar.scalar.isOrderable else { return }
      fields.add(InputValueDefinition(name: computed.name, type: orderType(for: table)), .computed(computed))
    case .table(let id):
      guard let target = view.known[id], view.has(.orderByRelationship, table) else { return }
      guard computed.call.returnsSet else {
        return fields.add(InputValueDefinition(name: computed.name, type: type(.order, of: target)), .computed(computed))
      }
      guard view.allowsAggregates(of: target) else { return }
      fields.add(
        InputValueDefinition(name: aggregateName(computed.name, on: table), type: type(.aggregateOrder, of: target)),
        .computedAggregate(computed))
    }
  }

  /// `author_aggregate_order_by`.
  func aggregateOrder(_ table: CatalogTable, _ name: String) -> MadeType {
    var fields = Gathered<InputValueDefinition, InputMeaning>()
    fields.add(InputValueDefinition(name: "count", type: orderType(for: table)), .function("count"))
    for function in view.functions(of: table) where !function.columns.isEmpty {
      fields.add(
        InputValueDefinition(name: fieldName(function.name, of: table), type: type(.functionOrder(function.name), of: table)),
        .function(function.name))
    }
    return fields.input(name, "order by aggregate values of table \"\(table.id.name.text)\"")
  }

  /// `author_avg_order_by` and the like.
  func functionOrder(_ table: CatalogTable, _ function: String, _ name: String) -> MadeType {
    var fields = Gathered<InputValueDefinition, InputMeaning>()
    for (column, _) in view.functions(of: table).first(where: { $0.name == function })?.columns ?? [] {
      fields.add(
        InputValueDefinition(name: column.name, description: column.description, type: orderType(for: table)), .column(column))
    }
    return fields.input(name, "order by \(function)() on columns of table \"\(table.id.name.text)\"")
  }

  /// `order_by`.
  static func orderEnumeration(_ name: String, _ names: SourceNames) -> TypeDefinition {
    let values = [
      ("asc", "in ascending order, nulls last"),
      ("asc_nulls_first", "in ascending order, nulls first"),
      ("asc_nulls_last", "in ascending order, nulls last"),
      ("desc", "in descending order, nulls first"),
      ("desc_nulls_first", "in descending order, nulls first"),
      ("desc_nulls_last", "in descending order, nulls last"),
    ]
    return .enumeration(
      EnumType(
        name: name, description: "column ordering options",
        values: values.map { EnumValueDefinition(name: names.value($0.0), description: $0.1) }))
  }
}
