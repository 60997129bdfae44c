import ConnectorProtocol
import JSON
import SQLConnector

extension PostgresDialect {
  func keySource(_ forms: [SQLKeyForm], of set: SQLKeySet?, as alias: String) -> SQLExpression {
    var pieces: [SQLExpression] = [.verbatim("unnest(")]
    for (index, form) in forms.enumerated() {
      if index > 0 { pieces.append(.verbatim(", ")) }
      pieces += [argument(index, of: set), .verbatim("::\(form.type)[]")]
    }
    let names = forms.indices.map { quote("k\($0)") } + [quote("ord")]
    pieces.append(.verbatim(") WITH ORDINALITY AS \(quote(alias))(\(names.joined(separator: ", ")))"))
    return .sequence(pieces)
  }

  func matchesAny(_ column: SQLExpression, _ form: SQLKeyForm) -> SQLExpression? {
    .infix(column, "=", .sequence([.verbatim("ANY("), argument(0, of: nil), .verbatim("::\(form.type)[])")]))
  }

  private func argument(_ column: Int, of set: SQLKeySet?) -> SQLExpression {
    .parameter(SQLParameter(.keyColumn(column, of: set), type: ColumnType(native: "", canonical: .opaque)))
  }

  func localKeyForm(parent: Column, child: Column) throws(ConnectorError) -> SQLKeyForm {
    let (from, to) = (parent.type.canonical, child.type.canonical)
    if PostgresType.isInteger(from), PostgresType.isInteger(to) { return integerForm(to) }
    let type = PostgresType.base(parent.type.native)
    let isBytewise =
      from == to
      && (from == .uuid || from == .boolean || from == .date
        || (PostgresType.isPlainText(parent.type) && PostgresType.isPlainText(child.type)))
    return SQLKeyForm(type: type, isBytewise: isBytewise)
  }

  /// Integers of the column's own width, so that its index serves; a key out of its range matches nothing.
  private func integerForm(_ target: CanonicalType) -> SQLKeyForm {
    let (type, range): (String, ClosedRange<Int>) =
      switch target {
      case .int16: ("smallint", Int(Int16.min)...Int(Int16.max))
      case .int32: ("integer", Int(Int32.min)...Int(Int32.max))
      default: ("bigint", Int.min...Int.max)
      }
    return SQLKeyForm(type: type, isNumber: true, isBytewise: true) { text, out in
      guard let value = SQLKeyCheck.integerValue(of: text), range.contains(value) else { return false }
      out.append(value)
      return true
    }
  }

  func keyForm(sent: CanonicalType, column: Column, usesTargetCollation: Bool) throws(ConnectorError) -> SQLKeyForm {
    let target = column.type.canonical
    switch (sent, target) {
    case (.int16, .int16), (.int16, .int32), (.int16, .int64), (.int32, .int16), (.int32, .int32), (.int32, .int64), (.int64, .int16),
      (.int64, .int32), (.int64, .int64), (.numeric, .int16), (.numeric, .int32), (.numeric, .int64):
      return integerForm(target)
    case (.int16, .numeric), (.int32, .numeric), (.int64, .numeric), (.numeric, .numeric):
      return SQLKeyForm(type: "numeric", isNumber: true, admit: SQLKeyCheck.decimal)
    case (.uuid, .uuid): return SQLKeyForm(type: "uuid", isBytewise: true, admit: SQLKeyCheck.uuid)
    case (.text, .uuid), (.enumeration, .uuid):
      return SQLKeyForm(type: "uuid", isBytewise: true) { text, out in
        // A uuid's canonical text is in lower case: another spelling of it is another text, from either side.
        !text.contains { $0 >= 0x41 && $0 <= 0x5A } && SQLKeyCheck.uuid(text, &out)
      }
    case (.text, .text), (.uuid, .text), (.enumeration, .text): return textForm(column, usesTargetCollation)
    case (.text, .enumeration), (.enumeration, .enumeration), (.uuid, .enumeration):
      return SQLKeyForm(type: "text", admit: SQLKeyCheck.textWithoutNUL, equalities: [SQLKeyEquality(column: { .cast($0, to: "text") })])
    default: return try sameForm(sent, column)
    }
  }

