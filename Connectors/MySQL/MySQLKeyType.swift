import ConnectorProtocol
import JSON
import SQLConnector

/// How values travel in a JSON array to a column of `JSON_TABLE`, so that none is changed on the way.
///
/// The column's type is wider than the target's (never `INT`, never `VARCHAR(3)`): MariaDB would saturate or cut a value to fit, and the changed
/// value might match.
struct MySQLKeyType {
  /// The type of the column of `JSON_TABLE`.
  let name: String
  let isNumber: Bool
  /// The value as it is compared with the target column.
  let value: @Sendable (SQLExpression) -> SQLExpression
  /// Writes a canonical text as `JSON_TABLE` shall read it, or returns false if no value of the target can be equal to it.
  let admit: @Sendable (UnsafeRawBufferPointer, inout ByteWriter) -> Bool

  private static let utf8 = "LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"

  private init(
    _ name: String, isNumber: Bool = false, value: @escaping @Sendable (SQLExpression) -> SQLExpression = { $0 },
    admit: @escaping @Sendable (UnsafeRawBufferPointer, inout ByteWriter) -> Bool
  ) {
    self.name = name
    self.isNumber = isNumber
    self.value = value
    self.admit = admit
  }

  /// The way to a column of `type`.
  init(listOf type: ColumnType) {
    switch type.canonical {
    case .boolean: self.init("BIGINT", isNumber: true, admit: Self.boolean)
    case .int16, .int32, .int64: self.init("BIGINT", isNumber: true, admit: SQLKeyCheck.integer)
    case .numeric(precision: 20?, scale: 0?) where !type.native.lowercased().hasPrefix("dec"):
      self.init("BIGINT UNSIGNED", isNumber: true, admit: Self.unsigned)
    case .numeric(_, let scale):
      let scale = scale ?? 0
      self.init("DECIMAL(65,\(scale))", admit: { Self.decimal($0, scale: scale, into: &$1) })
    // A FLOAT compared with a DOUBLE is widened, and 0.1 is not 0.1 then.
    case .float32: self.init("DOUBLE", value: { .cast($0, to: "FLOAT") }, admit: Self.double)
    case .float64: self.init("DOUBLE", admit: Self.double)
    case .date: self.init("DATE", admit: SQLKeyCheck.date)
    case .time: self.init("TIME(6)", admit: { MySQLTime.write(time: $0, into: &$1) })
    case .timestamp: self.init("DATETIME(6)", admit: { MySQLTime.write(timestamp: $0, into: &$1) })
    case .timestampWithTimeZone: self.init("DATETIME(6)", admit: { MySQLTime.write(instant: $0, into: &$1) })
    case .bytes: self.init(Self.utf8, value: { .call("UNHEX", [$0]) }, admit: Self.hexadecimal)
    case .uuid: self.init(Self.utf8, value: { .cast($0, to: "UUID") }, admit: SQLKeyCheck.uuid)
    case .text, .enumeration: self.init(Self.utf8, value: { Self.text($0, in: type.collation) }, admit: SQLKeyCheck.any)
    case .json, .array, .geometry, .opaque, .interval, .timeWithTimeZone: self.init(Self.utf8, admit: SQLKeyCheck.any)
    }
  }

  /// A text in the character set and the collation of the target, so that its index serves; what the character set lacks becomes `?`.
  private static func text(_ value: SQLExpression, in collation: String?) -> SQLExpression {
    guard let collation else { return value }
    let characterSet = characterSet(of: collation)
    let converted = characterSet == "utf8mb4" ? value : .sequence([.verbatim("CONVERT("), value, .verbatim(" USING \(characterSet))")])
    return .sequence([converted, .verbatim(" COLLATE \(collation)")])
  }

  /// A collation's name starts with the name of its character set.
  static func characterSet(of collation: String) -> String { String(collation.prefix { $0 != "_" }) }

  private static func boolean(_ text: UnsafeRawBufferPointer, _ out: inout ByteWriter) -> Bool {
    if text.elementsEqual("true".utf8) {
      out.append(UInt8(ascii: "1"))
    } else if text.elementsEqual("false".utf8) {
      out.append(UInt8(ascii: "0"))
    } else {
      return false
    }
    return true
  }

  private static func unsigned(_ text: UnsafeRawBufferPointer, _ out: inout ByteWriter) -> Bool {
    let whole = text.prefix { $0 != UInt8(ascii: ".") }
    guard text[whole.endIndex...].dropFirst().allSatisfy({ $0 == 0x30 }), let value = UInt64(String(decoding: whole, as: UTF8.self)) else {
      return false
    }
    out.append(contentsOf: String(value))
    return true
  }

  /// A number with no more digits than the column of `JSON_TABLE` has: anything beyond would be rounded.
  private static func decimal(_ text: UnsafeRawBufferPointer, scale: Int, into out: inout ByteWriter) -> Bool {
    var (whole, fraction, zeros, sawPoint) = (0, 0, 0, false)
    for (index, byte) in text.enumerated() {
      switch byte {
      case UInt8(ascii: "-") where index == 0, UInt8(ascii: "+") where index == 0: continue
      case UInt8(ascii: ".") where !sawPoint: sawPoint = true
      case UInt8(ascii: "0") where sawPoint: zeros += 1
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        if sawPoint {
          fraction += zeros + 1
          zeros = 0
        } else {
          whole += 1
        }
      default: return false
      }
    }
    guard whole + fraction + zeros > 0, fraction <= scale, whole <= 65 - scale else { return false }
    out.append(contentsOf: text)
    return true
  }

  private static func double(_ text: UnsafeRawBufferPointer, _ out: inout ByteWriter) -> Bool {
    guard let value = Double(String(decoding: text, as: UTF8.self)), value.isFinite else { return false }
    out.append(contentsOf: value.description)
    return true
  }

  /// `\x0a1b` without the prefix.
  private static func hexadecimal(_ text: UnsafeRawBufferPointer, _ out: inout ByteWriter) -> Bool {
    guard text.count >= 2, text.count % 2 == 0, text.starts(with: "\\x".utf8) else { return false }
    let digits = UnsafeRawBufferPointer(rebasing: text[2...])
    guard digits.allSatisfy({ ($0 >= 0x30 && $0 <= 0x39) || ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x66) }) else { return false }
    out.append(contentsOf: digits)
    return true
  }
}
