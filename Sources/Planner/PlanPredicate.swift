package import Catalog
package import ConnectorProtocol
package import Errors
import GraphQL
import JSON
package import QueryPlan

extension Planner {
  /// A permission's filter outside of a plan, and the values of its slots, which are counted from `firstSlot`.
  ///
  /// Throws `validation-failed` or `parse-failed` for literals that their scalar refuses, `not-supported` for what cannot be evaluated.
  package static func filter(
    of predicate: RowPredicate, in source: CatalogSource, as role: RoleSchema, firstSlot: Int
  ) throws(EngineError) -> (filter: Filter, parameters: [ParameterSource]) {
    let collector = FieldCollector(schema: role.schema, document: Document(definitions: []), variables: [:])
    let request = RequestValues(variables: [:], checksScalars: false)
    let planner = Planner(role: role, collector: collector, request: request, operation: .query)
    var builder = FetchBuilder(source: source, numbersAsStrings: role.options.numbersAsStrings, firstSlot: firstSlot)
    return (try planner.filter(of: predicate, &builder), builder.parameters)
  }

  /// The row filter or the check of a permission as a filter, its values in slots of the fetch.
  func filter(of predicate: RowPredicate, _ builder: inout FetchBuilder) throws(EngineError) -> Filter {
    switch predicate {
    case .and(let parts): return .and(try filters(of: parts, &builder))
    case .or(let parts): return .or(try filters(of: parts, &builder))
    case .not(let part): return .not(try filter(of: part, &builder))
    case .isNull(let operand, let isNull): return .isNull(operand, isNull)
    case .columns(let operand, let name, let column, let outer):
      return .comparison(operand, operator: name, .column(column, outer: outer))
    case .exists(let relation, let pairs, let inner): return .exists(relation, pairs, try filter(of: inner, &builder))
    case .computed(let field, let inner): return try filter(of: field, inner, &builder)
    case .remote(let remote): return try filter(of: remote, &builder)
    case .unsupported(let thing): throw EngineError(.notSupported, "\(thing) is not supported")
    case .comparison(let operand, let scalar, let comparison, let value):
      let compared = ComparedValue(operand, scalar)
      return .comparison(operand, operator: comparison.name, try argument(value, of: comparison, compared, &builder))
    }
  }

  private func filter(
    of field: CatalogComputedField, _ inner: RowPredicate, _ builder: inout FetchBuilder
  ) throws(EngineError) -> Filter {
    guard let scalar = field.scalar else { return .exists(try relation(field, &builder), [], try filter(of: inner, &builder)) }
    let value = RowValue.computed(try value(field, scalar, &builder))
    return try filter(of: inner.replacingOperands { Operand(value, cast: $0.cast) }, &builder)
  }

  private func filters(of parts: [RowPredicate], _ builder: inout FetchBuilder) throws(EngineError) -> [Filter] {
    var filters: [Filter] = []
    for part in parts { filters.append(try filter(of: part, &builder)) }
    return filters
  }

  private func argument(
    _ value: PredicateValue, of comparison: ComparisonOperator, _ compared: ComparedValue, _ builder: inout FetchBuilder
  ) throws(EngineError) -> ConnectorProtocol.Argument {
    switch comparison.argument {
    case .same: return .value(builder.slot(try value.source(as: .scalar(compared.scalar))), compared.type)
    case .listOfSame: return .list(builder.slot(try value.source(as: .list(compared.scalar))), compared.type)
    case .scalar(let name):
      let scalar = self.scalar(name, of: builder.source)
      return .value(builder.slot(try value.source(as: .scalar(scalar))), scalar.argumentType)
    case .listOfScalar(let name):
      let scalar = self.scalar(name, of: builder.source)
      return .list(builder.slot(try value.source(as: .list(scalar))), scalar.argumentType)
    case .object(let object):
      let form = ValueForm.scalar(ScalarType(name: object.name, canonical: .json, input: .json))
      return .value(builder.slot(try value.source(as: form)), ColumnType(native: "", canonical: .json))
    }
  }
}

extension PredicateValue {
  /// Where the parameter of a permission's value comes from. Literals are converted at once.
  package func source(as form: ValueForm) throws(EngineError) -> ParameterSource {
    switch self {
    case .literal(let json): return .constant(try form.parameter(fromMetadata: json))
    case .session(let name): return .session(name: name, as: form)
    case .list(let elements):
      guard case .list(let scalar) = form else { throw EngineError(.unexpected, "a list stands where one value is expected") }
      var sources: [ParameterSource] = []
      for element in elements { sources.append(try element.source(as: .scalar(scalar))) }
      return .list(sources)
    case .object(let members):
      let anything = ValueForm.scalar(ScalarType(name: "", canonical: .text, input: .any))
      var sources: [ParameterSource.Member] = []
      for member in members {
        if case .literal(let json) = member.value {
          sources.append(ParameterSource.Member(member.key, .constant(.text(json.text))))
        } else {
          sources.append(ParameterSource.Member(member.key, try member.value.source(as: anything)))
        }
      }
      return .object(sources)
    }
  }
}

extension RowPredicate {
  /// The comparisons with other left sides. Only for what comparisons of one value are made of.
  fileprivate func replacingOperands(_ replaced: (Operand) -> Operand) -> RowPredicate {
    switch self {
    case .and(let parts): .and(parts.map { $0.replacingOperands(replaced) })
    case .or(let parts): .or(parts.map { $0.replacingOperands(replaced) })
    case .not(let part): .not(part.replacingOperands(replaced))
    case .isNull(let operand, let isNull): .isNull(replaced(operand), isNull)
    case .comparison(let operand, let scalar, let comparison, let value): .comparison(replaced(operand), scalar, comparison, value)
    case .columns(let operand, let comparison, let column, let outer):
      .columns(replaced(operand), operator: comparison, column, outer: outer)
    case .exists, .remote, .computed, .unsupported: self
    }
  }
}
