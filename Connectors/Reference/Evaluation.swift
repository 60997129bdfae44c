import ConnectorProtocol

/// A row and the table it is of, so that columns are found by name.
struct Row {
  let table: ReferenceTable
  /// What is shown of the row.
  let cells: [Cell]
  private let actualCells: [Cell]

  init(table: ReferenceTable, cells: [Cell]) {
    self.table = table
    self.cells = cells
    actualCells = cells
  }

  private init(_ row: Row, showing cells: [Cell]) {
    table = row.table
    self.cells = cells
    actualCells = row.actualCells
  }

  /// The row with other cells to those who do not ask for the actual ones.
  func showing(_ cells: [Cell]) -> Row { Row(self, showing: cells) }

  /// The row as it is in the table.
  var actual: Row { Row(self, showing: actualCells) }

  func value(_ column: String) throws(ConnectorError) -> Cell { cells[try table.index(of: column)] }

  /// A column as it is in the table, shown or not: for equalities of relationships and keys, and for permissions.
  func actual(_ column: String) throws(ConnectorError) -> Cell { actualCells[try table.index(of: column)] }

  func value(_ value: RowValue) throws(ConnectorError) -> Cell {
    guard case .column(let column) = value else { throw .noFunctions }
    return try self.value(column.name)
  }
}

/// What filters and orders mean: one snapshot of the data and one list of parameters.
struct Evaluation {
  let database: Database
  private let parameters: [Parameter]
  private let keyTuples = KeyTuples()

  init(_ database: Database, _ parameters: [Parameter]) {
    self.database = database
    self.parameters = parameters
  }

  func rows(of relation: Relation) throws(ConnectorError) -> [Row] {
    if case .masked(let masked) = relation {
      var rows: [Row] = []
      for row in try filter(try self.rows(of: masked.relation), by: masked.filter) { rows.append(try self.masked(row, by: masked.masks)) }
      return rows
    }
    let table = try database.table(relation)
    return table.rows.map { Row(table: table, cells: $0) }
  }

  /// The row with null in columns that are not shown in it.
  private func masked(_ row: Row, by masks: [Mask]) throws(ConnectorError) -> Row {
    var cells = row.cells
    for mask in masks where try matches(mask.shown, row.actual) != true { cells[try row.table.index(of: mask.column.name)] = .null }
    return row.showing(cells)
  }

  /// A column of a row as a mask shows it.
  func value(of mask: Mask, in row: Row) throws(ConnectorError) -> Cell { try masked(row, by: [mask]).value(mask.column.name) }

  /// The rows that are related to `parent` by the pairs. Null is equal to nothing.
  func rows(of relation: Relation, relatedTo parent: Row, by pairs: [ColumnPair]) throws(ConnectorError) -> [Row] {
    var related = try rows(of: relation)
    for pair in pairs {
      let value = try parent.actual(pair.parent.name)
      if value.isNull { return [] }
      var kept: [Row] = []
      for row in related {
        let other = try row.actual(pair.child.name)
        if !other.isNull, value.compare(other) == 0 { kept.append(row) }
      }
      related = kept
    }
    return related
  }

  /// The rows for which the filter is true, as distinct from false and unknown.
  func filter(_ rows: [Row], by filter: Filter?, outer: [Row] = []) throws(ConnectorError) -> [Row] {
    guard let filter else { return rows }
    var kept: [Row] = []
    for row in rows where try matches(filter, row, outer: outer) == true { kept.append(row) }
    return kept
  }

  /// Whether a filter is true of a row; nil if that is unknown. `outer` are the rows around it, the nearest first.
  func matches(_ filter: Filter, _ row: Row, outer: [Row] = []) throws(ConnectorError) -> Bool? {
    switch filter {
    case .and(let filters): return try fold(filters, row, outer, decidedBy: false)
    case .or(let filters): return try fold(filters, row, outer, decidedBy: true)
    case .not(let inner): return try matches(inner, row, outer: outer).map { !$0 }
    case .isNull(let operand, let isNull): return try value(operand, row).isNull == isNull
    case .comparison(let operand, let `operator`, let argument):
      return try compare(try value(operand, row), `operator`, try values(argument, row, outer))
    case .exists(let relation, let pairs, let inner):
      let rows = try rows(of: relation, relatedTo: row, by: pairs)
      return try !self.filter(rows, by: inner, outer: [row] + outer).isEmpty
    case .masked(let masks, let inner): return try matches(inner, try masked(row, by: masks), outer: outer)
    case .aggregate(let aggregate, let `operator`, let argument):
      return try compare(try self.aggregate(aggregate, row, outer), `operator`, try values(argument, row, outer))
    case .keys(let lists): return try keyTuples.contain(row, lists, self)
    }
  }

  /// `and` is decided by false and `or` by true; else an unknown part makes the whole unknown.
  private func fold(_ filters: [Filter], _ row: Row, _ outer: [Row], decidedBy decisive: Bool) throws(ConnectorError) -> Bool? {
    var result: Bool? = !decisive
    for filter in filters {
      switch try matches(filter, row, outer: outer) {
      case decisive?: return decisive
      case nil: result = nil
      default: break
      }
    }
    return result
  }

