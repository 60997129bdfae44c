import Catalog
import ConnectorProtocol
import Errors
import QueryPlan

extension Planner {
  /// A boolean expression of a table (`author_bool_exp`). An empty object is true.
  func filter(_ value: InputValue, _ type: String, _ builder: inout FetchBuilder) throws(EngineError) -> Filter {
    var conditions: [Filter] = []
    for (key, member) in try value.requiredMembers(of: type) {
      try at(.key(key)) { () throws(EngineError) in
        conditions.append(try condition(key, member, on: type, &builder))
      }
    }
    return Filter.all(conditions) ?? .and([])
  }

  private func condition(
    _ key: String, _ value: InputValue, on type: String, _ builder: inout FetchBuilder
  ) throws(EngineError) -> Filter {
    let inner = inputType(of: key, on: type)
    switch role.meaning(ofInput: key, on: type) {
    case .and: return .and(try filters(value, inner, &builder))
    case .or: return .or(try filters(value, inner, &builder))
    case .not: return .not(try filter(value, inner, &builder))
    case .column(let column): return try comparisons(value, inner, of: ComparedValue(column), &builder)
    case .computed(let computed): return try self.condition(computed, value, inner, &builder)
    case .related(let relationship):
      let target = try visible(relationship.target)
      let asked = try filter(value, inner, &builder)
      let rows = try visibleRows(of: target, &builder)
      return .exists(rows.relation, relationship.pairs, rows.filter(and: asked))
    case .relatedAggregate(let relationship): return try aggregateFilter(value, inner, relationship, &builder)
    default: throw EngineError(.unexpected, "field '\(key)' of type '\(type)' has no meaning")
    }
  }

  private func condition(
    _ computed: CatalogComputedField, _ value: InputValue, _ type: String, _ builder: inout FetchBuilder
  ) throws(EngineError) -> Filter {
    switch computed.result {
    case .scalar(let scalar):
      return try comparisons(value, type, of: ComparedValue(try visibleValue(computed, scalar, &builder), scalar), &builder)
    case .table(let id):
      let target = try visible(id)
      let relation = try relation(computed, &builder)
      let asked = try filter(value, type, &builder)
      let rows = try visibleRows(of: target, from: relation, &builder)
      return .exists(rows.relation, [], rows.filter(and: asked))
    }
  }

  private func filters(_ value: InputValue, _ type: String, _ builder: inout FetchBuilder) throws(EngineError) -> [Filter] {
    var filters: [Filter] = []
    for (index, element) in try value.requiredElements().enumerated() {
      try at(.index(index)) { () throws(EngineError) in filters.append(try filter(element, type, &builder)) }
    }
    return filters
  }

  /// The name of the type of an input object's field.
  func inputType(of field: String, on type: String) -> String {
    guard case .inputObject(let object)? = role.schema.type(named: type) else { return "" }
    return object.fields[field]?.type.baseName ?? ""
  }

  private func comparisons(
    _ value: InputValue, _ type: String, of compared: ComparedValue, _ builder: inout FetchBuilder
  ) throws(EngineError) -> Filter {
    var conditions: [Filter] = []
    for (key, member) in try value.requiredMembers(of: type) {
      let condition = try at(.key(key)) { () throws(EngineError) in
        try comparison(key, member, type, of: compared, &builder)
      }
      conditions.append(condition)
    }
    return Filter.all(conditions) ?? .and([])
  }

  private func comparison(
    _ key: String, _ value: InputValue, _ type: String, of compared: ComparedValue, _ builder: inout FetchBuilder
  ) throws(EngineError) -> Filter {
    let meaning = role.meaning(ofInput: key, on: type)
    if collapses(value, meaning) { return .and([]) }
    switch meaning {
    case .isNull: return .isNull(compared.operand, try flag(value))
    case .comparison(let comparison):
      let argument = try argument(value, of: comparison, compared, &builder)
      return .comparison(compared.operand, operator: comparison.name, argument)
    case .casts: return try comparisons(value, inputType(of: key, on: type), of: compared, &builder)
    case .cast(let scalar, let native):
      let cast = ComparedValue(compared.operand.value, as: scalar, native: native)
      return try comparisons(value, inputType(of: key, on: type), of: cast, &builder)
    default: throw EngineError(.unexpected, "field '\(key)' of type '\(type)' has no meaning")
    }
  }

