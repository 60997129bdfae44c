import ConnectorProtocol
import JSON
import SQLConnector

extension MySQLDialect {
  func keyForm(sent: CanonicalType, column: Column, usesTargetCollation: Bool) throws(ConnectorError) -> SQLKeyForm {
    guard Self.isLossless(sent, column.type) else {
      throw ConnectorError(
        .user, code: "not-supported",
        message: "values of type \(sent) cannot be compared with column \"\(column.name)\" of type \(column.type.native)")
    }
    var form = self.form(of: column.type)
    if column.type.canonical == .text || column.type.canonical == .enumeration, !usesTargetCollation {
      let isUTF8 = Self.isUTF8(column.type.collation)
      // The collation's own comparison finds rows through the index; equal bytes decide.
      form.equalities.append(
        SQLKeyEquality(
          column: { column in
            .cast(isUTF8 ? column : .sequence([.verbatim("CONVERT("), column, .verbatim(" USING utf8mb4)")]), to: "BINARY")
          },
          key: { .cast($0, to: "BINARY") }))
    }
    // Equal as doubles: a double that no FLOAT is would be rounded to one.
    if column.type.canonical == .float32, sent != .float32 {
      let admit = form.admit
      form.admit = { text, out in
        let value = Double(String(decoding: text, as: UTF8.self))
        return value.map { Double(Float($0)) == $0 } ?? false && admit(text, &out)
      }
    }
    // A uuid's canonical text is in lower case; another spelling of it in a text column of another engine is another text.
    if sent != .uuid, column.type.canonical == .uuid {
      let admit = form.admit
      form.admit = { text, out in !text.contains { $0 >= 0x41 && $0 <= 0x5A } && admit(text, &out) }
    }
    return form
  }

  /// Whether equal canonical texts mean equal values, and unequal ones unequal values.
  private static func isLossless(_ sent: CanonicalType, _ target: ColumnType) -> Bool {
    switch (sent, target.canonical) {
    case (.int16, .int16), (.int16, .int32), (.int16, .int64), (.int32, .int16), (.int32, .int32), (.int32, .int64), (.int64, .int16),
      (.int64, .int32), (.int64, .int64), (.numeric, .int16), (.numeric, .int32), (.numeric, .int64), (.int16, .numeric),
      (.int32, .numeric), (.int64, .numeric), (.numeric, .numeric):
      true
    case (.int16, .float64), (.int32, .float64), (.float32, .float32), (.float64, .float64), (.float32, .float64), (.float64, .float32):
      true
    case (.text, .text), (.text, .enumeration), (.enumeration, .text), (.enumeration, .enumeration), (.uuid, .text), (.text, .uuid),
      (.uuid, .enumeration), (.enumeration, .uuid):
      true
    default: sent == target.canonical && ![.json, .geometry, .opaque].contains(sent)
    }
  }

  private static func isUTF8(_ collation: String?) -> Bool {
    collation.map { MySQLKeyType.characterSet(of: $0) == "utf8mb4" } ?? true
  }

  /// Values that this engine printed itself: what the engine would find equal, found by its own comparison.
  func localKeyForm(parent: Column, child: Column) throws(ConnectorError) -> SQLKeyForm {
    let (sent, target) = (parent.type.canonical, child.type.canonical)
    if Self.isLossless(sent, child.type) { return form(of: child.type) }
    var form = form(of: parent.type)
    if sent == .text || sent == .enumeration, target != .text, target != .enumeration {
      // A text against a number or a date: the engine converts the text, whatever its collation.
      form.equalities = [SQLKeyEquality()]
    }
    form.isBytewise = false
    return form
  }

  func equals(_ child: Column, _ childValue: SQLExpression, _ parent: Column, _ parentValue: SQLExpression) -> SQLExpression {
    .infix(childValue, "=", argument(parentValue, parent.type, comparedWith: child.type, by: "_eq"))
  }

  /// Two columns of different collations cannot be compared (error 1267) until one is given the other's.
  func argument(
    _ value: SQLExpression, _ type: ColumnType, comparedWith operand: ColumnType, by operator: String
  ) -> SQLExpression {
    guard Self.isByCollation(`operator`), operand.collation != type.collation, Self.isText(operand), Self.isText(type) else { return value }
    let (own, other) = (operand.collation ?? Self.unnamed, type.collation ?? Self.unnamed)
    // The server itself prefers the bytewise collation without a name to others than bytewise ones.
    if operand.collation == nil || type.collation == nil, !own.hasSuffix("_bin") || !other.hasSuffix("_bin") { return value }
    let characterSet = MySQLKeyType.characterSet(of: own)
    let converted: SQLExpression =
      characterSet == type.collation.map(MySQLKeyType.characterSet)
      ? value : .sequence([.verbatim("CONVERT("), value, .verbatim(" USING \(characterSet))")])
    return .sequence([converted, .verbatim(" COLLATE \(own)")])
  }

  /// The collation of texts whose type names none.
  private static let unnamed = "utf8mb4_bin"

  private static func isText(_ type: ColumnType) -> Bool { type.canonical == .text || type.canonical == .enumeration }

  /// The others, patterns, have a collation of their own.
  private static func isByCollation(_ operator: String) -> Bool { ["_eq", "_neq", "_gt", "_lt", "_gte", "_lte"].contains(`operator`) }

