import Errors
package import JSON

/// What one role may do with the rows of a table.
package struct Permission: Equatable, Sendable {
  /// The operation that a permission allows; the raw value is Hasura's word.
  package enum Operation: String, CaseIterable, Sendable {
    case insert
    case select
    case update
    case delete

    /// The key of a table's list of such permissions: `select_permissions`.
    package var listKey: String { "\(rawValue)_permissions" }
  }

  package let operation: Operation
  package let role: String
  package let comment: String?
  package let rule: Rule
  /// The whole entry: `{role, permission, comment}`.
  package let json: JSONObject

  /// The typed content of `permission`.
  package enum Rule: Equatable, Sendable {
    case select(SelectRule)
    /// `insert`, `update` and `delete`.
    case write(WriteRule)
  }

  /// Which columns a permission speaks of.
  package enum Columns: Equatable, Sendable {
    case all
    case listed([String])
  }

  /// A select permission.
  package struct SelectRule: Equatable, Sendable {
    package let columns: Columns
    package let computedFields: [String]
    /// The row filter, not interpreted here.
    package let filter: JSON
    package let limit: Int?
    package let allowAggregations: Bool
    /// The root fields that remain; nil leaves all.
    package let queryRootFields: [String]?
    package let subscriptionRootFields: [String]?
  }

  /// An insert, update or delete permission.
  package struct WriteRule: Equatable, Sendable {
    /// nil where the operation has no columns, or where an insert permission leaves them out (then all).
    package let columns: Columns?
    /// The rows that may be updated or deleted; nil for insert.
    package let filter: JSON?
    /// What new rows must satisfy.
    package let check: JSON?
    /// Column presets.
    package let presets: JSONObject
    package let backendOnly: Bool
    /// Whether a webhook is to judge what a client gives (`validate_input`).
    package let validatesInput: Bool
  }

  init(_ json: JSONObject, operation: Operation) throws(EngineError) {
    let arguments = Arguments(json)
    self.json = json
    self.operation = operation
    role = try arguments.name("role")
    comment = try arguments.optionalString("comment")
    rule = try arguments.read("permission") { value throws(EngineError) in
      try Rule(try Arguments(value, as: "permission"), operation: operation)
    }
  }
}

extension Permission.Rule {
  fileprivate init(_ arguments: Arguments, operation: Permission.Operation) throws(EngineError) {
    self = operation == .select ? .select(try Self.select(arguments)) : .write(try Self.write(arguments, operation))
  }

  private static func select(_ arguments: Arguments) throws(EngineError) -> Permission.SelectRule {
    Permission.SelectRule(
      columns: try arguments.read("columns", Permission.Columns.init),
      computedFields: try arguments.optionalStrings("computed_fields") ?? [],
      filter: .object(try arguments.object("filter", as: "BoolExp")),
      limit: try arguments.readOptional("limit") { value throws(EngineError) in
        let limit = try Expect.int(value)
        guard limit >= 0 else { throw EngineError(.parseFailed, "unexpected negative value") }
        return limit
      },
      allowAggregations: try arguments.flag("allow_aggregations"),
      queryRootFields: try arguments.optionalStrings("query_root_fields"),
      subscriptionRootFields: try arguments.optionalStrings("subscription_root_fields"))
  }

  private static func write(_ arguments: Arguments, _ operation: Permission.Operation) throws(EngineError) -> Permission.WriteRule {
    // Not as one conditional expression: its nil would be JSON's null.
    let filter = operation == .insert ? JSONObject?.none : try arguments.object("filter", as: "BoolExp")
    let check =
      operation == .insert
      ? try arguments.object("check", as: "BoolExp") : try arguments.optionalObject("check", as: "BoolExp")
    return Permission.WriteRule(
      columns: operation == .update
        ? try arguments.read("columns", Permission.Columns.init) : try arguments.readOptional("columns", Permission.Columns.init),
      filter: filter.map(JSON.object),
      check: check.map(JSON.object),
      presets: try arguments.optionalObject("set", as: "ColumnValues") ?? [:],
      backendOnly: try arguments.flag("backend_only"),
      validatesInput: try arguments.optionalObject("validate_input", as: "ValidateInput") != nil)
  }
}

extension Permission.Columns {
  fileprivate init(_ json: JSON) throws(EngineError) {
    if json.stringValue == "*" {
      self = .all
    } else {
      self = .listed(try Expect.strings(json))
    }
  }
}
