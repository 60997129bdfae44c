import CSQLite

/// A value of the current row, in the type that SQLite stored it in. Texts and blobs are valid until the next step.
enum SQLiteValue {
  case null
  case integer(Int64)
  case real(Double)
  case text(UnsafeRawBufferPointer)
  case blob(UnsafeRawBufferPointer)

  @inline(__always)
  init(_ statement: OpaquePointer, _ column: Int32) {
    switch sqlite3_column_type(statement, column) {
    case SQLITE_INTEGER: self = .integer(sqlite3_column_int64(statement, column))
    case SQLITE_FLOAT: self = .real(sqlite3_column_double(statement, column))
    case SQLITE_TEXT:
      let start = sqlite3_column_text(statement, column)
      self = .text(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, column))))
    case SQLITE_BLOB:
      let start = sqlite3_column_blob(statement, column)
      self = .blob(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, column))))
    default: self = .null
    }
  }

  /// The word of `typeof()`.
  var typeName: String {
    switch self {
    case .null: "null"
    case .integer: "integer"
    case .real: "real"
    case .text: "text"
    case .blob: "blob"
    }
  }

  /// The value as an administrator reads it.
  var printed: String? {
    switch self {
    case .null: nil
    case .integer(let value): String(value)
    case .real(let value): RealText.shortest(value)
    case .text(let bytes): String(decoding: bytes, as: UTF8.self)
    case .blob(let bytes): String(decoding: Hexadecimal.text(of: bytes), as: UTF8.self)
    }
  }
}

/// Bytes as `\x0a1b`.
enum Hexadecimal {
  static func text(of bytes: UnsafeRawBufferPointer) -> [UInt8] {
    var text = Array("\\x".utf8)
    text.reserveCapacity(bytes.count * 2 + 2)
    for byte in bytes {
      text.append(digit(byte >> 4))
      text.append(digit(byte & 15))
    }
    return text
  }

  private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? value + 0x30 : value + 0x57 }

  /// The bytes that `\x0a1b` means; nil if it is no such text.
  static func bytes(of text: some Collection<UInt8>) -> [UInt8]? {
    guard text.starts(with: "\\x".utf8), text.count % 2 == 0 else { return nil }
    var bytes: [UInt8] = []
    var rest = text.dropFirst(2)
    while !rest.isEmpty {
      guard let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) else { return nil }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    return bytes
  }
}

/// Doubles as text: the shortest that reads back as the same number.
enum RealText {
  /// As PostgreSQL writes a `float8`: whole numbers without `.0`, infinities by name.
  static func shortest(_ value: Double) -> String {
    if value.isInfinite { return value < 0 ? "-Infinity" : "Infinity" }
    var text = value.description
    if text.hasSuffix(".0") { text.removeLast(2) }
    return text
  }

  /// As ``shortest(_:)`` but without an exponent, for decimals. Nil for infinities.
  static func decimal(_ value: Double) -> String? {
    guard value.isFinite else { return nil }
    let text = shortest(value)
    guard let mark = text.firstIndex(of: "e"), let exponent = Int(text[text.index(after: mark)...].drop { $0 == "+" }) else { return text }
    let isNegative = text.hasPrefix("-")
    let mantissa = text[..<mark].drop { $0 == "-" }.split(separator: ".")
    let whole = String(mantissa.first ?? "0")
    let fraction = mantissa.count > 1 ? String(mantissa[1]) : ""
    let digits = whole + fraction
    let point = whole.count + exponent
    let plain: String
    if point <= 0 {
      plain = "0." + String(repeating: "0", count: -point) + digits
    } else if point >= digits.count {
      plain = digits + String(repeating: "0", count: point - digits.count)
    } else {
      plain = String(digits.prefix(point)) + "." + String(digits.dropFirst(point))
    }
    return (isNegative ? "-" : "") + plain
  }
}
