import Catalog
import ConnectorProtocol
import Errors
import GraphQL
import QueryPlan

extension Planner {
  /// Where the rows of a field come from: its table, or the native query with the field's `args`.
  func relation(
    of table: CatalogTable, under field: CollectedField, _ builder: inout FetchBuilder
  ) throws(EngineError) -> Relation {
    guard let query = table.native else { return table.relation }
    return try at(.key("args")) { () throws(EngineError) in
      try at(.key("args")) { () throws(EngineError) in
        .nativeQuery(try nativeQuery(query, under: field, &builder))
      }
    }
  }

  private func nativeQuery(
    _ query: CatalogNativeQuery, under field: CollectedField, _ builder: inout FetchBuilder
  ) throws(EngineError) -> NativeQuery {
    var given: [String: InputValue] = [:]
    if let value = argument("args", of: field), !value.isNull {
      let type = field.definition.arguments["args"]?.type.baseName ?? ""
      for (key, member) in try value.requiredMembers(of: type) { given[key] = member }
    }
    var places: [String: NativeQuery.Piece] = [:]
    for argument in query.arguments {
      let source = try at(.key(argument.name)) { () throws(EngineError) in try self.source(of: argument, given[argument.name]) }
      places[argument.name] = .argument(builder.slot(source), argument.column.type)
    }
    return NativeQuery(
      pieces: query.pieces.compactMap { piece in
        switch piece {
        case .text(let text): .text(text)
        case .argument(let name): places[name]
        }
      })
  }

  private func source(of argument: CatalogColumn, _ value: InputValue?) throws(EngineError) -> ParameterSource {
    guard let value, !value.isNull else {
      guard argument.isNullable else {
        throw EngineError(.validationFailed, "unexpected null value for type '\(argument.scalar.name)'")
      }
      return .constant(.null)
    }
    return try value.source(as: .scalar(argument.valueScalar))
  }
}