  /// Types that only match themselves.
  private func sameForm(_ sent: CanonicalType, _ column: Column) throws(ConnectorError) -> SQLKeyForm {
    switch (sent, column.type.canonical) {
    case (.boolean, .boolean): return SQLKeyForm(type: "boolean", admit: SQLKeyCheck.boolean)
    case (.date, .date): return SQLKeyForm(type: "date", isBytewise: true, admit: SQLKeyCheck.date)
    case (.time, .time): return SQLKeyForm(type: "time", admit: SQLKeyCheck.timeOfMicroseconds)
    case (.timeWithTimeZone, .timeWithTimeZone): return SQLKeyForm(type: "timetz", admit: SQLKeyCheck.timeOfMicroseconds)
    case (.timestamp, .timestamp): return SQLKeyForm(type: "timestamp", admit: SQLKeyCheck.timestampOfMicroseconds)
    case (.timestampWithTimeZone, .timestampWithTimeZone):
      return SQLKeyForm(type: "timestamptz", admit: SQLKeyCheck.timestampOfMicroseconds)
    // As doubles, a real's 0.1 and the text 0.1 are not equal.
    case (.float32, .float32): return SQLKeyForm(type: "real", admit: Self.float)
    case (.float32, .float64), (.float64, .float32), (.float64, .float64):
      return SQLKeyForm(type: "double precision", admit: Self.float)
    case (.bytes, .bytes): return SQLKeyForm(type: "bytea", admit: Self.hexadecimal)
    default:
      throw ConnectorError(
        .user, code: "invalid-configuration",
        message: "values of type \(sent) cannot be matched with column \"\(column.name)\" of type \(column.type.native)")
    }
  }

  /// Text equals text byte by byte, unless the column's own collation is asked for. A column whose type or collation finds more than that
  /// is found through its index first and checked by bytes then.
  private func textForm(_ column: Column, _ usesTargetCollation: Bool) -> SQLKeyForm {
    if PostgresType.isPlainText(column.type) { return SQLKeyForm(type: "text", isBytewise: true, admit: SQLKeyCheck.textWithoutNUL) }
    let type = PostgresType.base(column.type.native)
    let isPadded = type == "bpchar"
    let found = SQLKeyEquality(key: { .cast($0, to: type) })
    let isSame = SQLKeyEquality(column: { column in
      // A cast of a padded type to text drops the padding; concat keeps it.
      .postfix(isPadded ? .call("concat", [column]) : .cast(column, to: "text"), "COLLATE \"C\"")
    })
    return SQLKeyForm(
      type: "text", admit: SQLKeyCheck.textWithoutNUL, equalities: usesTargetCollation ? [found] : [found, isSame])
  }

  private static let float: @Sendable (UnsafeRawBufferPointer, inout ByteWriter) -> Bool = { text, out in
    let isNumber = text.allSatisfy { ($0 >= 0x30 && $0 <= 0x39) || "+-.eE".utf8.contains($0) } && text.contains { $0 >= 0x30 && $0 <= 0x39 }
    let isSpecial = ["NaN", "Infinity", "-Infinity"].contains { text.elementsEqual($0.utf8) }
    guard isSpecial || (isNumber && Double(String(decoding: text, as: UTF8.self)).map { $0.isFinite } == true) else { return false }
    out.append(contentsOf: text)
    return true
  }

  private static let hexadecimal: @Sendable (UnsafeRawBufferPointer, inout ByteWriter) -> Bool = { text, out in
    guard text.count >= 2, text.count % 2 == 0, text[0] == UInt8(ascii: "\\"), text[1] == UInt8(ascii: "x") else { return false }
    let isHexadecimal = text.dropFirst(2).allSatisfy { ($0 >= 0x30 && $0 <= 0x39) || ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x66) }
    guard isHexadecimal else { return false }
    out.append(contentsOf: text)
    return true
  }
}
