import ConnectorProtocol
import GraphQL

extension TypeMaker {
  /// `author_aggregate`.
  func aggregate(_ table: CatalogTable, _ name: String) -> MadeType {
    var fields = Gathered<FieldDefinition, FieldMeaning>()
    fields.add(FieldDefinition(name: "aggregate", type: type(.aggregateFields, of: table)), .summary)
    if view.showsRows(of: table) {
      fields.add(FieldDefinition(name: "nodes", type: .listOfRequired(type(.row, of: table))), .nodes(table))
    }
    return fields.object(name, "aggregated selection of \"\(table.id.name.text)\"")
  }

  /// `author_aggregate_fields`.
  func aggregateFields(_ table: CatalogTable, _ name: String) -> MadeType {
    var fields = Gathered<FieldDefinition, FieldMeaning>()
    var arguments = [InputValueDefinition(name: "distinct", type: .named("Boolean"))]
    if view.hasColumnEnumeration(table) {
      arguments.insert(InputValueDefinition(name: "columns", type: .list(.nonNull(type(.column, of: table)))), at: 0)
    }
    fields.add(FieldDefinition(name: "count", arguments: arguments, type: .nonNull(.named("Int"))), .count)
    for function in view.functions(of: table) {
      fields.add(
        FieldDefinition(name: fieldName(function.name, of: table), type: type(.function(function.name), of: table)),
        .function(function.name))
    }
    return fields.object(name, "aggregate fields of \"\(table.id.name.text)\"")
  }

  /// `author_avg_fields` and the like.
  func functionFields(_ table: CatalogTable, _ function: String, _ name: String) -> MadeType {
    var fields = Gathered<FieldDefinition, FieldMeaning>()
    let known = view.functions(of: table).first { $0.name == function }
    let source = view.sources[table.id.source]
    for (column, result) in known?.columns ?? [] {
      fields.add(
        FieldDefinition(name: column.name, description: column.description, type: .named(result)),
        .functionColumn(column, result: source?.canonicalType(of: result) ?? .opaque))
    }
    for (computed, result) in known?.computed ?? [] {
      fields.add(
        FieldDefinition(
          name: computed.name, description: computed.description, arguments: arguments(computed, of: table), type: .named(result)),
        .functionComputed(computed, result: source?.canonicalType(of: result) ?? .opaque))
    }
    return fields.object(name, "aggregate \(function) on columns")
  }
}