  private func value(_ operand: Operand, _ row: Row) throws(ConnectorError) -> Cell {
    let cell = try row.value(operand.value)
    guard let cast = operand.cast, !cell.isNull else { return cell }
    return try convert(cell.canonicalText, cast)
  }

  private func convert(_ text: String, _ type: ColumnType) throws(ConnectorError) -> Cell {
    guard let cell = Cell(text, type.canonical) else {
      throw ConnectorError(.user, code: "data-exception", message: "invalid input for type \(type.native)")
    }
    return cell
  }

  private func values(_ argument: Argument, _ row: Row, _ outer: [Row]) throws(ConnectorError) -> [Cell] {
    switch argument {
    case .column(let column, 0): return [try row.actual(column.name)]
    case .column(let column, let levels):
      guard levels > 0, levels <= outer.count else {
        throw ConnectorError(.internal, code: "protocol", message: "a filter refers to a row that is not there")
      }
      return [try outer[levels - 1].actual(column.name)]
    case .value(let slot, let type): return [try text(slot).map { text throws(ConnectorError) in try convert(text, type) } ?? .null]
    case .list(let slot, let type):
      guard case .list(let texts) = try parameter(slot) else { throw wrongParameter(slot) }
      var cells: [Cell] = []
      for text in texts { cells.append(try text.map { text throws(ConnectorError) in try convert(text, type) } ?? .null) }
      return cells
    }
  }

  func parameter(_ slot: Slot) throws(ConnectorError) -> Parameter {
    guard parameters.indices.contains(slot) else { throw wrongParameter(slot) }
    return parameters[slot]
  }

  private func wrongParameter(_ slot: Slot) -> ConnectorError {
    ConnectorError(.internal, code: "protocol", message: "parameter \(slot) is missing or of another form")
  }

  private func text(_ slot: Slot) throws(ConnectorError) -> String? {
    switch try parameter(slot) {
    case .null: nil
    case .text(let text): text
    case .list: throw wrongParameter(slot)
    }
  }

  /// The number in a slot of `limit` or `offset`; nil if the slot is missing or null.
  func count(_ slot: Slot?) throws(ConnectorError) -> Int? {
    guard let slot, let text = try text(slot) else { return nil }
    guard let count = Int(text), count >= 0 else { throw wrongParameter(slot) }
    return count
  }

  private func compare(_ left: Cell, _ name: String, _ right: [Cell]) throws(ConnectorError) -> Bool? {
    switch name {
    case "_in": return isMember(left, of: right)
    case "_nin": return isMember(left, of: right).map { !$0 }
    default: break
    }
    guard let right = right.first, !left.isNull, !right.isNull else { return nil }
    switch name {
    case "_eq": return left.compare(right) == 0
    case "_neq": return left.compare(right) != 0
    case "_lt": return left.compare(right) < 0
    case "_lte": return left.compare(right) <= 0
    case "_gt": return left.compare(right) > 0
    case "_gte": return left.compare(right) >= 0
    case "_like": return LikePattern(right.canonicalText).matches(left.canonicalText)
    case "_nlike": return !LikePattern(right.canonicalText).matches(left.canonicalText)
    case "_ilike": return LikePattern(right.canonicalText.lowercased()).matches(left.canonicalText.lowercased())
    case "_nilike": return !LikePattern(right.canonicalText.lowercased()).matches(left.canonicalText.lowercased())
    default: throw ConnectorError(.unsupported, code: "unknown-operator", message: "there is no operator \(name)")
    }
  }

  private func isMember(_ left: Cell, of right: [Cell]) -> Bool? {
    if right.isEmpty { return false }
    if left.isNull { return nil }
    if right.contains(where: { !$0.isNull && left.compare($0) == 0 }) { return true }
    return right.contains(.null) ? nil : false
  }

  /// An aggregate of the rows related to `row`.
  func aggregate(_ aggregate: RelatedAggregate, _ row: Row, _ outer: [Row] = []) throws(ConnectorError) -> Cell {
    var related = try rows(of: aggregate.relation, relatedTo: row, by: aggregate.pairs)
    related = try filter(related, by: aggregate.filter, outer: [row] + outer)
    if aggregate.function == "count" {
      return Aggregation(related).count(try Aggregation.indices(aggregate.columns, related), distinct: aggregate.distinct)
    }
    guard let column = aggregate.columns.first else {
      throw ConnectorError(.internal, code: "protocol", message: "an aggregate of no column")
    }
    return try Aggregation(related).function(aggregate.function, column.name, distinct: aggregate.distinct)
  }
}

extension ConnectorError {
  /// Tables in memory have no functions; the capabilities do not promise any.
  static let noFunctions = ConnectorError(.unsupported, code: "not-supported", message: "there are no functions")
}
