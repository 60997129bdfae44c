import ConnectorProtocol

extension Selection {
  /// The selection and, below it, its members. `pairs` are the columns by which it hangs on its parent.
  func write(_ name: String = "", on pairs: [ColumnPair], to text: inout PlanText) {
    let (kind, members) = shape.text
    let clauses =
      [kind + " of " + from.text, pairs.isEmpty ? nil : "on (\(pairs.text))", filter.map { "where \($0.text)" }]
      + [
        distinctOn.isEmpty ? nil : "distinct on (\(distinctOn.map(\.name).joined(separator: ", ")))",
        order.isEmpty ? nil : "order by \(order.map(\.text).joined(separator: ", "))",
        limit.map { "limit $\($0)" }, offset.map { "offset $\($0)" },
      ]
    text.line(name + clauses.compactMap { $0 }.joined(separator: " "))
    text.indented(members)
  }
}

extension Relation {
  var text: String {
    switch self {
    case .table(let reference): reference.description
    case .function(let call): call.text
    case .nativeQuery(let query): "native query `\(query.pieces.map(\.text).joined())`"
    case .masked(let rows): rows.text
    }
  }
}

extension NativeQuery.Piece {
  fileprivate var text: String {
    switch self {
    case .text(let text): text
    case .argument(let slot, _): "$\(slot)"
    }
  }
}

extension FunctionCall {
  /// `search(query: $0, row)`
  fileprivate var text: String {
    let arguments = arguments.map { argument in
      let value = if case .value(let slot, _) = argument.value { "$\(slot)" } else { "row" }
      return argument.name.map { "\($0): \(value)" } ?? value
    }
    return "\(function)(\(arguments.joined(separator: ", ")))\(returnsSet ? "" : " as one")"
  }
}

extension ScalarCall {
  fileprivate var text: String {
    var call = call
    call.returnsSet = true
    return call.text + (shown.map { " if \($0.text)" } ?? "")
  }
}

extension RowValue {
  fileprivate var text: String {
    switch self {
    case .column(let column): column.name
    case .computed(let call): call.text
    }
  }
}

extension [ColumnPair] {
  fileprivate var text: String { map { "\($0.parent.name) = \($0.child.name)" }.joined(separator: ", ") }
}

extension Shape {
  fileprivate var text: (kind: String, members: (inout PlanText) -> Void) {
    switch self {
    case .rows(let fields): ("rows", { text in for field in fields { field.write(to: &text) } })
    case .firstRow(let fields): ("first row", { text in for field in fields { field.write(to: &text) } })
    case .aggregate(let fields): ("summary", { text in for field in fields { field.write(to: &text) } })
    }
  }
}

extension Field {
  func write(to text: inout PlanText) {
    switch value {
    case .column(let column, let path): text.line("\(alias): column \(column.name)\(path.map { " at $\($0)" } ?? "")")
    case .masked(let mask, let path): text.line("\(alias): column \(mask.text)\(path.map { " at $\($0)" } ?? "")")
    case .computed(let call, let path): text.line("\(alias): \(call.text)\(path.map { " at $\($0)" } ?? "")")
    case .constant(let json): text.line("\(alias): constant \(json)")
    case .related(let pairs, let selection): selection.write("\(alias): ", on: pairs, to: &text)
    case .remote(let use, let keys): text.line("\(alias): remote #\(use) by (\(keys.map(\.text).joined(separator: ", ")))")
    }
  }
}

extension AggregateField {
  func write(to text: inout PlanText) {
    switch value {
    case .constant(let json): text.line("\(alias): constant \(json)")
    case .summary(let fields):
      text.line("\(alias): aggregate")
      text.indented { inner in for field in fields { field.write(to: &inner) } }
    case .nodes(let fields, let limit):
      text.line("\(alias): nodes\(limit.map { " limit $\($0)" } ?? "")")
      text.indented { inner in for field in fields { field.write(to: &inner) } }
    }
  }
}

extension SummaryField {
  fileprivate func write(to text: inout PlanText) {
    switch value {
    case .constant(let json): text.line("\(alias): constant \(json)")
    case .count(let columns, let isDistinct):
      let counted = columns.isEmpty ? "rows" : "(\(columns.map(\.name).joined(separator: ", ")))"
      text.line("\(alias): count \(isDistinct ? "distinct " : "")\(counted)")
    case .function(let name, let fields):
      text.line("\(alias): \(name)")
      text.indented { inner in for field in fields { field.write(to: &inner) } }
    }
  }
}

extension FunctionField {
  fileprivate func write(to text: inout PlanText) {
    switch value {
    case .constant(let json): text.line("\(alias): constant \(json)")
    case .column(let column, let result): text.line("\(alias): column \(column.name) as \(result)")
    case .computed(let call, let result): text.line("\(alias): \(call.text) as \(result)")
    }
  }
}

extension Filter {
  var text: String {
    switch self {
    case .and(let filters): filters.isEmpty ? "true" : "(" + filters.map(\.text).joined(separator: " and ") + ")"
    case .or(let filters): filters.isEmpty ? "false" : "(" + filters.map(\.text).joined(separator: " or ") + ")"
    case .not(let filter): "not \(filter.text)"
    case .comparison(let operand, let name, let argument): "\(operand.text) \(name) \(argument.text)"
    case .isNull(let operand, let expected): "\(operand.text) is \(expected ? "" : "not ")null"
    case .exists(let relation, let pairs, let filter):
      "exists \(relation.text)\(pairs.isEmpty ? "" : " on (\(pairs.text))") where \(filter.text)"
    case .aggregate(let aggregate, let name, let argument): "\(aggregate.text) \(name) \(argument.text)"
    case .keys(let lists):
      "(\(lists.map(\.key.column.name).joined(separator: ", "))) among keys (\(lists.map { "$\($0.slot) as \($0.key.sent)" }.joined(separator: ", ")))"
    case .masked(let masks, let filter): "\(filter.text) of (\(masks.map(\.text).joined(separator: ", ")))"
    }
  }
}

extension Operand {
  var text: String { cast.map { "\(value.text)::\($0.native)" } ?? value.text }
}

extension Argument {
  fileprivate var text: String {
    switch self {
    case .value(let slot, _): "$\(slot)"
    case .list(let slot, _): "$\(slot)"
    case .column(let column, let outer): String(repeating: "outer.", count: outer) + column.name
    }
  }
}

extension RelatedAggregate {
  fileprivate var text: String {
    let argument = columns.isEmpty ? "*" : columns.map(\.name).joined(separator: ", ")
    let condition = filter.map { " where \($0.text)" } ?? ""
    return "\(function)(\(distinct ? "distinct " : "")\(argument) of \(relation.text) on (\(pairs.text))\(condition))"
  }
}

extension OrderTerm {
  fileprivate var text: String { "\(by.text) \(descending ? "desc" : "asc") nulls \(nullsFirst ? "first" : "last")" }
}

extension OrderExpression {
  fileprivate var text: String {
    switch self {
    case .column(let column): column.name
    case .computed(let call): call.text
    case .related(let relation, let pairs, let filter, let inner):
      "\(relation.text) on (\(pairs.text))\(filter.map { " where \($0.text)" } ?? "").\(inner.text)"
    case .aggregate(let aggregate): aggregate.text
    }
  }
}
