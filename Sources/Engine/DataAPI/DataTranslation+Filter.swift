import Catalog
import ConnectorProtocol
import Errors
import JSON
import Metadata

extension DataTranslation {
  /// A condition in the language of permissions: `{"column": value, "relationship": {...}, "$or": [...]}`; all members must hold.
  mutating func filter(_ condition: JSONObject, on table: CatalogTable) throws(EngineError) -> Filter {
    var parts: [Filter] = []
    for (key, value) in condition {
      parts.append(try at(.key(key)) { () throws(EngineError) in try part(key, value, on: table) })
    }
    return parts.count == 1 ? parts[0] : .and(parts)
  }

  /// The filter of `where`.
  mutating func whereFilter(_ condition: JSONObject?, on table: CatalogTable) throws(EngineError) -> Filter? {
    guard let condition, condition.count > 0 else { return try permitted(nil, on: table) }
    return try permitted(try at(.key("where")) { () throws(EngineError) in try filter(condition, on: table) }, on: table)
  }

  private mutating func part(_ key: String, _ value: JSON, on table: CatalogTable) throws(EngineError) -> Filter {
    switch key {
    case "$and", "_and": return .and(try filters(value, on: table))
    case "$or", "_or": return .or(try filters(value, on: table))
    case "$not", "_not": return .not(try filter(try Expect.object(value, as: "BoolExp"), on: table))
    case "$exists", "_exists": return try existence(try Expect.object(value, as: "BoolExp"))
    default: break
    }
    if table.column(key) != nil { return try comparisons(value, of: DataOperand(try comparedColumn(key, of: table)), table) }
    guard let relationship = table.relationship(key) else { throw EngineError(.notExists, "\"\(key)\" does not exist") }
    let target = try target(of: relationship)
    let passing = try filter(try Expect.object(value, as: "BoolExp"), on: target)
    return .exists(target.relation, relationship.pairs, try permitted(passing, on: target) ?? passing)
  }

  private mutating func filters(_ json: JSON, on table: CatalogTable) throws(EngineError) -> [Filter] {
    var filters: [Filter] = []
    for (index, element) in try Expect.array(json).enumerated() {
      filters.append(
        try at(.index(index)) { () throws(EngineError) in try filter(try Expect.object(element, as: "BoolExp"), on: table) })
    }
    return filters
  }

  /// `{"_table": ..., "_where": {...}}`: whether some row of any table passes.
  private mutating func existence(_ members: JSONObject) throws(EngineError) -> Filter {
    guard let spelling = members["_table"] ?? members["$table"], let condition = members["_where"] ?? members["$where"] else {
      throw EngineError(.parseFailed, "key \"_table\" not found")
    }
    let target = try at(.key("_table")) { () throws(EngineError) in try table(spelling) }
    let passing = try at(.key("_where")) { () throws(EngineError) in
      try filter(try Expect.object(condition, as: "BoolExp"), on: target)
    }
    return .exists(target.relation, [], try permitted(passing, on: target) ?? passing)
  }

  private func table(_ spelling: JSON) throws(EngineError) -> CatalogTable {
    let name = try declared.tableNaming.name(spelling)
    guard let table = catalog.table(TableID(source: source.name, name: name)) else {
      throw EngineError(.notExists, "table \"\(name)\" does not exist")
    }
    return table
  }

  private mutating func comparisons(_ value: JSON, of operand: DataOperand, _ table: CatalogTable) throws(EngineError) -> Filter {
    guard case .object(let operators) = value, !operand.isValue(operators) else {
      return try comparison("$eq", value, of: operand, table)
    }
    var parts: [Filter] = []
    for (name, argument) in operators {
      parts.append(try at(.key(name)) { () throws(EngineError) in try comparison(name, argument, of: operand, table) })
    }
    return parts.count == 1 ? parts[0] : .and(parts)
  }

