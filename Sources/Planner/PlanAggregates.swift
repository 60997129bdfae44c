import Catalog
import ConnectorProtocol
import Errors
import GraphQL
import QueryPlan

extension Planner {
  /// Rows of a table in summary, under the arguments of a field. `relation` is where they come from if that is not the table itself.
  func aggregate(
    of table: CatalogTable, from relation: Relation? = nil, _ field: CollectedField, _ path: [String], _ builder: inout FetchBuilder
  ) throws(EngineError) -> ConnectorProtocol.Selection {
    var selection = try arguments(of: field, on: table, from: relation, &builder)
    // A permission's limit holds for the nodes only.
    let cap = role.access(to: table.id)?.limit.map { builder.slot(.constant(.text(String($0)))) }
    if cap != nil { selection.limit = try askedLimit(of: field, &builder) }
    let type = field.definition.type.baseName
    selection.shape = .aggregate(
      try at(.key("selectionSet")) { () throws(EngineError) in
        var members: [AggregateField] = []
        for member in try fields(of: field.selectionSets, on: type) {
          let value = try at(.key(member.name)) { () throws(EngineError) in
            try aggregateValue(of: member, on: type, path + [member.responseKey], cap, &builder)
          }
          members.append(AggregateField(member.responseKey, value))
        }
        return members
      })
    return selection
  }

  private func askedLimit(of field: CollectedField, _ builder: inout FetchBuilder) throws(EngineError) -> Slot? {
    guard let asked = argument("limit", of: field), !asked.isNull else { return nil }
    return builder.slot(try asked.source(as: .count))
  }

  private func aggregateValue(
    of field: CollectedField, on type: String, _ path: [String], _ cap: Slot?, _ builder: inout FetchBuilder
  ) throws(EngineError) -> AggregateValue {
    if field.name == "__typename" { return .constant(typeName(type)) }
    let inner = field.definition.type.baseName
    switch role.meaning(ofField: field.name, on: type) {
    case .nodes(let table): return .nodes(try rowFields(field.selectionSets, of: table, inner, path, &builder), limit: cap)
    case .summary: return .summary(try summary(of: field.selectionSets, on: inner, &builder))
    default: throw EngineError(.unexpected, "field '\(field.name)' of type '\(type)' has no meaning")
    }
  }

  private func summary(
    of sets: [SelectionSet], on type: String, _ builder: inout FetchBuilder
  ) throws(EngineError) -> [SummaryField] {
    try at(.key("selectionSet")) { () throws(EngineError) in
      var members: [SummaryField] = []
      for field in try fields(of: sets, on: type) {
        let value = try at(.key(field.name)) { () throws(EngineError) in try summaryValue(of: field, on: type, &builder) }
        members.append(SummaryField(field.responseKey, value))
      }
      return members
    }
  }

  private func summaryValue(
    of field: CollectedField, on type: String, _ builder: inout FetchBuilder
  ) throws(EngineError) -> SummaryValue {
    if field.name == "__typename" { return .constant(typeName(type)) }
    switch role.meaning(ofField: field.name, on: type) {
    case .count: return try at(.key("args")) { () throws(EngineError) in try count(field) }
    case .function(let name):
      let inner = field.definition.type.baseName
      var members: [FunctionField] = []
      for member in try fields(of: field.selectionSets, on: inner) { members.append(try functionField(member, on: inner, &builder)) }
      return .function(name: name, members)
    default: throw EngineError(.unexpected, "field '\(field.name)' of type '\(type)' has no meaning")
    }
  }

  private func count(_ field: CollectedField) throws(EngineError) -> SummaryValue {
    var columns: [CatalogColumn] = []
    var isDistinct = false
    if let value = argument("columns", of: field), !value.isNull, let type = field.definition.arguments["columns"]?.type.baseName {
      columns = try at(.key("columns")) { () throws(EngineError) in try self.columns(value, type) }
    }
    if let value = argument("distinct", of: field), !value.isNull {
      isDistinct = try at(.key("distinct")) { () throws(EngineError) in try flag(value) }
    }
    if isDistinct { try at(.key("columns")) { () throws(EngineError) in try Self.checkComparable(columns, for: "distinct") } }
    return .count(columns.map(\.column), distinct: isDistinct)
  }

  private func functionField(
    _ field: CollectedField, on type: String, _ builder: inout FetchBuilder
  ) throws(EngineError) -> FunctionField {
    switch role.meaning(ofField: field.name, on: type) {
    case .functionColumn(let column, let result):
      return FunctionField(field.responseKey, .column(column.column, result: shown(result, of: column.column.type.canonical)))
    case .functionComputed(let computed, let result):
      let type = computed.scalar?.type ?? ColumnType(native: "", canonical: result)
      let call = try visible(try call(computed.call, field, &builder), computed, type, &builder)
      return FunctionField(field.responseKey, .computed(call, result: shown(result, of: type.canonical)))
    default: return FunctionField(field.responseKey, .constant(typeName(type)))
    }
  }

  /// How a function's result is written. When wide numbers are strings, Hasura goes by the column: `avg` of an `Int` stays a number,
  /// that of a `numeric` is a string.
  private func shown(_ result: CanonicalType, of column: CanonicalType) -> CanonicalType {
    guard role.options.numbersAsStrings else { return result }
    switch (column, result) {
    case (.int16, .int64), (.int32, .int64): return .int32
    case (.int16, .numeric), (.int16, .float64), (.int32, .numeric), (.int32, .float64): return .float32
    case (.int64, .float32), (.numeric, .float32), (.float64, .float32): return .float64
    default: return result
    }
  }
}
