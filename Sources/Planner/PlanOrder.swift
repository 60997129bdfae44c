import Catalog
import ConnectorProtocol
import Errors

extension Planner {
  /// `order_by`: a list of objects, each with any number of criteria, in the order in which they are written.
  func order(_ value: InputValue, _ type: String, _ builder: inout FetchBuilder) throws(EngineError) -> [OrderTerm] {
    var terms: [OrderTerm] = []
    let isList = (value.elements?.count ?? 0) > 1
    for (index, element) in try value.requiredElements().enumerated() {
      if isList {
        try at(.index(index)) { () throws(EngineError) in terms += try criteria(element, type, &builder) { $0 } }
      } else {
        terms += try criteria(element, type, &builder) { $0 }
      }
    }
    return terms
  }

  /// The criteria of one object; `wrap` leads from the row that is ordered to the one that the object speaks of.
  private func criteria(
    _ value: InputValue, _ type: String, _ builder: inout FetchBuilder, _ wrap: (OrderExpression) -> OrderExpression
  ) throws(EngineError) -> [OrderTerm] {
    var terms: [OrderTerm] = []
    // Null orders nothing, as in Hasura.
    for (key, member) in try value.requiredMembers(of: type) where !member.isNull {
      try at(.key(key)) { () throws(EngineError) in terms += try criterion(key, member, on: type, &builder, wrap) }
    }
    return terms
  }

  private func criterion(
    _ key: String, _ value: InputValue, on type: String, _ builder: inout FetchBuilder,
    _ wrap: (OrderExpression) -> OrderExpression
  ) throws(EngineError) -> [OrderTerm] {
    let inner = inputType(of: key, on: type)
    switch role.meaning(ofInput: key, on: type) {
    case .column(let column): return [try term(wrap(.column(column.column)), value, inner)]
    case .related(let relationship):
      let target = try visible(relationship.target)
      let rows = try visibleRows(of: target, &builder)
      return try criteria(value, inner, &builder) { wrap(.related(rows.relation, relationship.pairs, filter: rows.filter, $0)) }
    case .relatedAggregate(let relationship):
      let rows = try visibleRows(of: try visible(relationship.target), &builder)
      return try aggregates(value, inner, of: rows, relationship.pairs, wrap)
    case .computed(let computed): return try computedCriteria(computed, value, inner, &builder, wrap)
    case .computedAggregate(let computed):
      guard let id = computed.table else { return [] }
      let rows = try visibleRows(of: try visible(id), from: try relation(computed, &builder), &builder)
      return try aggregates(value, inner, of: rows, [], wrap)
    default: throw EngineError(.unexpected, "field '\(key)' of type '\(type)' has no meaning")
    }
  }

  private func computedCriteria(
    _ computed: CatalogComputedField, _ value: InputValue, _ type: String, _ builder: inout FetchBuilder,
    _ wrap: (OrderExpression) -> OrderExpression
  ) throws(EngineError) -> [OrderTerm] {
    switch computed.result {
    case .scalar(let scalar): return [try term(wrap(.computed(try visibleValue(computed, scalar, &builder))), value, type)]
    case .table(let id):
      let rows = try visibleRows(of: try visible(id), from: try relation(computed, &builder), &builder)
      return try criteria(value, type, &builder) { wrap(.related(rows.relation, [], filter: rows.filter, $0)) }
    }
  }

  private func aggregates(
    _ value: InputValue, _ type: String, of rows: VisibleRows, _ pairs: [ConnectorProtocol.ColumnPair],
    _ wrap: (OrderExpression) -> OrderExpression
  ) throws(EngineError) -> [OrderTerm] {
    var terms: [OrderTerm] = []
    for (key, member) in try value.requiredMembers(of: type) where !member.isNull {
      guard case .function(let function)? = role.meaning(ofInput: key, on: type) else { continue }
      let inner = inputType(of: key, on: type)
      let aggregate = RelatedAggregate(relation: rows.relation, pairs: pairs, filter: rows.filter, function: function)
      try at(.key(key)) { () throws(EngineError) in
        guard function != "count" else { return terms.append(try term(wrap(.aggregate(aggregate)), member, inner)) }
        for (name, order) in try member.requiredMembers(of: inner) where !order.isNull {
          guard case .column(let column)? = role.meaning(ofInput: name, on: inner) else { continue }
          var ofColumn = aggregate
          ofColumn.columns = [column.column]
          terms.append(
            try at(.key(name)) { () throws(EngineError) in
              try term(wrap(.aggregate(ofColumn)), order, inputType(of: name, on: inner))
            })
        }
      }
    }
    return terms
  }

  private func term(_ by: OrderExpression, _ value: InputValue, _ type: String) throws(EngineError) -> OrderTerm {
    switch value.enumeration?.lowercased() {
    case "asc", "asc_nulls_last": OrderTerm(by)
    case "asc_nulls_first": OrderTerm(by, nullsFirst: true)
    case "desc", "desc_nulls_first": OrderTerm(by, descending: true)
    case "desc_nulls_last": OrderTerm(by, descending: true, nullsFirst: false)
    default: throw EngineError(.validationFailed, "expected an enum value for type '\(type)', but found a value")
    }
  }
}