  private mutating func comparison(
    _ word: String, _ value: JSON, of operand: DataOperand, _ table: CatalogTable
  ) throws(EngineError) -> Filter {
    let name = Self.operatorName(word)
    if name == "_is_null" { return .isNull(operand.operand, try Expect.bool(value)) }
    if name == "_cast" { return try casts(try Expect.object(value, as: "BoolExp"), of: operand, table) }
    if let comparison = Self.columnComparisons[name] {
      let other = try comparedColumn(try Expect.string(value), of: table)
      return .comparison(operand.operand, operator: comparison, .column(other.column, outer: 0))
    }
    guard let known = operand.scalar.operators.first(where: { $0.name == name }) else {
      throw EngineError(.unexpectedPayload, "unknown operator : \(word)")
    }
    guard !value.isNull else { throw EngineError(.unexpectedPayload, "unexpected null value for operator \(word)") }
    return .comparison(operand.operand, operator: name, try argument(value, of: known, operand))
  }

  /// `{"geography": {...}}`: comparisons with the value as another type, which the database calls so.
  private mutating func casts(_ types: JSONObject, of operand: DataOperand, _ table: CatalogTable) throws(EngineError) -> Filter {
    var parts: [Filter] = []
    for (name, operators) in types {
      guard let cast = operand.scalar.casts.first(where: { $0.native == name || $0.scalar == name }),
        let target = source.scalars[cast.scalar]
      else {
        throw EngineError(.unexpectedPayload, "cannot cast column of type \"\(operand.scalar.name)\" to type \"\(name)\"")
      }
      parts.append(
        try at(.key(name)) { () throws(EngineError) in
          try comparisons(operators, of: DataOperand(operand, as: target, native: cast.native), table)
        })
    }
    return parts.count == 1 ? parts[0] : .and(parts)
  }

  private mutating func argument(
    _ value: JSON, of known: ComparisonOperator, _ operand: DataOperand
  ) throws(EngineError) -> ConnectorProtocol.Argument {
    switch known.argument {
    case .same: return .value(slot(try operand.parameter(value)), operand.operand.type)
    case .listOfSame:
      return .list(slot(try list(value) { value throws(EngineError) in try operand.parameter(value) }), operand.operand.type)
    case .scalar(let name):
      let scalar = scalar(name)
      return .value(slot(try scalar.dataParameter(value)), ColumnType(native: "", canonical: scalar.canonical))
    case .listOfScalar(let name):
      let scalar = scalar(name)
      return .list(
        slot(try list(value) { value throws(EngineError) in try scalar.dataParameter(value) }),
        ColumnType(native: "", canonical: scalar.canonical))
    case .object(let object):
      return .value(slot(.text(JSON.object(try Expect.object(value, as: object.name)).text)), ColumnType(native: "", canonical: .json))
    }
  }

  private func list(_ value: JSON, _ parameter: (JSON) throws(EngineError) -> Parameter) throws(EngineError) -> Parameter {
    var texts: [String?] = []
    for (index, element) in try Expect.array(value).enumerated() {
      let one = try at(.index(index)) { () throws(EngineError) in try parameter(element) }
      if case .text(let text) = one { texts.append(text) } else { texts.append(nil) }
    }
    return .list(texts)
  }

  private func scalar(_ name: String) -> ScalarType {
    source.scalars[name] ?? ScalarType(name: name, canonical: .text, input: .any)
  }

  /// `$ne` and `_ne` are older words for `_neq`.
  private static func operatorName(_ word: String) -> String {
    let name = word.utf8.first == UInt8(ascii: "$") ? "_" + word.dropFirst() : word
    return name == "_ne" ? "_neq" : name
  }

  private static let columnComparisons = [
    "_ceq": "_eq", "_cne": "_neq", "_cneq": "_neq", "_cgt": "_gt", "_clt": "_lt", "_cgte": "_gte", "_clte": "_lte",
  ]
}
