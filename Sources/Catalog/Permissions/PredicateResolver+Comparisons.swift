import ConnectorProtocol
import Errors
import JSON
import Metadata

/// The left side of comparisons in a permission: a column, perhaps as another type.
struct ComparedColumn {
  let column: CatalogColumn
  let operand: Operand
  let scalar: ConnectorProtocol.ScalarType
  let operators: [ComparisonOperator]

  init(_ column: CatalogColumn, in source: CatalogSource) {
    self.column = column
    operand = Operand(column.column)
    scalar = column.valueScalar
    operators = column.isArray ? source.arrayOperators(of: column.scalar) : column.scalar.operators
  }

  private init(_ column: CatalogColumn, as scalar: ConnectorProtocol.ScalarType, native: String) {
    self.column = column
    operand = Operand(column.column, cast: ColumnType(native: native, canonical: scalar.canonical))
    self.scalar = scalar
    operators = scalar.operators
  }

  /// The column cast to a type, which metadata names as the engine or as GraphQL does.
  func cast(to name: String, in source: CatalogSource) throws(EngineError) -> ComparedColumn {
    let casts = column.isArray || operand.cast != nil ? [] : source.casts(of: column.scalar)
    guard let (target, native) = casts.first(where: { $0.native == name || $0.target.name == name }) else {
      throw EngineError(.unexpectedPayload, "cannot cast column of type \"\(column.column.type.native)\" to type \"\(name)\"")
    }
    return ComparedColumn(column, as: target, native: native)
  }
}

extension PredicateResolver {
  func comparisons(_ value: JSON, of compared: ComparedColumn, _ scope: PredicateScope) throws(EngineError) -> RowPredicate {
    guard let operators = value.objectValue else { return try comparison("_eq", value, of: compared, scope) }
    var parts: [RowPredicate] = []
    for (word, operand) in operators {
      parts.append(try at(.key(word)) { () throws(EngineError) in try comparison(word, operand, of: compared, scope) })
    }
    return parts.count == 1 ? parts[0] : .and(parts)
  }

  private func comparison(
    _ word: String, _ value: JSON, of compared: ComparedColumn, _ scope: PredicateScope
  ) throws(EngineError) -> RowPredicate {
    let name = Self.underscored(word)
    switch name {
    case "_is_null": return .isNull(compared.operand, try Expect.bool(value))
    case "_cast": return try casts(value, of: compared, scope)
    case "_eq" where value.isNull: return .isNull(compared.operand, true)
    case "_ne" where value.isNull, "_neq" where value.isNull: return .isNull(compared.operand, false)
    default: break
    }
    if let comparison = Self.columnComparisons[name] { return try columns(compared, comparison, value, scope) }
    guard let known = compared.operators.first(where: { $0.name == (name == "_ne" ? "_neq" : name) }) else {
      throw EngineError(.unexpectedPayload, "Unknown operator: \(word)")
    }
    return .comparison(compared.operand, compared.scalar, known, try argument(value, of: known))
  }

  private func argument(_ value: JSON, of known: ComparisonOperator) throws(EngineError) -> PredicateValue {
    let whole = PredicateValue(value)
    if case .session = whole { return whole }
    switch known.argument {
    case .same, .scalar: return whole
    case .listOfSame, .listOfScalar: return PredicateValue(list: try Expect.array(value))
    case .object(let object): return PredicateValue(object: try Expect.object(value, as: object.name))
    }
  }

  private func casts(_ value: JSON, of compared: ComparedColumn, _ scope: PredicateScope) throws(EngineError) -> RowPredicate {
    var parts: [RowPredicate] = []
    for (name, operators) in try Expect.object(value, as: "cast") {
      parts.append(
        try at(.key(name)) { () throws(EngineError) in
          try comparisons(operators, of: try compared.cast(to: name, in: source), scope)
        })
    }
    return parts.count == 1 ? parts[0] : .and(parts)
  }

  /// The other side is a column of the same row (`"name"`, `["name"]`), or of the permission's own row (`["$", "name"]`).
  private func columns(
    _ compared: ComparedColumn, _ comparison: String, _ value: JSON, _ scope: PredicateScope
  ) throws(EngineError) -> RowPredicate {
    if value.stringValue != nil { return try columns(compared, comparison, value, of: scope.table, outer: 0) }
    guard let path = value.arrayValue else {
      throw EngineError(.unexpected, "a boolean expression JSON must be either a string or an array")
    }
    switch path.count {
    case 0: throw EngineError(.unexpected, "path cannot be empty")
    case 1: return try columns(compared, comparison, path[0], of: scope.table, outer: 0)
    case 2 where path[0] == "$":
      guard let root = scope.root else {
        throw EngineError(
          .notSupported,
          "[\"$\", \(path[1].text)] is a column of the permission's own table, which source \"\(source.name)\" cannot compare with:"
            + " behind a remote relationship only columns of the same source can be compared")
      }
      return try columns(compared, comparison, path[1], of: root, outer: scope.depth)
    default: throw EngineError(.notSupported, "Relationship references are not supported in column comparison RHS")
    }
  }

  private func columns(
    _ compared: ComparedColumn, _ comparison: String, _ name: JSON, of table: CatalogTable, outer: Int
  ) throws(EngineError) -> RowPredicate {
    let name = try Expect.string(name)
    guard let other = table.comparedColumn(name, in: source) else { throw EngineError(.notExists, "\"\(name)\" does not exist") }
    let (left, right) = (compared.operand.type, other.column.type)
    guard left.canonical == right.canonical || left.canonical.isMatchable(with: right.canonical) else {
      throw EngineError(
        .unexpectedPayload,
        "incompatible column types: \"\(compared.column.column.name)\" has type \"\(left.native)\", but \"\(name)\" has type"
          + " \"\(right.native)\"")
    }
    return .columns(compared.operand, operator: comparison, other.column, outer: outer)
  }

  private static let columnComparisons = [
    "_ceq": "_eq", "_cne": "_neq", "_cneq": "_neq", "_cgt": "_gt", "_clt": "_lt", "_cgte": "_gte", "_clte": "_lte",
  ]
}
