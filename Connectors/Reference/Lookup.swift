import ConnectorKit
import ConnectorProtocol
import JSON

/// The rows of a lookup, per key tuple.
///
/// Keys and cells meet in a common form that depends on both types; a key that has no such form equals nothing.
struct Lookup {
  private let query: Query
  private let keys: KeyColumns
  private let evaluation: Evaluation

  init(_ query: Query, _ keys: KeyColumns, _ evaluation: Evaluation) throws(ConnectorError) {
    guard keys.columns.count == query.keys.count else {
      throw ConnectorError(
        .internal, code: "protocol", message: "a lookup by \(query.keys.count) columns has \(keys.columns.count) columns of keys")
    }
    for key in query.keys { try key.requireMatchable() }
    self.query = query
    self.keys = keys
    self.evaluation = evaluation
  }

  /// Writes the answer: rows labelled with their key's ordinal, or one aggregate object per ordinal.
  func write(with writer: SelectionWriter, shiftingOrdinalsBy shift: UInt32) throws(ConnectorError) {
    let candidates = try candidates()
    for ordinal in 0..<keys.count {
      let tuple = tuple(ordinal)
      let rows = try evaluation.select(tuple.flatMap { candidates[$0] } ?? [], query.selection)
      let label = UInt32(ordinal) + shift
      switch query.selection.shape {
      case .rows(let fields): for row in rows { try write(row, fields, label, writer) }
      case .firstRow(let fields): if let row = rows.first { try write(row, fields, label, writer) }
      case .aggregate:
        try writer.write(rows, as: query.selection.shape)
        try writer.answer.endRow(ordinal: label)
      }
    }
  }

  private func write(_ row: Row, _ fields: [Field], _ label: UInt32, _ writer: SelectionWriter) throws(ConnectorError) {
    try writer.write(row, fields)
    try writer.answer.endRow(ordinal: label)
  }

  /// All rows by what they can be found under.
  private func candidates() throws(ConnectorError) -> [[KeyForm]: [Row]] {
    var result: [[KeyForm]: [Row]] = [:]
    for row in try evaluation.rows(of: query.selection.from) {
      var forms: [KeyForm] = []
      for key in query.keys {
        if let form = KeyForm(cell: try row.actual(key.column.name), key) { forms.append(form) }
      }
      if forms.count == query.keys.count { result[forms, default: []].append(row) }
    }
    return result
  }

  private func tuple(_ ordinal: Int) -> [KeyForm]? {
    var forms: [KeyForm] = []
    for (index, column) in keys.columns.enumerated() {
      let start = ordinal == 0 ? 0 : Int(column.ends[ordinal - 1])
      let text = String(decoding: column.bytes[start..<Int(column.ends[ordinal])], as: UTF8.self)
      guard let form = KeyForm(key: text, query.keys[index]) else { return nil }
      forms.append(form)
    }
    return forms
  }
}

/// What is compared when a key meets a column.
enum KeyForm: Hashable {
  case number(JSONNumber)
  case double(Double)
  case boolean(Bool)
  /// Everything that is compared as its canonical text, byte by byte.
  case text([UInt8])

  /// The form of a key, as its text was sent; nil if the column cannot hold it.
  init?(key text: String, _ key: LookupKey) {
    // A uuid's canonical text is in lower case: another spelling of it is another text.
    let isUUID = key.column.type.canonical == .uuid || key.sent == .uuid
    if isUUID, let uuid = Cell(text, .uuid), uuid.canonicalText != text { return nil }
    guard let cell = Cell(text, key.sent) else { return nil }
    // A double that no float32 is.
    if key.column.type.canonical == .float32, key.sent == .float64, let double = cell.double, !double.isNaN, Double(Float(double)) != double
    {
      return nil
    }
    self.init(cell, key)
  }

  /// The form of a column's value; nil if it is null.
  init?(cell: Cell, _ key: LookupKey) { self.init(cell, key) }

  private init?(_ cell: Cell, _ key: LookupKey) {
    switch cell {
    case .null, .json: return nil
    // Integral decimals meet integers; what is out of a column's range meets nothing, because no value of the column is.
    case .number(let number): self = .number(number)
    case .double(let double): self = .double(double)
    case .boolean(let value): self = .boolean(value)
    case .text(let bytes):
      self = .text(key.usesTargetCollation && key.column.type.collation != nil ? bytes.map(Self.lowercase) : bytes)
    }
  }

  /// The reference connector's one collation ignores the case of ASCII letters.
  private static func lowercase(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
}
