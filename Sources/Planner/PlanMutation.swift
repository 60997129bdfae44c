import Catalog
import ConnectorProtocol
import Errors
import GraphQL
import QueryPlan

extension Planner {
  /// The plan of a mutation: what each source writes, in the order of the root fields.
  func mutation(_ operation: OperationDefinition, on root: String) throws(EngineError) -> QueryPlan {
    var builders = WriteBuilders()
    let roots = try mutationRoots(of: [operation.selectionSet], on: root, place: [], &builders)
    return QueryPlan(roots: roots, remotes: remotes.fetches, writes: builders.writes)
  }

  private func mutationRoots(
    of sets: [SelectionSet], on type: String, place: [String], _ builders: inout WriteBuilders
  ) throws(EngineError) -> [QueryPlan.Root] {
    var roots: [QueryPlan.Root] = []
    for field in try fields(of: sets, on: type) {
      let value = try at(.key(field.name)) { () throws(EngineError) in try mutationRoot(field, on: type, place, &builders) }
      roots.append(QueryPlan.Root(field.responseKey, value))
    }
    return roots
  }

  private func mutationRoot(
    _ field: CollectedField, on type: String, _ place: [String], _ builders: inout WriteBuilders
  ) throws(EngineError) -> QueryPlan.Value {
    if field.name == "__typename" { return .constant(Array(typeName(type).utf8)) }
    switch role.meaning(ofField: field.name, on: type) {
    case .namespace:
      let inner = field.definition.type.baseName
      return .object(
        try at(.key("selectionSet")) { () throws(EngineError) in
          try mutationRoots(of: field.selectionSets, on: inner, place: place + [field.responseKey], &builders)
        })
    case .remoteRoot(let view): return try remoteRoot(of: field, on: type, view, place: place)
    case .insert(let table):
      return try write(to: table, &builders) { builder throws(EngineError) in try insert(field, table, isOne: false, &builder) }
    case .insertOne(let table):
      return try write(to: table, &builders) { builder throws(EngineError) in try insert(field, table, isOne: true, &builder) }
    case .update(let table):
      return try write(to: table, &builders) { builder throws(EngineError) in try update(field, table, isSingle: false, &builder) }
    case .updateByKey(let table):
      return try write(to: table, &builders) { builder throws(EngineError) in try update(field, table, isSingle: true, &builder) }
    case .updateMany(let table):
      return try write(to: table, &builders) { builder throws(EngineError) in try updateMany(field, table, &builder) }
    case .delete(let table):
      return try write(to: table, &builders) { builder throws(EngineError) in try delete(field, table, isSingle: false, &builder) }
    case .deleteByKey(let table):
      return try write(to: table, &builders) { builder throws(EngineError) in try delete(field, table, isSingle: true, &builder) }
    case .functionCall(let function, let table):
      return try write(to: table, &builders) { builder throws(EngineError) in
        let selection = try functionRows(function, of: table, field, &builder.fetch)
        let operation = builder.add(.call(selection), Write.Step(field: field.name))
        return .returned(write: builder.number, operation: operation, isSingle: false)
      }
    default: throw EngineError(.notSupported, "field '\(field.name)' cannot be run here")
    }
  }

  private func write(
    to table: CatalogTable, _ builders: inout WriteBuilders,
    _ body: (inout WriteBuilder) throws(EngineError) -> QueryPlan.Value
  ) throws(EngineError) -> QueryPlan.Value {
    try builders.with(try builder(for: table), body)
  }

  /// What a root field of a mutation answers: a response, or the one row itself.
  func answer(
    _ field: CollectedField, _ table: CatalogTable, _ written: WrittenOperations, isSingle: Bool, _ builder: inout WriteBuilder
  ) throws(EngineError) -> QueryPlan.Value {
    if isSingle { return try returned(field, table, written, isSingle: true, &builder) }
    return try response(field, table, written, &builder)
  }

  /// `{affected_rows returning {...}}`.
  func response(
    _ field: CollectedField, _ table: CatalogTable, _ written: WrittenOperations, _ builder: inout WriteBuilder
  ) throws(EngineError) -> QueryPlan.Value {
    let type = field.definition.type.baseName
    return .object(
      try at(.key("selectionSet")) { () throws(EngineError) in
        var members: [QueryPlan.Root] = []
        for member in try fields(of: field.selectionSets, on: type) {
          let value = try at(.key(member.name)) { () throws(EngineError) in
            try self.member(member, on: type, table, written, &builder)
          }
          members.append(QueryPlan.Root(member.responseKey, value))
        }
        return members
      })
  }

  private func member(
    _ member: CollectedField, on type: String, _ table: CatalogTable, _ written: WrittenOperations, _ builder: inout WriteBuilder
  ) throws(EngineError) -> QueryPlan.Value {
    if member.name == "__typename" { return .constant(Array(typeName(type).utf8)) }
    switch role.meaning(ofField: member.name, on: type) {
    case .affectedRows: return .affectedRows(write: builder.number, operations: written.all)
    case .returning: return try returned(member, table, written, isSingle: false, &builder)
    default: throw EngineError(.unexpected, "field '\(member.name)' of type '\(type)' has no meaning")
    }
  }

  /// The rows of the operations that stand for the field itself.
  private func returned(
    _ field: CollectedField, _ table: CatalogTable, _ written: WrittenOperations, isSingle: Bool, _ builder: inout WriteBuilder
  ) throws(EngineError) -> QueryPlan.Value {
    let type = field.definition.type.baseName
    let asked = try rowFields(field.selectionSets, of: table, type, [field.responseKey], &builder.fetch)
    let fields = try masked(asked, on: table, &builder.fetch)
    guard !written.rows.isEmpty else { return .constant(Array((isSingle ? "null" : "[]").utf8)) }
    // Operations that show nothing of their rows (all is skipped) do not tell how many there are.
    if !fields.isEmpty, written.all.count == 1, builder.returnRows(of: written.rows[0], fields) {
      return .returned(write: builder.number, operation: written.rows[0], isSingle: isSingle)
    }
    let rows = Mutation.Written(operations: written.rows, table: table.reference, returning: fields)
    let operation = builder.add(.written(rows), Write.Step(field: field.name))
    return .returned(write: builder.number, operation: operation, isSingle: isSingle)
  }
}

/// The operations that a root field became.
struct WrittenOperations {
  /// Those that write the rows which the field returns.
  var rows: [Int]
  /// All of them, with those of nested inserts.
  var all: [Int]
}
