import Catalog
import ConnectorProtocol
import Errors
import JSON
import Metadata

extension DataTranslation {
  /// The rows that a `select` asks for.
  mutating func selection(_ select: RowsSelect, of table: CatalogTable) throws(EngineError) -> Selection {
    Selection(
      from: table.relation, filter: try whereFilter(select.filter, on: table), order: try order(select.order, of: table),
      limit: try count(try limit(select.limit, of: table), "limit"), offset: try count(select.offset, "offset"),
      shape: .rows(try fields(select.columns, of: table)))
  }

  /// The rows that `count` counts: combinations with nulls in them count too.
  mutating func selection(_ count: RowsCount, of table: CatalogTable) throws(EngineError) -> Selection {
    guard try access(to: table).allowsAggregations else {
      throw EngineError(.permissionDenied, "count on \"\(table.id.name)\" for role \"\(role.role)\" is not allowed. ")
    }
    let distinct = try at(.key("distinct")) { () throws(EngineError) in
      try columns(count.distinct ?? [], of: table)
    }
    return Selection(
      from: table.relation, filter: try whereFilter(count.filter, on: table), distinctOn: distinct,
      shape: .aggregate([AggregateField("count", .summary([SummaryField("count", .count([], distinct: false))]))]))
  }

  /// The members of the rows that a write returns.
  func returned(_ names: [String]?, of table: CatalogTable) throws(EngineError) -> [Field] {
    try at(.key("returning")) { () throws(EngineError) in
      var fields: [Field] = []
      for name in names ?? [] {
        if name == "*" {
          fields += try allFields(of: table)
        } else {
          fields.append(Field(name, .column(try shownColumn(name, of: table).column, path: nil)))
        }
      }
      return fields
    }
  }

  private func columns(_ names: [String], of table: CatalogTable) throws(EngineError) -> [Column] {
    var columns: [Column] = []
    for (index, name) in names.enumerated() {
      columns.append(try at(.index(index)) { () throws(EngineError) in try shownColumn(name, of: table).column })
    }
    return columns
  }

  private func allFields(of table: CatalogTable) throws(EngineError) -> [Field] {
    try shownColumns(of: table).map { Field($0.column.name, .column($0.column, path: nil)) }
  }

  private mutating func count(_ number: Int?, _ key: String) throws(EngineError) -> Slot? {
    guard let number else { return nil }
    guard number >= 0 else { throw EngineError(.notSupported, "unexpected negative value", at: ErrorPath(keys: key)) }
    return slot(.text(String(number)))
  }

  private mutating func fields(_ columns: [RowsSelect.Column], of table: CatalogTable) throws(EngineError) -> [Field] {
    var fields: [Field] = []
    for (index, column) in columns.enumerated() {
      try at(.key("columns")) { () throws(EngineError) in
        try at(.index(index)) { () throws(EngineError) in
          switch column {
          case .star: fields += try allFields(of: table)
          case .named(let name): fields.append(Field(name, .column(try shownColumn(name, of: table).column, path: nil)))
          case .relationship(let name, let alias, let select):
            fields.append(Field(alias ?? name, try related(name, select, of: table)))
          }
        }
      }
    }
    return fields
  }

  private mutating func related(_ name: String, _ select: RowsSelect, of table: CatalogTable) throws(EngineError) -> FieldValue {
    guard let relationship = table.relationship(name) else {
      let reason = table.column(name) == nil ? "\"\(name)\" does not exist" : "only relationships can be expanded"
      throw EngineError(table.column(name) == nil ? .notExists : .unexpectedPayload, reason, at: ["name"])
    }
    let target = try target(of: relationship)
    guard relationship.cardinality == .object else { return .related(relationship.pairs, try selection(select, of: target)) }
    guard select.filter == nil, select.order.isEmpty, select.limit == nil, select.offset == nil else {
      throw EngineError(
        .unexpectedPayload,
        "when selecting an 'obj_relationship' 'where', 'order_by', 'limit' and 'offset' can't be used")
    }
    return .related(
      relationship.pairs,
      Selection(
        from: target.relation, filter: try permitted(nil, on: target), shape: .firstRow(try fields(select.columns, of: target))))
  }

  private mutating func order(_ items: [OrderItem], of table: CatalogTable) throws(EngineError) -> [OrderTerm] {
    var terms: [OrderTerm] = []
    for (index, item) in items.enumerated() {
      try at(.key("order_by")) { () throws(EngineError) in
        try at(.index(index)) { () throws(EngineError) in
          let by = try expression(item.path[...], of: table)
          terms.append(OrderTerm(by, descending: item.isDescending, nullsFirst: item.nullsFirst))
        }
      }
    }
    return terms
  }

  private mutating func expression(_ path: ArraySlice<String>, of table: CatalogTable) throws(EngineError) -> OrderExpression {
    let name = path.first ?? ""
    guard path.count > 1 else { return .column(try comparedColumn(name, of: table).column) }
    guard let relationship = table.relationship(name) else { throw EngineError(.notExists, "\"\(name)\" does not exist") }
    guard relationship.cardinality == .object else {
      throw EngineError(.unexpectedPayload, "\"\(name)\" is an array relationship and can't be used in 'order_by'")
    }
    let target = try target(of: relationship)
    return .related(
      target.relation, relationship.pairs, filter: try permitted(nil, on: target), try expression(path.dropFirst(), of: target))
  }
}
