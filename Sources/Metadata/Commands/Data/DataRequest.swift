import Errors
package import JSON

/// A request over the rows of one table, in the language of Hasura's first API.
package struct DataRequest: Equatable, Sendable {
  package let target: TableTarget
  package let operation: Operation

  /// What is done with the rows.
  package enum Operation: Equatable, Sendable {
    case insert(RowsInsert)
    case select(RowsSelect)
    case update(RowsUpdate)
    case delete(RowsDelete)
    case count(RowsCount)
  }

  /// The word of the request.
  package enum Word: String, CaseIterable, Sendable {
    case insert
    case select
    case update
    case delete
    case count
  }

  init(_ context: CommandContext, _ word: Word) throws(EngineError) {
    let arguments = try context.arguments(as: word.typeName)
    target = try context.table(arguments)
    operation =
      switch word {
      case .insert: .insert(try RowsInsert(arguments))
      case .select: .select(try RowsSelect(arguments))
      case .update: .update(try RowsUpdate(arguments))
      case .delete: .delete(try RowsDelete(arguments))
      case .count: .count(try RowsCount(arguments))
      }
  }

  package var word: Word {
    switch operation {
    case .insert: .insert
    case .select: .select
    case .update: .update
    case .delete: .delete
    case .count: .count
    }
  }
}

extension DataRequest.Word {
  /// The name that shape errors show.
  fileprivate var typeName: String {
    switch self {
    case .insert: "InsertQuery"
    case .select: "SelectQuery"
    case .update: "UpdateQuery"
    case .delete: "DeleteQuery"
    case .count: "CountQuery"
    }
  }
}

/// `delete`. Conditions stay as given: what they mean depends on the table's columns.
package struct RowsDelete: Equatable, Sendable {
  package let filter: JSONObject
  package let returning: [String]?

  init(_ arguments: Arguments) throws(EngineError) {
    filter = try arguments.object("where", as: "BoolExp")
    returning = try arguments.optionalStrings("returning")
  }
}

/// `count`: of rows, or of distinct combinations of columns.
package struct RowsCount: Equatable, Sendable {
  package let distinct: [String]?
  package let filter: JSONObject?

  init(_ arguments: Arguments) throws(EngineError) {
    distinct = try arguments.optionalStrings("distinct")
    filter = try arguments.optionalObject("where", as: "BoolExp")
  }
}
