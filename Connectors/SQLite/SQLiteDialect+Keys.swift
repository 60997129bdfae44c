import ConnectorProtocol
import JSON
import SQLConnector

extension SQLiteDialect {
  func keyForm(sent: CanonicalType, column: Column, usesTargetCollation: Bool) throws(ConnectorError) -> SQLKeyForm {
    let target = column.type.canonical
    guard Self.isLossless(sent, target) else {
      throw ConnectorError(
        .user, code: "not-supported",
        message: "values of type \(sent) cannot be compared with column \"\(column.name)\" of type \(column.type.native)")
    }
    var form = form(of: column.type)
    if target == .text, column.type.collation != nil, !usesTargetCollation {
      // The column's collation finds rows through the index; equal bytes decide.
      form.equalities.append(SQLKeyEquality(column: { .postfix($0, "COLLATE BINARY") }))
    }
    // A uuid's canonical text is in lower case; another spelling of it in a text column of another engine is another text.
    if sent != .uuid, target == .uuid {
      let admit = form.admit
      form.admit = { text, out in !text.contains { $0 >= 0x41 && $0 <= 0x5A } && admit(text, &out) }
    }
    return form
  }

  /// Whether equal canonical texts mean equal values, and unequal ones unequal values.
  private static func isLossless(_ sent: CanonicalType, _ target: CanonicalType) -> Bool {
    switch (sent, target) {
    case (.int16, .int64), (.int32, .int64), (.int64, .int64), (.numeric, .int64), (.numeric, .numeric), (.int16, .numeric),
      (.int32, .numeric), (.int64, .numeric):
      true
    case (.int16, .float64), (.int32, .float64), (.float32, .float64), (.float64, .float64): true
    case (.text, .text), (.enumeration, .text), (.uuid, .text), (.text, .uuid), (.enumeration, .uuid): true
    default: sent == target && ![.json, .geometry, .opaque].contains(sent)
    }
  }

  /// Values that this engine printed itself, compared by its own rules.
  func localKeyForm(parent: Column, child: Column) throws(ConnectorError) -> SQLKeyForm {
    if Self.isLossless(parent.type.canonical, child.type.canonical) { return form(of: child.type) }
    // Without a declared type a text may stand for a number as well.
    return SQLKeyForm(
      type: "", admit: SQLKeyCheck.textWithoutNUL,
      match: { column, key in
        let number = SQLExpression.cast(key, to: "NUMERIC")
        return .or([.infix(column, "=", key), .and([.infix(column, "=", number), .infix(.cast(number, to: "TEXT"), "=", key)])])
      })
  }

  /// json_each makes doubles of integers from 2^63 on, so such keys are not sent, and cuts texts at NUL, so those are sent escaped.
  private func form(of type: ColumnType) -> SQLKeyForm {
    switch type.canonical {
    case .boolean: SQLKeyForm(type: "", isNumber: true, isBytewise: true, admit: Self.boolean)
    case .int16, .int32, .int64: SQLKeyForm(type: "", isNumber: true, isBytewise: true, admit: SQLKeyCheck.integer)
    case .numeric, .float32, .float64: SQLKeyForm(type: "", isNumber: true, admit: Self.number)
    case .date: SQLKeyForm(type: "", isBytewise: true, admit: SQLKeyCheck.date)
    case .time: SQLKeyForm(type: "", admit: SQLKeyCheck.time)
    case .timestamp:
      SQLiteMoments(function: "joinery_timestamp").keyForm
    case .timestampWithTimeZone:
      SQLiteMoments(function: "joinery_instant").keyForm
    case .uuid:
      // Stored in either case.
      SQLKeyForm(
        type: "", admit: SQLKeyCheck.uuid, equalities: [SQLKeyEquality(column: { .call("lower", [$0]) })],
        match: { column, key in .or([.infix(column, "=", key), .infix(column, "=", .call("upper", [key]))]) },
        narrowing: { column, key, ofAll in
          .or([.infix(column, "IN", ofAll(key)), .infix(column, "IN", ofAll(.call("upper", [key])))])
        })
    case .bytes: SQLKeyForm(type: "", equalities: [SQLKeyEquality(key: { .call("joinery_unhex", [$0]) })])
    case .text where !SQLiteColumnType.keepsTexts(type.native):
      // `7` is stored as a number, and the text `007` would be compared as one: the bytes decide.
      SQLKeyForm(
        type: Self.escapedText, admit: Self.text,
        equalities: [SQLKeyEquality(), SQLKeyEquality(column: { .cast($0, to: "TEXT") })])
    default: SQLKeyForm(type: Self.escapedText, admit: Self.text)
    }
  }

  /// Whether a list of such values is written escaped.
  func isEscaped(_ type: ColumnType) -> Bool { form(of: type).type == Self.escapedText }

  /// The type of keys that `joinery_text` reads.
  private static let escapedText = "text"

  private static let text: @Sendable (UnsafeRawBufferPointer, inout ByteWriter) -> Bool = { text, out in
    EscapedText.write(text, into: &out)
    return true
  }