  private func form(of type: ColumnType) -> SQLKeyForm {
    let key = MySQLKeyType(listOf: type)
    let isBoolean = type.canonical == .boolean && type.native.lowercased().hasPrefix("tinyint")
    return SQLKeyForm(
      type: key.name, isNumber: key.isNumber, isBytewise: [.int16, .int32, .int64, .date].contains(type.canonical), admit: key.admit,
      equalities: [
        SQLKeyEquality(
          // Every number but 0 is true in a tinyint(1).
          column: { isBoolean ? .infix($0, "<>", .verbatim("0")) : $0 },
          key: key.value)
      ])
  }

  func keySource(_ forms: [SQLKeyForm], of set: SQLKeySet?, as alias: String) -> SQLExpression {
    let columns = forms.enumerated().map { ", k\($0) \($1.type) PATH '$[\($0)]' ERROR ON ERROR" }.joined()
    return .sequence([
      .verbatim("JSON_TABLE("), .parameter(SQLParameter(.keyTuples(of: set), type: ColumnType(native: "json", canonical: .json))),
      .verbatim(", '$[*]' COLUMNS (ord FOR ORDINALITY\(columns))) AS \(quote(alias))"),
    ])
  }

  func write(_ value: String, as type: ColumnType, into bytes: inout ByteWriter) throws(ConnectorError) {
    switch type.canonical {
    case .text, .enumeration, .json, .opaque, .geometry, .array, .interval, .timeWithTimeZone, .time:
      bytes.append(contentsOf: value)
    case .bytes: try writeBytes(value, type, into: &bytes)
    case .numeric, .int16, .int32, .int64: try writeNumber(value, type, into: &bytes)
    default: guard admits(value, as: type, into: &bytes) else { throw InvalidInput.error(value, type) }
    }
  }

  private func admits(_ value: String, as type: ColumnType, into bytes: inout ByteWriter) -> Bool {
    var value = value
    return value.withUTF8 { MySQLKeyType(listOf: type).admit(UnsafeRawBufferPointer($0), &bytes) }
  }

  /// A number in a comparison need not fit the column: `price > 1.005` is a fair question about `decimal(10,2)`.
  private func writeNumber(_ value: String, _ type: ColumnType, into bytes: inout ByteWriter) throws(ConnectorError) {
    let isNumber = JSONNumber(text: value) != nil
    let isInteger = value.utf8.allSatisfy { ($0 >= 0x30 && $0 <= 0x39) || $0 == UInt8(ascii: "-") }
    switch type.canonical {
    case .numeric: guard isNumber else { throw InvalidInput.error(value, type) }
    default: guard isNumber, isInteger, Int64(value) != nil else { throw InvalidInput.error(value, type) }
    }
    bytes.append(contentsOf: value)
  }

  private func writeBytes(_ value: String, _ type: ColumnType, into bytes: inout ByteWriter) throws(ConnectorError) {
    let digits = Array(value.utf8.dropFirst(2))
    guard value.hasPrefix("\\x"), digits.count % 2 == 0 else { throw InvalidInput.error(value, type) }
    for index in stride(from: 0, to: digits.count, by: 2) {
      guard let byte = UInt8(String(decoding: digits[index...(index + 1)], as: UTF8.self), radix: 16) else {
        throw InvalidInput.error(value, type)
      }
      bytes.append(byte)
    }
  }

  /// A JSON array. Values that no value of the column can equal are left out: they match nothing, and negated everything.
  func write(_ list: [String?], of type: ColumnType, into bytes: inout ByteWriter) throws(ConnectorError) {
    let key = MySQLKeyType(listOf: type)
    var one = ByteWriter(capacity: 64)
    var isFirst = true
    bytes.append(UInt8(ascii: "["))
    for var value in list {
      one.removeAll()
      if let text = value { try check(text, type) }
      guard value?.withUTF8({ key.admit(UnsafeRawBufferPointer($0), &one) }) ?? true else { continue }
      if !isFirst { bytes.append(UInt8(ascii: ",")) }
      isFirst = false
      if value == nil {
        bytes.append("null")
      } else {
        one.withBytes { if key.isNumber { bytes.append(contentsOf: $0) } else { bytes.appendJSONString($0) } }
      }
    }
    bytes.append(UInt8(ascii: "]"))
  }

  /// Refuses what is no literal of the type at all.
  private func check(_ text: String, _ type: ColumnType) throws(ConnectorError) {
    switch type.canonical {
    case .int16, .int32, .int64, .numeric: guard JSONNumber(text: text) != nil else { throw InvalidInput.error(text, type) }
    case .boolean, .date, .timestamp, .timestampWithTimeZone, .uuid, .float32, .float64, .bytes:
      var ignored = ByteWriter(capacity: 64)
      guard admits(text, as: type, into: &ignored) else { throw InvalidInput.error(text, type) }
    default: break
    }
  }

  func write(_ keys: SQLKeyTuples, column: Int?, into bytes: inout ByteWriter) { keys.writeJSON(into: &bytes) }
}

extension String? {
  fileprivate mutating func withUTF8(_ body: (UnsafeBufferPointer<UInt8>) -> Bool) -> Bool? {
    guard var text = self else { return nil }
    return text.withUTF8(body)
  }
}
