import Catalog
import ConnectorProtocol
import Errors
import GraphQL
import Metadata
import QueryPlan

extension Planner {
  /// Rows of a table under the arguments of a field. `relation` is where they come from if that is not the table itself.
  func rows(
    of table: CatalogTable, from relation: Relation? = nil, _ field: CollectedField, _ path: [String], _ builder: inout FetchBuilder
  ) throws(EngineError) -> ConnectorProtocol.Selection {
    var selection = try arguments(of: field, on: table, from: relation, &builder)
    selection.shape = .rows(
      try rowFields(field.selectionSets, of: table, field.definition.type.baseName, path, &builder))
    return selection
  }

  /// The members of a row's object. `path` is the way of response keys to it, for the names of joins.
  func rowFields(
    _ sets: [SelectionSet], of table: CatalogTable, _ type: String, _ path: [String], _ builder: inout FetchBuilder
  ) throws(EngineError) -> [ConnectorProtocol.Field] {
    try at(.key("selectionSet")) { () throws(EngineError) in
      var fields: [ConnectorProtocol.Field] = []
      for field in try self.fields(of: sets, on: type) {
        let value = try at(.key(field.name)) { () throws(EngineError) in
          try rowValue(of: field, on: type, path + [field.responseKey], &builder)
        }
        fields.append(ConnectorProtocol.Field(field.responseKey, value))
      }
      return fields
    }
  }

  private func rowValue(
    of field: CollectedField, on type: String, _ path: [String], _ builder: inout FetchBuilder
  ) throws(EngineError) -> FieldValue {
    if field.name == "__typename" { return .constant(typeName(type)) }
    switch role.meaning(ofField: field.name, on: type) {
    case .column(let column): return .column(column.column, path: try jsonPath(of: field, &builder))
    case .computed(let computed): return try self.computed(computed, field, path, &builder)
    case .related(let relationship): return try related(relationship, field, path, &builder)
    case .relatedAggregate(let relationship):
      let target = try visible(relationship.target)
      return .related(relationship.pairs, try aggregate(of: target, field, path, &builder))
    case .remote(let remote): return try self.remote(remote, field, path, &builder)
    case .remoteJoin(let joined, let view): return try remoteJoin(joined, view, field, path, &builder)
    case .remoteAggregate(let remote): return try remoteAggregate(remote, field, path, &builder)
    default: throw EngineError(.unexpected, "field '\(field.name)' of type '\(type)' has no meaning")
    }
  }

  private func related(
    _ relationship: CatalogRelationship, _ field: CollectedField, _ path: [String], _ builder: inout FetchBuilder
  ) throws(EngineError) -> FieldValue {
    let target = try visible(relationship.target)
    guard relationship.cardinality == .object else {
      return .related(relationship.pairs, try rows(of: target, field, path, &builder))
    }
    return .related(relationship.pairs, try firstRow(of: target, field, path, &builder))
  }

  /// The partner of an object relationship.
  func firstRow(
    of table: CatalogTable, _ field: CollectedField, _ path: [String], _ builder: inout FetchBuilder
  ) throws(EngineError) -> ConnectorProtocol.Selection {
    let fields = try rowFields(field.selectionSets, of: table, field.definition.type.baseName, path, &builder)
    let rows = try visibleRows(of: table, from: try relation(of: table, under: field, &builder), &builder)
    return Selection(from: rows.relation, filter: rows.filter, shape: .firstRow(fields))
  }

  /// The table that a relationship leads to; what the role does not see is not in its schema.
  func visible(_ id: TableID) throws(EngineError) -> CatalogTable {
    guard let table = role.table(id) else { throw EngineError(.unexpected, "table \"\(id.name.text)\" is not visible") }
    return table
  }

  /// The slot of the argument `path`, unless it means the whole value.
  func jsonPath(of field: CollectedField, _ builder: inout FetchBuilder) throws(EngineError) -> Slot? {
    guard let value = argument("path", of: field), !value.isNull else { return nil }
    return try at(.key("args")) { () throws(EngineError) in
      let source = try value.source(as: .jsonPath)
      // A path without steps means the whole value.
      if case .constant(.list(let steps)) = source, steps.isEmpty { return nil }
      return builder.slot(source)
    }
  }
}
