import Catalog
import ConnectorProtocol
import Errors

extension Planner {
  /// A condition on functions of the related rows (`articles_aggregate: {count: {predicate: {_gt: 1}}}`).
  func aggregateFilter(
    _ value: InputValue, _ type: String, _ relationship: CatalogRelationship, _ builder: inout FetchBuilder
  ) throws(EngineError) -> Filter {
    var conditions: [Filter] = []
    for (key, member) in try value.requiredMembers(of: type) {
      guard case .aggregateFunction(let function)? = role.meaning(ofInput: key, on: type) else { continue }
      let condition = try at(.key(key)) { () throws(EngineError) in
        try aggregateCondition(function, member, inputType(of: key, on: type), relationship, &builder)
      }
      conditions.append(condition)
    }
    return Filter.all(conditions) ?? .and([])
  }

  private func aggregateCondition(
    _ function: String, _ value: InputValue, _ type: String, _ relationship: CatalogRelationship, _ builder: inout FetchBuilder
  ) throws(EngineError) -> Filter {
    let rows = try visibleRows(of: try visible(relationship.target), &builder)
    var aggregate = RelatedAggregate(relation: rows.relation, pairs: relationship.pairs, function: function)
    var conditions = rows.filter.map { [$0] } ?? []
    var predicate: InputValue?
    var arguments: [CatalogColumn] = []
    for (key, member) in try value.requiredMembers(of: type) {
      try at(.key(key)) { () throws(EngineError) in
        switch key {
        case "arguments": arguments = try columns(member, inputType(of: key, on: type))
        case "distinct": aggregate.distinct = try flag(member)
        case "filter": conditions.append(try filter(member, inputType(of: key, on: type), &builder))
        default: predicate = member
        }
      }
    }
    if aggregate.distinct { try at(.key("arguments")) { () throws(EngineError) in try Self.checkComparable(arguments, for: "distinct") } }
    aggregate.columns = arguments.map(\.column)
    aggregate.filter = .all(conditions)
    guard let predicate else { return .and([]) }
    return try at(.key("predicate")) { () throws(EngineError) in
      try comparisons(predicate, inputType(of: "predicate", on: type), of: aggregate, &builder)
    }
  }

  private func comparisons(
    _ value: InputValue, _ type: String, of aggregate: RelatedAggregate, _ builder: inout FetchBuilder
  ) throws(EngineError) -> Filter {
    let scalar = builder.source.scalars[aggregate.function == "count" ? "Int" : "Boolean"]
    guard let scalar else { throw EngineError(.unexpected, "the result of \"\(aggregate.function)\" has no scalar") }
    let operand = ColumnType(native: "", canonical: scalar.canonical)
    var conditions: [Filter] = []
    for (key, member) in try value.requiredMembers(of: type) {
      try at(.key(key)) { () throws(EngineError) in
        let meaning = role.meaning(ofInput: key, on: type)
        if collapses(member, meaning) { return }
        switch meaning {
        case .comparison(let comparison):
          try member.refusingNull(for: scalar.name)
          let isList = comparison.argument == .listOfSame
          let slot = builder.slot(try member.source(as: isList ? .list(scalar) : .scalar(scalar)))
          conditions.append(
            .aggregate(aggregate, operator: comparison.name, isList ? .list(slot, operand) : .value(slot, operand)))
        case .isNull: conditions.append(Self.isNull(aggregate, try flag(member)))
        default: throw EngineError(.unexpected, "field '\(key)' of type '\(type)' has no meaning")
        }
      }
    }
    return Filter.all(conditions) ?? .and([])
  }

  /// A count is never null; any other function is if no related row has a value.
  private static func isNull(_ aggregate: RelatedAggregate, _ isNull: Bool) -> Filter {
    guard aggregate.function != "count" else { return isNull ? .or([]) : .and([]) }
    let hasValue = Filter.or(aggregate.columns.map { .isNull(Operand($0), false) })
    let hasAny = Filter.exists(aggregate.relation, aggregate.pairs, aggregate.filter.map { .and([$0, hasValue]) } ?? hasValue)
    return isNull ? .not(hasAny) : hasAny
  }
}
