import GraphQL
import Metadata

extension TypeMaker {
  /// The type of a table's row.
  func row(_ table: CatalogTable, _ name: String) -> MadeType {
    var fields = Gathered<FieldDefinition, FieldMeaning>()
    for column in view.columns(of: table) { fields.add(field(column, of: table), .column(column)) }
    for computed in view.computedFields(of: table) {
      if let field = field(computed, of: table) { fields.add(field, .computed(computed)) }
    }
    for relationship in view.relationships(of: table) { add(relationship, table, to: &fields) }
    for remote in view.remoteRelationships(of: table) { add(remote, table, to: &fields) }
    for (field, remote) in view.remoteFields(of: table) { fields.add(joined(field, remote), .remoteJoin(field, remote)) }
    let comment = table.own.comment ?? "columns and relationships of \"\(table.id.name.text)\""
    return fields.object(name, comment.isEmpty ? nil : comment)
  }

  private func field(_ column: CatalogColumn, of table: CatalogTable) -> FieldDefinition {
    let path = InputValueDefinition(name: "path", description: "JSON select path", type: .named("String"))
    // A path may lead nowhere in a value that is there, and a value that is there may be hidden.
    let isNullable = column.isNullable || column.takesPath || view.access[table.id]?.hidesCells(of: column) ?? false
    return FieldDefinition(
      name: column.name, description: column.description, arguments: column.takesPath ? [path] : [],
      type: isNullable ? column.shownType : .nonNull(column.shownType))
  }

  private func add(
    _ relationship: CatalogRelationship, _ table: CatalogTable, to fields: inout Gathered<FieldDefinition, FieldMeaning>
  ) {
    guard let target = view.known[relationship.target] else { return }
    guard relationship.cardinality == .array else {
      guard view.showsRows(of: target) else { return }
      let type = type(.row, of: target)
      return fields.add(
        FieldDefinition(
          name: relationship.name, description: relationship.description,
          arguments: target.native.flatMap(nativeQueryArgument).map { [$0] } ?? [],
          type: relationship.isNullable ? type : .nonNull(type)),
        .related(relationship))
    }
    if view.showsRows(of: target) { fields.add(rows(relationship.name, of: target, isNullable: false), .related(relationship)) }
    guard view.allowsAggregates(of: target) else { return }
    fields.add(aggregateField(relationship.name, of: target, on: table, isNullable: false), .relatedAggregate(relationship))
  }

  private func add(
    _ remote: CatalogRemoteRelationship, _ table: CatalogTable, to fields: inout Gathered<FieldDefinition, FieldMeaning>
  ) {
    guard let target = view.known[remote.target] else { return }
    guard remote.cardinality == .array else {
      guard view.showsRows(of: target) else { return }
      return fields.add(FieldDefinition(name: remote.name, type: type(.row, of: target)), .remote(remote))
    }
    // A null in a key makes the field null.
    let isNullable = remote.keys.contains { key in table.own.described.columns.contains { $0.name == key.name && $0.isNullable } }
    if view.showsRows(of: target) { fields.add(rows(remote.name, of: target, isNullable: isNullable), .remote(remote)) }
    guard view.allowsAggregates(of: target) else { return }
    fields.add(aggregateField(remote.name, of: target, on: table, isNullable: isNullable), .remoteAggregate(remote))
  }

  func rows(_ name: String, of target: CatalogTable, isNullable: Bool) -> FieldDefinition {
    let list = TypeReference.listOfRequired(type(.row, of: target))
    return FieldDefinition(
      name: name, description: "An array relationship", arguments: selectArguments(target), type: isNullable ? list.nullable : list)
  }

  private func aggregateField(
    _ name: String, of target: CatalogTable, on table: CatalogTable, isNullable: Bool
  ) -> FieldDefinition {
    let type = type(.aggregate, of: target)
    return FieldDefinition(
      name: aggregateName(name, on: table), description: "An aggregate relationship", arguments: selectArguments(target),
      type: isNullable ? type : .nonNull(type))
  }

  /// The name under which a relationship's partners are shown in summary.
  func aggregateName(_ relationship: String, on table: CatalogTable) -> String {
    let isSnake = view.sources[table.id.source]?.names.convention != .graphqlDefault
    return isSnake ? "\(relationship)_aggregate" : "\(relationship)Aggregate"
  }
}
