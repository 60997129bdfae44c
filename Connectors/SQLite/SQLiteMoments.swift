import ConnectorProtocol
import SQLConnector

/// Conditions on timestamps: what they mean decides, not how they are spelled.
///
/// `T` or a blank, a fraction or none, and of a `timestamptz` any offset. Days bound the search, which is how an index serves: all spellings
/// of a time of one day lie between the day and the day followed by `U`, those of an instant between the days before and after.
struct SQLiteMoments: Sendable {
  /// Gives the one spelling of a moment: `joinery_timestamp`, or `joinery_instant` which counts offsets.
  let function: String

  private func canonical(_ value: SQLExpression) -> SQLExpression { .call(function, [value]) }

  private var hasOffsets: Bool { function == "joinery_instant" }

  /// `wanted` is in the one spelling.
  private func isFrom(_ column: SQLExpression, _ wanted: SQLExpression) -> SQLExpression {
    let day = day(of: wanted)
    return .infix(column, ">=", hasOffsets ? .call("date", [day, .verbatim("'-1 day'")]) : day)
  }

  /// The day after the last day of all has no text; `:` is more than any.
  private func isTo(_ column: SQLExpression, _ wanted: SQLExpression) -> SQLExpression {
    let day = day(of: wanted)
    guard hasOffsets else { return .infix(column, "<", .infix(day, "||", .verbatim("'U'"))) }
    return .infix(column, "<", .call("coalesce", [.call("date", [day, .verbatim("'+2 days'")]), .verbatim("':'")]))
  }

  private func day(of wanted: SQLExpression) -> SQLExpression { .call("substr", [wanted, .verbatim("1"), .verbatim("10")]) }

  /// The condition `column = wanted`.
  func equal(_ column: SQLExpression, _ wanted: SQLExpression) -> SQLExpression {
    let wanted = canonical(wanted)
    return .and([isFrom(column, wanted), isTo(column, wanted), .infix(canonical(column), "=", wanted)])
  }

  var keyForm: SQLKeyForm {
    SQLKeyForm(
      type: "", admit: SQLKeyCheck.timestamp, equalities: [SQLKeyEquality(column: canonical, key: canonical)], match: equal,
      narrowing: { column, key, ofAll in
        .and([
          isFrom(column, ofAll(.call("min", [canonical(key)]))), isTo(column, ofAll(.call("max", [canonical(key)]))),
        ])
      })
  }

  func comparison(_ operator: String, _ column: SQLExpression, _ argument: SQLExpression) throws(ConnectorError) -> SQLExpression {
    let wanted = canonical(argument)
    switch `operator` {
    case "_eq": return equal(column, argument)
    case "_neq": return .infix(canonical(column), "<>", wanted)
    case "_gt": return .and([isFrom(column, wanted), .infix(canonical(column), ">", wanted)])
    case "_gte": return .and([isFrom(column, wanted), .infix(canonical(column), ">=", wanted)])
    case "_lt": return .and([isTo(column, wanted), .infix(canonical(column), "<", wanted)])
    case "_lte": return .and([isTo(column, wanted), .infix(canonical(column), "<=", wanted)])
    case "_in":
      let first = SQLiteDialect.list(argument, "min(\(function)(value))")
      let last = SQLiteDialect.list(argument, "max(\(function)(value))")
      return .and([
        isFrom(column, first), isTo(column, last), .infix(canonical(column), "IN", SQLiteDialect.list(argument, "\(function)(value)")),
      ])
    case "_nin": return .infix(canonical(column), "NOT IN", SQLiteDialect.list(argument, "\(function)(value)"))
    default: throw SQLiteDialect.unsupported("the operator \(`operator`)")
    }
  }
}
