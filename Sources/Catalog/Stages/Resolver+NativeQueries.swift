import ConnectorProtocol
import JSON
import Metadata

extension Resolver {
  /// The native queries of a source as tables; what is wrong with the others is reported.
  mutating func resolveNativeQueries(of source: Source, in resolved: CatalogSource) {
    let descriptions = Dictionary(resolved.schema.nativeQueries.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    for query in source.nativeQueries {
      let object = MetadataObjectID.nativeQuery(query.name, source: source.name)
      guard resolved.has(.nativeQueries) else {
        report("sources of kind \"\(source.kind)\" do not support native queries", object)
        continue
      }
      if let problem = descriptions[query.name]?.problem {
        report("Failed to validate query", object, detail: .string(problem.message))
        continue
      }
      do throws(TableProblem) {
        add(try NativeQueryResolver(query: query, source: source, resolved: resolved).table(descriptions[query.name]))
      } catch {
        report("in native query \"\(query.name)\": \(error.reason)", object)
      }
    }
  }
}

/// Makes a table of a native query that its database takes.
private struct NativeQueryResolver {
  let query: DeclaredNativeQuery
  let source: Source
  let resolved: CatalogSource

  func table(_ described: NativeQueryDescription?) throws(TableProblem) -> CatalogTable {
    guard let model = source.model(of: query) else { throw TableProblem(reason: "Logical model \"\(query.returns)\" not found.") }
    if let problem = query.argumentProblem { throw TableProblem(reason: problem) }
    guard let described, described.arguments.count == query.arguments.count else {
      throw TableProblem(reason: "the database was not asked for it")
    }
    let tracked = try declared(model)
    try check(names: [query.name, model.name] + model.fields.map(\.name) + query.arguments.map(\.name))
    try checkModels(model, tracked)
    let id = TableID(source: source.name, name: .nativeQuery(query.name))
    let columns = self.columns(model, described)
    let table = TableDescription(
      name: TableReference(id.name.components), kind: .view, comment: model.description ?? "",
      columns: columns.map { column in
        ColumnDescription(name: column.name, type: column.column.type, scalar: column.scalar.name, isNullable: column.isNullable)
      }, isInsertable: false, isUpdatable: false, isDeletable: false)
    let root = RootFields.Root(name: query.name, description: query.description)
    let own = TableColumns(
      tracked: tracked, described: table, baseName: model.name, columns: columns.sorted { $0.name < $1.name },
      rootFields: RootFields(
        select: root, selectByPrimaryKey: root, selectAggregate: root, selectStream: root, insert: root, insertOne: root, update: root,
        updateByPrimaryKey: root, updateMany: root, delete: root, deleteByPrimaryKey: root),
      native: native(model, described, tracked))
    return CatalogTable(id: id, own: own, declared: tracked)
  }

  private func declared(_ model: LogicalModel) throws(TableProblem) -> TrackedTable {
    do { return try query.table(returning: model, naming: source.tableNaming) } catch { throw TableProblem(reason: error.message) }
  }

  private func check(names: [String]) throws(TableProblem) {
    guard let bad = names.first(where: { !GraphQLName.isValid($0) }) else { return }
    throw TableProblem(reason: "cannot include \"\(bad)\" in the GraphQL schema because it is not a valid GraphQL identifier")
  }

  /// Fields that hold other models are filled by relationships of their names.
  private func checkModels(_ model: LogicalModel, _ tracked: TrackedTable) throws(TableProblem) {
    for field in model.fields {
      if case .scalar = field.type { continue }
      guard tracked.relationship(field.name) == nil else { continue }
      throw TableProblem(
        reason: "field \"\(field.name)\" of logical model \"\(model.name)\" holds a logical model, which needs a relationship of that name")
    }
  }

  private func columns(_ model: LogicalModel, _ described: NativeQueryDescription) -> [CatalogColumn] {
    described.columns.compactMap { column in
      guard let field = model.fields.first(where: { $0.name == column.name }) else { return nil }
      return self.column(column, name: field.name, isNullable: field.isNullable, description: field.description)
    }
  }

  private func native(
    _ model: LogicalModel, _ described: NativeQueryDescription, _ tracked: TrackedTable
  ) -> CatalogNativeQuery {
    let arguments = zip(query.arguments, described.arguments).map { argument, type in
      column(
        type, name: argument.name, isNullable: argument.isNullable,
        description: argument.description ?? "Native Query argument \(argument.name)")
    }
    return CatalogNativeQuery(
      name: query.name, description: query.description, model: model.name, hasRelationships: !tracked.relationships.isEmpty,
      pieces: query.template.pieces, arguments: arguments)
  }

  private func column(
    _ described: ColumnDescription, name: String, isNullable: Bool, description: String?
  ) -> CatalogColumn {
    var value = described.type.canonical
    var isArray = false
    if case .array(let element) = value { (value, isArray) = (element, true) }
    return CatalogColumn(
      name: name, column: Column(name: name, type: described.type), scalar: resolved.scalar(described.scalar, value), isArray: isArray,
      isNullable: isNullable, description: description.flatMap { $0.isEmpty ? nil : $0 }, enumeration: nil)
  }
}
