package import ConnectorKit
package import ConnectorProtocol
package import JSON

/// One session on a database, and short ways to ask it questions by the names of tables and columns.
package final class SourceUnderTest {
  package let session: any Session
  private var tables: [String: TableDescription] = [:]

  package init(_ connector: any Connector, configuration: JSON) throws(ConnectorError) {
    session = try connector.open(OpenCall(source: "test", kind: "test", configuration: configuration.text))
  }

  /// Runs SQL as it stands.
  @discardableResult
  package func sql(_ text: String) throws(ConnectorError) -> RawSQLResult {
    tables = [:]
    return try session.runSQL(RawSQLCall(sql: text), context: CallContext())
  }

  package func table(_ name: String) throws(ConnectorError) -> TableDescription {
    if tables.isEmpty {
      for table in try session.describe(DescribeCall()).tables { tables[table.name.name] = table }
    }
    guard let table = tables[name] else { throw ConnectorError(.internal, message: "no table \(name)") }
    return table
  }

  package func column(_ table: String, _ name: String) throws(ConnectorError) -> Column {
    guard let column = try self.table(table).columns.first(where: { $0.name == name }) else {
      throw ConnectorError(.internal, message: "no column \(table).\(name)")
    }
    return Column(name: name, type: column.type)
  }

  package func columns(_ table: String, _ names: [String]) throws(ConnectorError) -> [Column] {
    var columns: [Column] = []
    for name in names { columns.append(try column(table, name)) }
    return columns
  }

  /// Fields that show columns under their own names.
  package func fields(_ table: String, _ names: [String]) throws(ConnectorError) -> [Field] {
    try columns(table, names).map { Field($0.name, .column($0, path: nil)) }
  }

  /// `column operator value` with the value in a slot.
  package func comparison(_ table: String, _ name: String, _ operator: String, _ slot: Slot) throws(ConnectorError) -> Filter {
    let column = try column(table, name)
    let isList = `operator` == "_in" || `operator` == "_nin"
    return .comparison(
      Operand(column), operator: `operator`, isList ? .list(slot, column.type) : .value(slot, column.type))
  }

  /// Terms that order by columns, e.g. for answers with one right order.
  package func order(_ table: String, _ names: [String]) throws(ConnectorError) -> [OrderTerm] {
    try columns(table, names).map { OrderTerm(.column($0)) }
  }

  /// The answer of a plain query as text.
  package func run(_ query: Query, _ parameters: [Parameter] = []) throws(ConnectorError) -> String {
    String(decoding: try chunk(query, parameters).json, as: UTF8.self)
  }

  package func chunk(_ query: Query, _ parameters: [Parameter], keys: KeyColumns = KeyColumns()) throws(ConnectorError) -> RowChunk {
    let answer = Answer()
    try session.compile(query).run(parameters: parameters, keys: keys, context: CallContext(), into: answer)
    return answer.takeChunk()
  }

  /// The rows that a lookup finds for each key tuple, as texts.
  package func lookup(
    _ query: Query, _ tuples: [[String]], _ parameters: [Parameter] = []
  ) throws(ConnectorError) -> [[String]] {
    let chunk = try chunk(query, parameters, keys: Self.keys(tuples))
    var found = [[String]](repeating: [], count: tuples.count)
    var start = 0
    for (ordinal, end) in zip(chunk.ordinals, chunk.rowEnds) {
      found[Int(ordinal)].append(String(decoding: chunk.json[start..<Int(end)], as: UTF8.self))
      start = Int(end)
    }
    return found
  }

  package static func keys(_ tuples: [[String]]) -> KeyColumns {
    guard let width = tuples.first?.count else { return KeyColumns() }
    var columns = [KeyColumn](repeating: KeyColumn(), count: width)
    for tuple in tuples {
      for (index, value) in tuple.enumerated() {
        columns[index].bytes += Array(value.utf8)
        columns[index].ends.append(UInt32(columns[index].bytes.count))
      }
    }
    return KeyColumns(columns: columns, count: tuples.count)
  }

  /// A lookup by one column that shows another one.
  package func lookup(
    _ table: String, by name: String, sent: CanonicalType, collated: Bool = false, show: String, _ keys: [String]
  ) throws(ConnectorError) -> [[String]] {
    let query = Query(
      selection: Selection(
        from: .table(try self.table(table).name), order: try order(table, [show]), shape: .rows(try fields(table, [show]))),
      keys: [LookupKey(column: try column(table, name), sent: sent, usesTargetCollation: collated)])
    return try lookup(query, keys.map { [$0] }).map { rows in
      rows.map { row in
        guard let value = (try? JSON(parsing: row))?[show] else { return row }
        return value.stringValue ?? value.text
      }
    }
  }

  /// All rows of a table, ordered by a column, as a parsed JSON array.
  package func rows(_ table: String, _ names: [String], orderedBy first: String) throws(ConnectorError) -> String {
    try run(
      Query(
        selection: Selection(
          from: .table(try self.table(table).name), order: try order(table, [first]), shape: .rows(try fields(table, names)))))
  }
}
