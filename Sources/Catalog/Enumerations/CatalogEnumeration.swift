import ConnectorProtocol
import Metadata

/// The values of a table that is declared as an enumeration; columns that refer to the table have its type.
package struct CatalogEnumeration: Equatable, Sendable {
  /// A value by its GraphQL name and as its table holds it.
  struct Value: Equatable, Sendable {
    let name: String
    let stored: String
    let description: String?
  }

  /// The name of the GraphQL type, e.g. `colors_enum`.
  package let name: String
  /// The table's key, to which columns refer.
  let column: String
  /// In the order of their names, as introspection lists them.
  let values: [Value]

  /// The enumeration of a table's rows; throws Hasura's reasons why it is none.
  init(_ table: TrackedTable, _ described: TableDescription, _ rows: EnumerationRows?, names: SourceNames) throws(TableProblem) {
    let layout = EnumerationLayout(described)
    var problems = layout.problems
    var values: [Value] = []
    switch rows {
    case nil: break
    case .failed(let reason): problems.append("database error: \(reason)")
    case .rows(let rows):
      values = rows.map { Value(name: names.value($0.value), stored: $0.value, description: $0.comment) }
      problems += Self.problems(of: values)
    }
    guard let column = layout.value, problems.isEmpty else { throw Self.refusal(of: table, problems) }
    name = names.type(.enumeration, ofTableNamed: table.graphQLName, customName: table.configuration.customName)
    self.column = column.name
    self.values = values.sorted { $0.name < $1.name }
  }

  /// The scalar of a column that refers to the table: of its own type only equality is left.
  func scalar(of column: ConnectorProtocol.ScalarType) -> ConnectorProtocol.ScalarType {
    var scalar = ConnectorProtocol.ScalarType(
      name: name, canonical: column.canonical, input: .string,
      operators: column.operators.filter { ["_eq", "_neq", "_in", "_nin"].contains($0.name) }, isOrderable: column.isOrderable)
    let renamed = values.filter { $0.name != $0.stored }
    scalar.storedValues = Dictionary(renamed.map { ($0.name, $0.stored) }, uniquingKeysWith: { first, _ in first })
    return scalar
  }

  private static func problems(of values: [Value]) -> [String] {
    guard !values.isEmpty else { return ["the table must have at least one row"] }
    let bad = values.map(\.stored).filter { !isName($0) }.sorted()
    guard bad.isEmpty else { return [badNames(bad)] }
    var byName: [String: String] = [:]
    for value in values {
      if let other = byName.updateValue(value.stored, forKey: value.name) {
        return ["the values \"\(other)\" and \"\(value.stored)\" have the same GraphQL name \"\(value.name)\""]
      }
    }
    return []
  }

  /// The specification's rule for names, and that a value must not read as another literal.
  private static func isName(_ text: String) -> Bool {
    GraphQLName.isWord(text) && !["true", "false", "null"].contains(text)
  }

  private static func badNames(_ names: [String]) -> String {
    let quoted = names.map { "\"\($0)\"" }
    let last = quoted[quoted.count - 1]
    switch quoted.count {
    case 1: return "the value \(last) is not a valid GraphQL enum value name"
    case 2: return "the values \(quoted[0]) and \(last) are not valid GraphQL enum value names"
    default:
      let others = names.dropLast().joined(separator: ", ")
      return "the values \(others), and \(last) are not valid GraphQL enum value names"
    }
  }

  private static func refusal(of table: TrackedTable, _ problems: [String]) -> TableProblem {
    let subject = "the table \"\(table.name.text)\" cannot be used as an enum "
    guard problems.count != 1 else { return TableProblem(reason: subject + "because \(problems[0])") }
    let reasons = problems.map { "  \u{2022} \($0)\n" }.joined()
    return TableProblem(reason: subject + "for the following reasons:\n\(reasons)")
  }
}

extension TrackedTable {
  /// The base of its generated names.
  var graphQLName: String { configuration.customName ?? name.shown.joined(separator: "_") }
}
