import Catalog
package import ConnectorProtocol
package import Errors
import GraphQL
import JSON
import QueryPlan

extension Planner {
  /// `update_author`, `update_author_by_pk`.
  func update(
    _ field: CollectedField, _ table: CatalogTable, isSingle: Bool, _ builder: inout WriteBuilder
  ) throws(EngineError) -> QueryPlan.Value {
    let update = try at(.key("args")) { () throws(EngineError) in
      let arguments = field.arguments.compactMap { written in
        field.definition.arguments[written.name.text].map {
          UpdateArgument(name: $0.name, type: $0.type.baseName, value: InputValue(written.value, in: request))
        }
      }
      return try self.update(table, arguments, &builder)
    }
    return try answer(field, table, written(update, field, &builder), isSingle: isSingle, &builder)
  }

  /// `update_author_many`.
  func updateMany(_ field: CollectedField, _ table: CatalogTable, _ builder: inout WriteBuilder) throws(EngineError) -> QueryPlan.Value {
    guard let argument = argument("updates", of: field), let definition = field.definition.arguments["updates"] else { return .list([]) }
    var responses: [QueryPlan.Value] = []
    for (index, element) in try at(.key("args"), { () throws(EngineError) in try argument.requiredElements() }).enumerated() {
      let update = try at(["args", "updates", .index(index)]) { () throws(EngineError) in
        let type = definition.type.baseName
        let arguments = try element.requiredMembers(of: type).map {
          UpdateArgument(name: $0.key, type: inputType(of: $0.key, on: type), value: $0.value)
        }
        return try self.update(table, arguments, &builder)
      }
      responses.append(try response(field, table, written(update, field, &builder), &builder))
    }
    return .list(responses)
  }

  /// Nil if nothing is set: then nothing is written (as in Hasura).
  private func written(_ update: Mutation.Update, _ field: CollectedField, _ builder: inout WriteBuilder) -> WrittenOperations {
    guard !update.set.isEmpty else { return WrittenOperations(rows: [], all: []) }
    let index = builder.add(.update(update), Write.Step(field: field.name))
    return WrittenOperations(rows: [index], all: [index])
  }

  private func update(
    _ table: CatalogTable, _ arguments: [UpdateArgument], _ builder: inout WriteBuilder
  ) throws(EngineError) -> Mutation.Update {
    var update = Mutation.Update(table: table.reference, set: [], filter: .and([]), key: table.keyColumns)
    let permitted = try updateFilter(of: table, &builder.fetch)
    var asked: [Filter] = []
    for argument in arguments {
      try at(.key(argument.name)) { () throws(EngineError) in
        switch argument.name {
        case "where": asked.append(try filter(argument.value, argument.type, &builder.fetch))
        case "pk_columns", "pkColumns": asked += try key(argument, &builder.fetch)
        default: update.set += try assignments(argument, &builder.fetch)
        }
      }
    }
    try Self.refuseRepeated(update.set)
    update.set += try updatePresets(of: table, &builder.fetch)
    update.filter = try writeFilter(permitted, asked, on: table, &builder.fetch)
    update.check = try updateCheck(of: table, &builder.fetch)
    return update
  }

  /// The columns and values of an operator: `_set: {name: "..."}`.
  private func assignments(_ argument: UpdateArgument, _ builder: inout FetchBuilder) throws(EngineError) -> [Mutation.Assignment] {
    guard !argument.value.isNull else { return [] }
    var assignments: [Mutation.Assignment] = []
    for (key, value) in try argument.value.requiredMembers(of: argument.type) {
      guard case .updated(let column, let form)? = role.meaning(ofInput: key, on: argument.type) else { continue }
      let slot = try at(.key(key)) { () throws(EngineError) in
        builder.slot(try value.source(as: valueForm(of: form, column, builder.source)))
      }
      assignments.append(Mutation.Assignment(column: column.column, operator: form.name, slot: slot))
    }
    return assignments
  }

  private func valueForm(of updateOperator: ComparisonOperator, _ column: CatalogColumn, _ source: CatalogSource) -> ValueForm {
    switch updateOperator.argument {
    case .same, .listOfSame, .object: .scalar(column.valueScalar)
    case .scalar(let name): .scalar(source.scalars[name] ?? ScalarType(name: name, canonical: .text, input: .any))
    case .listOfScalar(let name): .list(source.scalars[name] ?? ScalarType(name: name, canonical: .text, input: .any))
    }
  }

  private func key(_ argument: UpdateArgument, _ builder: inout FetchBuilder) throws(EngineError) -> [Filter] {
    var conditions: [Filter] = []
    for (key, value) in try argument.value.requiredMembers(of: argument.type) {
      guard case .column(let column)? = role.meaning(ofInput: key, on: argument.type) else { continue }
      conditions.append(try equality(column, value, &builder))
    }
    return conditions
  }

  private func equality(_ column: CatalogColumn, _ value: InputValue, _ builder: inout FetchBuilder) throws(EngineError) -> Filter {
    try at(.key(column.name)) { () throws(EngineError) in
      .comparison(Operand(column.column), operator: "_eq", try scalar(value, of: ComparedValue(column), &builder))
    }
  }

  /// Throws for columns to which several operators give values.
  package static func refuseRepeated(_ set: [Mutation.Assignment]) throws(EngineError) {
    var seen: Set<String> = []
    let repeated = set.map(\.column.name).filter { !seen.insert($0).inserted }
    guard !repeated.isEmpty else { return }
    let names = Set(repeated).sorted().map { "\"\($0)\"" }.joined(separator: ", ")
    throw EngineError(.validationFailed, "Column found in multiple operators: \(names).")
  }

  /// `delete_author`, `delete_author_by_pk`.
  func delete(
    _ field: CollectedField, _ table: CatalogTable, isSingle: Bool, _ builder: inout WriteBuilder
  ) throws(EngineError) -> QueryPlan.Value {
    let condition = try at(.key("args")) { () throws(EngineError) in
      let permitted = try deleteFilter(of: table, &builder.fetch)
      var asked: [Filter] = []
      for written in field.arguments {
        guard let definition = field.definition.arguments[written.name.text] else { continue }
        let value = InputValue(written.value, in: request)
        if !isSingle {
          asked.append(try at(.key("where")) { () throws(EngineError) in try filter(value, definition.type.baseName, &builder.fetch) })
        } else if let column = table.primaryKey?.first(where: { $0.name == written.name.text }) {
          asked.append(try equality(column, value, &builder.fetch))
        }
      }
      return try writeFilter(permitted, asked, on: table, &builder.fetch)
    }
    let index = builder.add(.delete(table: table.reference, filter: condition, returning: []), Write.Step(field: field.name))
    return try answer(field, table, WrittenOperations(rows: [index], all: [index]), isSingle: isSingle, &builder)
  }
}

/// An argument of an update, or a member of one of several updates.
private struct UpdateArgument {
  let name: String
  let type: String
  let value: InputValue
}

/// As ``at(_:_:)`` with several components.
private func at<T>(_ path: ErrorPath, _ body: () throws(EngineError) -> T) throws(EngineError) -> T {
  do {
    return try body()
  } catch {
    var located = error
    located.path.components = path.components + located.path.components
    throw located
  }
}
