import CMariaDB
import ConnectorProtocol

/// How a value of a result is fetched and which canonical text it becomes.
enum MySQLValueForm: Equatable {
  case signed
  case unsigned
  case boolean
  case float
  case double
  case date
  case dateTime
  /// A `TIMESTAMP`: the session's time zone is +00:00.
  case instant
  case time
  /// `BIT(n)` as a number.
  case bits
  case bitBoolean
  /// Texts as they are.
  case text
  /// Bytes as `\x0a1b`.
  case hexadecimal

  /// The number that MySQL gives to the character set "binary".
  private static let binaryCharacterSet: UInt32 = 63

  init(field: MYSQL_FIELD, type: ColumnType?) {
    let isBoolean = type?.canonical == .boolean
    switch field.type {
    case MYSQL_TYPE_TINY, MYSQL_TYPE_SHORT, MYSQL_TYPE_INT24, MYSQL_TYPE_LONG, MYSQL_TYPE_LONGLONG, MYSQL_TYPE_YEAR:
      self = isBoolean ? .boolean : field.flags & UInt32(UNSIGNED_FLAG) != 0 ? .unsigned : .signed
    case MYSQL_TYPE_FLOAT: self = .float
    case MYSQL_TYPE_DOUBLE: self = .double
    case MYSQL_TYPE_DATE, MYSQL_TYPE_NEWDATE: self = .date
    case MYSQL_TYPE_DATETIME: self = .dateTime
    case MYSQL_TYPE_TIMESTAMP: self = .instant
    case MYSQL_TYPE_TIME: self = .time
    case MYSQL_TYPE_BIT: self = isBoolean ? .bitBoolean : .bits
    case MYSQL_TYPE_TINY_BLOB, MYSQL_TYPE_BLOB, MYSQL_TYPE_MEDIUM_BLOB, MYSQL_TYPE_LONG_BLOB, MYSQL_TYPE_STRING, MYSQL_TYPE_VAR_STRING,
      MYSQL_TYPE_VARCHAR:
      let isBytes = type.map { $0.canonical == .bytes } ?? (field.charsetnr == Self.binaryCharacterSet)
      self = isBytes ? .hexadecimal : .text
    default: self = .text
    }
  }

  var boundType: enum_field_types {
    switch self {
    case .signed, .unsigned, .boolean: MYSQL_TYPE_LONGLONG
    case .float: MYSQL_TYPE_FLOAT
    case .double: MYSQL_TYPE_DOUBLE
    case .date: MYSQL_TYPE_DATE
    case .dateTime, .instant: MYSQL_TYPE_DATETIME
    case .time: MYSQL_TYPE_TIME
    case .bits, .bitBoolean, .hexadecimal: MYSQL_TYPE_BLOB
    case .text: MYSQL_TYPE_STRING
    }
  }

  /// The size of the value's buffer; nil if values differ in length.
  var bufferSize: Int? {
    switch self {
    case .signed, .unsigned, .boolean, .float, .double, .bits, .bitBoolean: 8
    case .date, .dateTime, .instant, .time: MemoryLayout<MYSQL_TIME>.size
    case .text, .hexadecimal: nil
    }
  }

  /// Writes the value in `buffer` as text of at most 64 bytes and returns the length. `bytes` are those of a value with a length.
  func write(_ bytes: UnsafeRawBufferPointer, _ buffer: UnsafeRawPointer, into text: UnsafeMutablePointer<UInt8>) -> Int {
    switch self {
    case .signed: DigitWriter.write(buffer.load(as: Int64.self), into: text)
    case .unsigned: DigitWriter.write(buffer.load(as: UInt64.self), into: text)
    case .boolean: DigitWriter.write(buffer.load(as: Int64.self) != 0, into: text)
    case .float: DigitWriter.write(buffer.load(as: Float.self).description, into: text)
    case .double: DigitWriter.write(buffer.load(as: Double.self).description, into: text)
    case .date: TimeWriter.writeDate(buffer.load(as: MYSQL_TIME.self), into: text)
    case .dateTime: TimeWriter.writeDateTime(buffer.load(as: MYSQL_TIME.self), into: text)
    case .instant: TimeWriter.writeInstant(buffer.load(as: MYSQL_TIME.self), into: text)
    case .time: TimeWriter.writeTime(buffer.load(as: MYSQL_TIME.self), into: text)
    case .bits: DigitWriter.write(bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }, into: text)
    case .bitBoolean: DigitWriter.write(bytes.contains { $0 != 0 }, into: text)
    case .text, .hexadecimal: 0
    }
  }
}
