import ConnectorKit
import ConnectorProtocol
import JSON

/// Writes what selections select into an answer.
struct SelectionWriter {
  private let evaluation: Evaluation
  private let numbersAsStrings: Bool
  let answer: Answer

  init(_ evaluation: Evaluation, _ numbersAsStrings: Bool, _ answer: Answer) {
    self.evaluation = evaluation
    self.numbersAsStrings = numbersAsStrings
    self.answer = answer
  }

  /// Writes the selection of a plain query.
  func writeRoot(_ selection: Selection) throws(ConnectorError) {
    let rows = try evaluation.select(try evaluation.rows(of: selection.from), selection)
    if case .rows(let fields) = selection.shape {
      try writeArray(rows, fields) { () throws(ConnectorError) in try answer.endRow() }
    } else {
      try write(rows, as: selection.shape)
      try answer.endRow()
    }
  }

  /// Writes rows as their shape says.
  func write(_ rows: [Row], as shape: Shape) throws(ConnectorError) {
    switch shape {
    case .rows(let fields): try writeArray(rows, fields) { () throws(ConnectorError) in try answer.flushInsideRow() }
    case .firstRow(let fields):
      if let row = rows.first { try write(row, fields) } else { answer.json.append("null") }
    case .aggregate(let fields):
      try writeObject(fields, alias: \.alias) { field throws(ConnectorError) in
        switch field.value {
        case .constant(let json): answer.json.append(contentsOf: json)
        case .summary(let fields): try writeSummary(rows, fields)
        case .nodes(let fields, let limit):
          let kept = try evaluation.count(limit).map { Array(rows.prefix($0)) } ?? rows
          try writeArray(kept, fields) { () throws(ConnectorError) in try answer.flushInsideRow() }
        }
      }
    }
  }

  private func writeArray(
    _ rows: [Row], _ fields: [Field], afterEach: () throws(ConnectorError) -> Void
  ) throws(ConnectorError) {
    answer.json.append(UInt8(ascii: "["))
    for (index, row) in rows.enumerated() {
      if index > 0 { answer.json.append(UInt8(ascii: ",")) }
      try write(row, fields)
      try afterEach()
    }
    answer.json.append(UInt8(ascii: "]"))
  }

  /// Writes a row as an object.
  func write(_ row: Row, _ fields: [Field]) throws(ConnectorError) {
    try writeObject(fields, alias: \.alias) { field throws(ConnectorError) in
      switch field.value {
      case .constant(let json): answer.json.append(contentsOf: json)
      case .column(let column, let path): try write(try row.value(column.name), column.type.canonical, path)
      case .masked(let mask, let path): try write(try evaluation.value(of: mask, in: row), mask.column.type.canonical, path)
      case .computed: throw ConnectorError.noFunctions
      case .related(let pairs, let selection):
        let related = try evaluation.rows(of: selection.from, relatedTo: row, by: pairs)
        try write(try evaluation.select(related, selection), as: selection.shape)
      case .remote(let use, let keys): try place(use, keys, of: row)
      }
    }
  }

  private func place(_ use: Int, _ keys: [RowValue], of row: Row) throws(ConnectorError) {
    answer.place(use: use, columnCount: keys.count)
    for key in keys {
      let cell = try row.actual.value(key)
      if cell.isNull {
        answer.key(nil)
      } else {
        var text = cell.canonicalText
        text.withUTF8 { answer.key(UnsafeRawBufferPointer($0)) }
      }
    }
  }

  private func write(_ cell: Cell, _ type: CanonicalType, _ path: Slot?) throws(ConnectorError) {
    guard let path, case .list(let steps) = try evaluation.parameter(path), case .json(let whole) = cell else {
      return answer.json.append(cell, type, numbersAsStrings: numbersAsStrings)
    }
    var json: JSON? = whole
    for case let step? in steps { json = json?[step] ?? Int(step).flatMap { json?[$0] } }
    answer.json.append(json: json ?? .null)
  }

  private func writeSummary(_ rows: [Row], _ fields: [SummaryField]) throws(ConnectorError) {
    let aggregation = Aggregation(rows)
    try writeObject(fields, alias: \.alias) { field throws(ConnectorError) in
      switch field.value {
      case .constant(let json): answer.json.append(contentsOf: json)
      case .count(let columns, let distinct):
        let count = aggregation.count(try Aggregation.indices(columns, rows), distinct: distinct)
        answer.json.append(count, .int32, numbersAsStrings: numbersAsStrings)
      case .function(let name, let fields):
        try writeObject(fields, alias: \.alias) { field throws(ConnectorError) in
          switch field.value {
          case .constant(let json): answer.json.append(contentsOf: json)
          case .column(let column, let result):
            answer.json.append(try aggregation.function(name, column.name), result, numbersAsStrings: numbersAsStrings)
          case .computed: throw ConnectorError.noFunctions
          }
        }
      }
    }
  }

  private func writeObject<Member>(
    _ members: [Member], alias: (Member) -> String, _ writeValue: (Member) throws(ConnectorError) -> Void
  ) throws(ConnectorError) {
    answer.json.append(UInt8(ascii: "{"))
    for (index, member) in members.enumerated() {
      if index > 0 { answer.json.append(UInt8(ascii: ",")) }
      answer.json.appendJSONString(alias(member))
      answer.json.append(UInt8(ascii: ":"))
      try writeValue(member)
    }
    answer.json.append(UInt8(ascii: "}"))
  }
}
