import ConnectorProtocol
import GraphQL
import Metadata

extension TypeMaker {
  /// `mutation_root`: the fields of all sources without a namespace, and the namespaces.
  func mutationRoot(_ name: String) -> MadeType {
    var fields = Gathered<FieldDefinition, FieldMeaning>()
    var namespaces: Set<String> = []
    for table in view.typed where view.writes.includes(table.id) {
      guard let source = view.sources[table.id.source] else { continue }
      guard let namespace = source.names.namespace, let type = source.names.mutationNamespaceType(forBackend: false) else {
        addWriteFields(of: table, to: &fields)
        continue
      }
      if namespaces.insert(namespace).inserted { fields.add(FieldDefinition(name: namespace, type: .named(type)), .namespace) }
    }
    for function in view.mutationFunctions {
      guard let source = view.sources[function.id.source] else { continue }
      guard let namespace = source.names.namespace, let type = source.names.mutationNamespaceType(forBackend: false) else {
        addCall(of: function, to: &fields)
        continue
      }
      if namespaces.insert(namespace).inserted { fields.add(FieldDefinition(name: namespace, type: .named(type)), .namespace) }
    }
    addRemoteFields(.mutation, to: &fields)
    return fields.object(name, "mutation root")
  }

  /// The type of a namespace's field on the root of mutations.
  func mutationNamespace(_ name: String, of source: CatalogSource) -> MadeType {
    var fields = Gathered<FieldDefinition, FieldMeaning>()
    for table in view.typed where view.sources[table.id.source]?.names.namespace == source.names.namespace {
      addWriteFields(of: table, to: &fields)
    }
    for function in view.mutationFunctions where view.sources[function.id.source]?.names.namespace == source.names.namespace {
      addCall(of: function, to: &fields)
    }
    return fields.object(name, nil)
  }

  private func addWriteFields(of table: CatalogTable, to fields: inout Gathered<FieldDefinition, FieldMeaning>) {
    if view.writes[.insert, table.id] != nil { addInserts(of: table, to: &fields) }
    if view.writes[.update, table.id] != nil { addUpdates(of: table, to: &fields) }
    if view.writes[.delete, table.id] != nil { addDeletes(of: table, to: &fields) }
  }

  private func addInserts(of table: CatalogTable, to fields: inout Gathered<FieldDefinition, FieldMeaning>) {
    let (roots, rows) = (table.own.rootFields, type(.insert, of: table))
    let objects = InputValueDefinition(name: "objects", description: "the rows to be inserted", type: .listOfRequired(rows))
    add(roots.insert, [objects] + conflictArgument(table), type(.mutationResponse, of: table), .insert(table), to: &fields)
    guard view.showsRows(of: table) else { return }
    let object = InputValueDefinition(name: "object", description: "the row to be inserted", type: .nonNull(rows))
    add(roots.insertOne, [object] + conflictArgument(table), type(.row, of: table), .insertOne(table), to: &fields)
  }

  private func addUpdates(of table: CatalogTable, to fields: inout Gathered<FieldDefinition, FieldMeaning>) {
    let (roots, response, operators) = (table.own.rootFields, type(.mutationResponse, of: table), operatorArguments(table))
    let filter = requiredFilter(table, "filter the rows which have to be updated")
    add(roots.update, operators + [filter], response, .update(table), to: &fields)
    let updates = InputValueDefinition(
      name: "updates", description: "updates to execute, in order", type: .listOfRequired(type(.updates, of: table)))
    add(roots.updateMany, [updates], .list(response), .updateMany(table), to: &fields)
    guard view.showsRows(of: table), view.primaryKey(of: table) != nil else { return }
    let key = InputValueDefinition(name: fieldName("pk_columns", of: table), type: .nonNull(type(.key, of: table)))
    add(roots.updateByPrimaryKey, operators + [key], type(.row, of: table), .updateByKey(table), to: &fields)
  }

  private func addDeletes(of table: CatalogTable, to fields: inout Gathered<FieldDefinition, FieldMeaning>) {
    let roots = table.own.rootFields
    let filter = requiredFilter(table, "filter the rows which have to be deleted")
    add(roots.delete, [filter], type(.mutationResponse, of: table), .delete(table), to: &fields)
    guard view.showsRows(of: table), let key = view.primaryKey(of: table) else { return }
    let arguments = key.map { InputValueDefinition(name: $0.name, description: $0.description, type: .nonNull($0.valueType)) }
    add(roots.deleteByPrimaryKey, arguments, type(.row, of: table), .deleteByKey(table), to: &fields)
  }

  private func add(
    _ root: RootFields.Root, _ arguments: [InputValueDefinition], _ type: TypeReference, _ meaning: FieldMeaning,
    to fields: inout Gathered<FieldDefinition, FieldMeaning>
  ) {
    let sorted = arguments.sorted { $0.name < $1.name }
    fields.add(FieldDefinition(name: root.name, description: root.description, arguments: sorted, type: type), meaning)
  }

  private func requiredFilter(_ table: CatalogTable, _ description: String) -> InputValueDefinition {
    InputValueDefinition(name: "where", description: description, type: .nonNull(type(.filter, of: table)))
  }

  private func conflictArgument(_ table: CatalogTable) -> [InputValueDefinition] {
    guard !view.writes.conflictKeys(of: table).isEmpty else { return [] }
    return [
      InputValueDefinition(
        name: fieldName("on_conflict", of: table), description: "upsert condition", type: type(.conflict, of: table))
    ]
  }

  private func operatorArguments(_ table: CatalogTable) -> [InputValueDefinition] {
    view.writes.updateOperators(of: table).map { form, _ in
      InputValueDefinition(
        name: fieldName(form.name, of: table), description: Self.text(of: form), type: type(.update(form.name), of: table))
    }
  }

  /// What Hasura says of an update operator.
  private static func text(of form: ComparisonOperator) -> String? {
    form.name == "_inc" ? "increments the numeric columns with given value of the filtered values" : form.comment
  }

  /// `author_mutation_response`.
  func mutationResponse(_ table: CatalogTable, _ name: String) -> MadeType {
    var fields = Gathered<FieldDefinition, FieldMeaning>()
    fields.add(
      FieldDefinition(
        name: fieldName("affected_rows", of: table), description: "number of rows affected by the mutation",
        type: .nonNull(.named("Int"))), .affectedRows)
    if view.showsRows(of: table) {
      fields.add(
        FieldDefinition(
          name: "returning", description: "data from the rows affected by the mutation", type: .listOfRequired(type(.row, of: table))),
        .returning(table))
    }
    return fields.object(name, "response of any mutation on the table \"\(table.id.name.text)\"")
  }
}
