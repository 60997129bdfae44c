import Catalog
import ConnectorProtocol
import Errors
import GraphQL
import JSON
import QueryPlan

extension Planner {
  /// The members of an object that the host writes: the root or a namespace.
  ///
  /// `place` leads to the object in the answer.
  func roots(of sets: [SelectionSet], on type: String, place: [String] = []) throws(EngineError) -> [QueryPlan.Root] {
    var roots: [QueryPlan.Root] = []
    for field in try fields(of: sets, on: type) {
      let value = try at(.key(field.name)) { () throws(EngineError) in try rootValue(of: field, on: type, place) }
      roots.append(QueryPlan.Root(field.responseKey, value))
    }
    return roots
  }

  private func rootValue(of field: CollectedField, on type: String, _ place: [String]) throws(EngineError) -> QueryPlan.Value {
    if field.name == "__typename" { return .constant(Array(typeName(type).utf8)) }
    switch role.meaning(ofField: field.name, on: type) {
    case nil: return .constant(introspection(of: field))
    case .namespace:
      let inner = field.definition.type.baseName
      return .object(
        try at(.key("selectionSet")) { () throws(EngineError) in
          try roots(of: field.selectionSets, on: inner, place: place + [field.responseKey])
        })
    case .remoteRoot(let view): return try remoteRoot(of: field, on: type, view, place: place)
    case .nothingToQuery: return .constant(JSON.string(FieldMeaning.nothingToQueryText).bytes)
    case .rows(let table):
      return try fetch(from: table) { builder throws(EngineError) in try rows(of: table, field, [field.responseKey], &builder) }
    case .row(let table):
      return try fetch(from: table) { builder throws(EngineError) in try row(of: table, field, &builder) }
    case .aggregate(let table):
      return try fetch(from: table) { builder throws(EngineError) in try aggregate(of: table, field, [field.responseKey], &builder) }
    case .functionRows(let function, let table):
      return try fetch(from: table) { builder throws(EngineError) in try functionRows(function, of: table, field, &builder) }
    case .functionAggregate(let function, let table):
      return try fetch(from: table) { builder throws(EngineError) in try functionAggregate(function, of: table, field, &builder) }
    default: throw EngineError(.notSupported, "field '\(field.name)' cannot be queried here")
    }
  }

  private func fetch(
    from table: CatalogTable, _ select: (inout FetchBuilder) throws(EngineError) -> ConnectorProtocol.Selection
  ) throws(EngineError) -> QueryPlan.Value {
    var builder = try self.builder(for: table)
    let selection = try select(&builder)
    return .fetch(builder.fetch(selection))
  }

  /// A builder of a fetch from a table's source.
  func builder(for table: CatalogTable) throws(EngineError) -> FetchBuilder {
    guard let source = role.source(of: table) else {
      throw EngineError(.unexpected, "source \"\(table.id.source)\" is not there")
    }
    return FetchBuilder(source: source, numbersAsStrings: role.options.numbersAsStrings)
  }

  /// One row by its primary key.
  private func row(
    of table: CatalogTable, _ field: CollectedField, _ builder: inout FetchBuilder
  ) throws(EngineError) -> ConnectorProtocol.Selection {
    let rows = try visibleRows(of: table, &builder)
    var conditions = rows.filter.map { [$0] } ?? []
    for column in table.primaryKey ?? [] {
      guard let value = argument(column.name, of: field) else { continue }
      conditions.append(
        try at(.key("args")) { () throws(EngineError) in
          try at(.key(column.name)) { () throws(EngineError) in
            .comparison(Operand(column.column), operator: "_eq", try scalar(value, of: ComparedValue(column), &builder))
          }
        })
    }
    let shape = Shape.firstRow(try rowFields(field.selectionSets, of: table, field.definition.type.baseName, [field.responseKey], &builder))
    return Selection(from: rows.relation, filter: .all(conditions), shape: shape)
  }
}