  /// Whether an operator is passed over because it is given null. A type to cast to is no operator: it takes an object, always.
  func collapses(_ value: InputValue, _ operation: InputMeaning?) -> Bool {
    guard role.options.collapsesNullComparisons, value.isNull else { return false }
    switch operation {
    case .isNull, .comparison, .casts: return true
    default: return false
    }
  }

  /// A boolean that decides the structure of a plan.
  func flag(_ value: InputValue) throws(EngineError) -> Bool {
    try value.refusingNull(for: "Boolean")
    guard let flag = value.boolean else { throw EngineError(.validationFailed, "expected a boolean for type 'Boolean', but found a value") }
    return flag
  }

  private func argument(
    _ value: InputValue, of comparison: ComparisonOperator, _ compared: ComparedValue, _ builder: inout FetchBuilder
  ) throws(EngineError) -> ConnectorProtocol.Argument {
    switch comparison.argument {
    case .same: return try scalar(value, of: compared, &builder)
    case .listOfSame:
      _ = try value.requiredElements()
      return .list(builder.slot(try value.source(as: .list(compared.scalar))), compared.type)
    case .object(let object):
      try value.refusingNull(for: object.name)
      let form = ValueForm.scalar(ScalarType(name: object.name, canonical: .json, input: .json))
      return .value(builder.slot(try value.source(as: form)), ColumnType(native: "", canonical: .json))
    case .scalar(let name):
      try value.refusingNull(for: name)
      let scalar = self.scalar(name, of: builder.source)
      return .value(builder.slot(try value.source(as: .scalar(scalar))), scalar.argumentType)
    case .listOfScalar(let name):
      _ = try value.requiredElements()
      let scalar = self.scalar(name, of: builder.source)
      return .list(builder.slot(try value.source(as: .list(scalar))), scalar.argumentType)
    }
  }

  func scalar(_ name: String, of source: CatalogSource) -> ScalarType {
    source.scalars[name] ?? ScalarType(name: name, canonical: .text, input: .any)
  }

  /// A value of the type of what it is compared with.
  func scalar(
    _ value: InputValue, of compared: ComparedValue, _ builder: inout FetchBuilder
  ) throws(EngineError) -> ConnectorProtocol.Argument {
    try value.refusingNull(for: compared.scalar.name)
    return .value(builder.slot(try value.source(as: .scalar(compared.scalar))), compared.type)
  }
}

/// The left side of a comparison: a column, perhaps as another type.
struct ComparedValue {
  let operand: Operand
  /// What a client sends to compare with.
  let scalar: ScalarType

  init(_ column: CatalogColumn) {
    operand = Operand(column.column)
    scalar = column.valueScalar
  }

  init(_ call: ScalarCall, _ scalar: CatalogScalar) {
    operand = Operand(.computed(call))
    self.scalar = scalar.valueScalar
  }

  init(_ value: RowValue, as scalar: ScalarType, native: String) {
    operand = Operand(value, cast: ColumnType(native: native, canonical: scalar.canonical))
    self.scalar = scalar
  }

  /// The left side that a permission has.
  init(_ operand: Operand, _ scalar: ScalarType) {
    self.operand = operand
    self.scalar = scalar
  }

  var type: ColumnType { operand.type }
}

extension ScalarType {
  /// The type of an operator's own argument. An opaque scalar is called what its engine calls it; of others the engine knows the type.
  var argumentType: ColumnType {
    ColumnType(native: canonical == .opaque ? name : "", canonical: canonical)
  }
}
