import Catalog
import ConnectorProtocol
import Errors
import GraphQL
import JSON
import QueryPlan

extension Planner {
  /// What `distinct_on`, `limit`, `offset`, `order_by` and `where` of a field ask of a table, and what the role's permission adds.
  ///
  /// `relation` is where the rows come from if that is not the table itself.
  func arguments(
    of field: CollectedField, on table: CatalogTable, from relation: Relation? = nil, _ builder: inout FetchBuilder
  ) throws(EngineError) -> ConnectorProtocol.Selection {
    let source = if let relation { relation } else { try self.relation(of: table, under: field, &builder) }
    let rows = try visibleRows(of: table, from: source, &builder)
    var selection = Selection(from: rows.relation, shape: .rows([]))
    var conditions = rows.filter.map { [$0] } ?? []
    try at(.key("args")) { () throws(EngineError) in
      for written in field.arguments {
        guard let definition = field.definition.arguments[written.name.text] else { continue }
        let value = InputValue(written.value, in: request)
        try at(.key(definition.name)) { () throws(EngineError) in
          try apply(value, as: definition, to: &selection, &conditions, &builder)
        }
      }
      try Self.checkDistinct(selection)
    }
    selection.filter = .all(conditions.filter { $0 != .and([]) })
    if let cap = role.access(to: table.id)?.limit { selection.limit = try limit(of: field, cap: cap, &builder) }
    return selection
  }

  private func apply(
    _ value: InputValue, as definition: InputValueDefinition, to selection: inout ConnectorProtocol.Selection,
    _ conditions: inout [Filter], _ builder: inout FetchBuilder
  ) throws(EngineError) {
    // Null means the same as an argument that is not given.
    guard !value.isNull else { return }
    switch ArgumentMeaning(argument: definition.name) {
    case .filter: conditions.append(try filter(value, definition.type.baseName, &builder))
    case .orderBy: selection.order = try order(value, definition.type.baseName, &builder)
    case .distinctOn:
      let columns = try columns(value, definition.type.baseName)
      try Self.checkComparable(columns, for: "distinct_on")
      selection.distinctOn = columns.map(\.column)
    case .limit: selection.limit = builder.slot(try value.source(as: .count))
    case .offset: selection.offset = builder.slot(try value.source(as: .offset))
    default: break
    }
  }

  /// The limit of a permission, or the smaller of it and the one asked for.
  private func limit(of field: CollectedField, cap: Int, _ builder: inout FetchBuilder) throws(EngineError) -> Slot {
    guard let asked = argument("limit", of: field), !asked.isNull else { return builder.slot(.constant(.text(String(cap)))) }
    switch try asked.source(as: .count) {
    case .variable(let name, let path, _): return builder.slot(.cappedLimit(variable: name, path: path, cap: cap))
    case .constant(.text(let text)): return builder.slot(.constant(.text(String(min(cap, Int(text) ?? cap)))))
    default: return builder.slot(.constant(.text(String(cap))))
    }
  }

  /// The columns that values of an enumeration name.
  func columns(_ value: InputValue, _ type: String) throws(EngineError) -> [CatalogColumn] {
    var columns: [CatalogColumn] = []
    for element in try value.requiredElements() {
      guard let name = element.enumeration, let column = role.column(ofValue: name, on: type) else {
        throw EngineError(.validationFailed, "expected an enum value for type '\(type)', but found null")
      }
      columns.append(column)
    }
    return columns
  }

  /// Values of types without an order (`json`, `xml`, `point`) cannot be told apart. Hasura leaves the refusal to the database.
  static func checkComparable(_ columns: [CatalogColumn], for argument: String) throws(EngineError) {
    guard let column = columns.first(where: { !$0.scalar.isOrderable }) else { return }
    throw EngineError(
      .validationFailed, "\"\(argument)\" needs values that can be compared, unlike those of type '\(column.scalar.name)'")
  }

  /// Hasura's rule: as many leading orders as there are distinct columns, all of them columns, and each distinct column among them.
  private static func checkDistinct(_ selection: ConnectorProtocol.Selection) throws(EngineError) {
    guard !selection.distinctOn.isEmpty, !selection.order.isEmpty else { return }
    let leading = selection.order.prefix(selection.distinctOn.count).compactMap { term in
      if case .column(let column) = term.by { column } else { nil }
    }
    guard leading.count == selection.distinctOn.count, selection.distinctOn.allSatisfy(leading.contains) else {
      throw EngineError(.validationFailed, "\"distinct_on\" columns must match initial \"order_by\" columns")
    }
  }
}