  private static let boolean: @Sendable (UnsafeRawBufferPointer, inout ByteWriter) -> Bool = { text, out in
    guard text.elementsEqual("true".utf8) || text.elementsEqual("false".utf8) else { return false }
    out.append(text.count == 4 ? UInt8(ascii: "1") : UInt8(ascii: "0"))
    return true
  }

  /// A number that a 64-bit integer or a double holds exactly: SQLite has nothing else to compare it with.
  private static let number: @Sendable (UnsafeRawBufferPointer, inout ByteWriter) -> Bool = { text, out in
    if SQLKeyCheck.integer(text, &out) { return true }
    let literal = String(decoding: text, as: UTF8.self)
    guard let asked = JSONNumber(text: literal), let value = Double(literal), value.isFinite else { return false }
    guard let held = RealText.decimal(value), JSONNumber(text: held) == asked else { return false }
    out.append(contentsOf: literal)
    return true
  }

  /// One column: `[1,2]`. Several: `[[1,"a"],[2,"b"]]`, taken apart by position.
  func keySource(_ forms: [SQLKeyForm], of set: SQLKeySet?, as alias: String) -> SQLExpression {
    let columns = forms.indices.map { index in
      let value = forms.count == 1 ? "value" : "json_extract(value, '$[\(index)]')"
      return (forms[index].type == Self.escapedText ? "joinery_text(\(value))" : value) + " AS k\(index)"
    }.joined(separator: ", ")
    return .sequence([
      .verbatim("(SELECT key AS ord, \(columns) FROM json_each("),
      .parameter(SQLParameter(.keyTuples(of: set), type: ColumnType(native: "json", canonical: .json))), .verbatim(")) AS \(quote(alias))"),
    ])
  }

  func write(_ keys: SQLKeyTuples, column: Int?, into bytes: inout ByteWriter) {
    guard keys.columnCount == 1 else { return keys.writeJSON(into: &bytes) }
    bytes.append(UInt8(ascii: "["))
    for tuple in 0..<keys.count {
      if tuple > 0 { bytes.append(UInt8(ascii: ",")) }
      keys.withValue(tuple, 0) { value in
        if keys.areNumbers[0] { bytes.append(contentsOf: value) } else { bytes.appendJSONString(value) }
      }
    }
    bytes.append(UInt8(ascii: "]"))
  }

  func write(_ value: String, as type: ColumnType, into bytes: inout ByteWriter) throws(ConnectorError) {
    switch type.canonical {
    case .boolean:
      guard value == "true" || value == "false" else { throw InvalidInput.error(value, type) }
      bytes.append(value == "true" ? UInt8(ascii: "1") : UInt8(ascii: "0"))
    case .int16, .int32, .int64:
      guard Int64(value) != nil else { throw InvalidInput.error(value, type) }
      bytes.append(contentsOf: value)
    case .numeric, .float32, .float64:
      guard JSONNumber(text: value) != nil else { throw InvalidInput.error(value, type) }
      bytes.append(contentsOf: value)
    case .bytes:
      guard let decoded = Hexadecimal.bytes(of: value.utf8) else { throw InvalidInput.error(value, type) }
      bytes.append(contentsOf: decoded)
    default:
      try check(value, type)
      bytes.append(contentsOf: value)
    }
  }

  /// Texts with a form: SQLite itself would take any.
  private func check(_ value: String, _ type: ColumnType) throws(ConnectorError) {
    let admits: (UnsafeRawBufferPointer, inout ByteWriter) -> Bool
    switch type.canonical {
    case .uuid: admits = SQLKeyCheck.uuid
    case .date: admits = SQLKeyCheck.date
    case .time: admits = SQLKeyCheck.time
    case .timestamp, .timestampWithTimeZone: admits = SQLiteTimestamp.write
    default: return
    }
    var text = value
    var ignored = ByteWriter(capacity: 40)
    guard text.withUTF8({ admits(UnsafeRawBufferPointer($0), &ignored) }) else { throw InvalidInput.error(value, type) }
  }

  /// A JSON array. Numbers that SQLite cannot hold are left out: they equal nothing.
  func write(_ list: [String?], of type: ColumnType, into bytes: inout ByteWriter) throws(ConnectorError) {
    let form = form(of: type)
    var one = ByteWriter(capacity: 64)
    var isFirst = true
    bytes.append(UInt8(ascii: "["))
    for value in list {
      one.removeAll()
      if let value { try check(value, type) }
      if let value, form.isNumber {
        try write(value, as: type, into: &one)
        one.removeAll()
        var text = value
        guard text.withUTF8({ form.admit(UnsafeRawBufferPointer($0), &one) }) else { continue }
      }
      if !isFirst { bytes.append(UInt8(ascii: ",")) }
      isFirst = false
      guard let value else {
        bytes.append("null")
        continue
      }
      if form.isNumber {
        one.withBytes { bytes.append(contentsOf: $0) }
      } else {
        bytes.appendJSONString(form.type == Self.escapedText ? EscapedText.escaped(value) : value)
      }
    }
    bytes.append(UInt8(ascii: "]"))
  }
}
