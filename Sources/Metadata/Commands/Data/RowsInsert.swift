import Errors
package import JSON

/// `insert`: an object per row, a column that is left out gets its default.
package struct RowsInsert: Equatable, Sendable {
  package let objects: [JSONObject]
  package let onConflict: OnConflict?
  package let returning: [String]?

  init(_ arguments: Arguments) throws(EngineError) {
    _ = try arguments.value("objects")
    objects = try arguments.objects("objects")
    onConflict = try arguments.readOptional("on_conflict") { json throws(EngineError) in
      try OnConflict(try Arguments(json, as: "OnConflict"))
    }
    returning = try arguments.optionalStrings("returning")
  }
}

/// What becomes of a row whose key is taken: it is left out, or the columns given are updated.
package struct OnConflict: Equatable, Sendable {
  /// What to do with the row; the raw value is Hasura's word.
  package enum Action: String, Sendable {
    case ignore
    case update
  }

  package let constraint: String?
  package let columns: [String]?
  package let action: Action

  init(_ arguments: Arguments) throws(EngineError) {
    constraint = try arguments.optionalString("constraint")
    columns = try arguments.readOptional("constraint_on") { json throws(EngineError) in
      guard let column = json.stringValue else { return try Expect.strings(json) }
      return [column]
    }
    // The words of a decoder that Hasura derives for this object alone.
    guard arguments.object["action"] != nil else { throw EngineError(.parseFailed, "the key 'action' was not present") }
    action = try arguments.read("action") { json throws(EngineError) in
      guard let action = Action(rawValue: try Expect.string(json)) else {
        throw EngineError(.parseFailed, "Expecting 'ignore' or 'update' for on_conflict action")
      }
      return action
    }
  }
}
