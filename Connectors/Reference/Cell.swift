import ConnectorProtocol
import JSON

/// A value of a table.
enum Cell: Equatable {
  case null
  case boolean(Bool)
  /// All exact numbers, whatever their width.
  case number(JSONNumber)
  case double(Double)
  /// Everything that is compared as its canonical text, byte by byte.
  case text([UInt8])
  case json(JSON)

  /// The value of a canonical text; nil if the text is none of the type.
  init?(_ text: String, _ type: CanonicalType) {
    switch type {
    case .boolean:
      guard text == "true" || text == "false" else { return nil }
      self = .boolean(text == "true")
    case .int16: self.init(text, in: -0x8000...0x7FFF)
    case .int32: self.init(text, in: -0x8000_0000...0x7FFF_FFFF)
    case .int64: self.init(text, in: Int.min...Int.max)
    case .numeric:
      guard let number = JSONNumber(text: text) else { return nil }
      self = .number(number)
    case .float32, .float64:
      guard let double = Double(text) else { return nil }
      self = .double(double)
    case .uuid:
      guard let canonical = Self.canonicalUUID(text) else { return nil }
      self = .text(canonical)
    case .json, .array:
      guard let json = try? JSON(parsing: text) else { return nil }
      self = .json(json)
    default: self = .text(Array(text.utf8))
    }
  }

  private init?(_ text: String, in range: ClosedRange<Int>) {
    guard let integer = JSONNumber(text: text)?.int, range.contains(integer) else { return nil }
    self = .number(JSONNumber(integer))
  }

  /// The value of a column's JSON in the configuration.
  init?(_ json: JSON, _ type: CanonicalType) {
    switch (json, type) {
    case (.null, _): self = .null
    case (_, .json), (_, .array): self = .json(json)
    case (.bool(let value), .boolean): self = .boolean(value)
    case (.number(let number), _): self.init(number.text, type)
    case (.string(let text), _): self.init(text, type)
    default: return nil
    }
  }

  /// 32 hexadecimal digits in any of the usual spellings, in lower case with four dashes.
  private static func canonicalUUID(_ text: String) -> [UInt8]? {
    var digits: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"): digits.append(byte)
      case UInt8(ascii: "A")...UInt8(ascii: "F"): digits.append(byte | 0x20)
      case UInt8(ascii: "-"), UInt8(ascii: "{"), UInt8(ascii: "}"): continue
      default: return nil
      }
    }
    guard digits.count == 32 else { return nil }
    let dash = [UInt8(ascii: "-")]
    return Array([digits[0..<8], digits[8..<12], digits[12..<16], digits[16..<20], digits[20..<32]].joined(separator: dash))
  }

  var isNull: Bool { self == .null }

  /// The canonical text, in which values travel as keys.
  var canonicalText: String {
    switch self {
    case .null: ""
    case .boolean(let value): value ? "true" : "false"
    case .number(let number): number.text
    case .double(let double): Self.text(of: double)
    case .text(let bytes): String(decoding: bytes, as: UTF8.self)
    case .json(let json): json.text
    }
  }

  static func text(of double: Double) -> String {
    if double == double.rounded(), abs(double) < 1e15 { return String(Int(double)) }
    return double.isNaN ? "NaN" : double.isInfinite ? (double < 0 ? "-Infinity" : "Infinity") : double.description
  }

  /// The order of two values of one column, neither of them null; negative, zero or positive.
  func compare(_ other: Cell) -> Int {
    switch (self, other) {
    case (.boolean(let left), .boolean(let right)): left == right ? 0 : left ? 1 : -1
    case (.number(let left), .number(let right)): left == right ? 0 : left.double < right.double ? -1 : 1
    case (.text(let left), .text(let right)): left == right ? 0 : left.lexicographicallyPrecedes(right) ? -1 : 1
    case (.json(let left), .json(let right)): left == right ? 0 : left.text < right.text ? -1 : 1
    default:
      Self.compare(double ?? 0, other.double ?? 0)
    }
  }

  private static func compare(_ left: Double, _ right: Double) -> Int { left == right ? 0 : left < right ? -1 : 1 }

  /// The nearest double of a number.
  var double: Double? {
    switch self {
    case .number(let number): number.double
    case .double(let double): double
    default: nil
    }
  }
}

extension ByteWriter {
  /// Appends a value as the JSON of its type.
  mutating func append(_ cell: Cell, _ type: CanonicalType, numbersAsStrings: Bool) {
    let isQuoted = numbersAsStrings && type.isStringified
    switch cell {
    case .null: append("null")
    case .boolean(let value): append(value ? "true" : "false" as StaticString)
    case .number, .double:
      let text = cell.canonicalText
      if isQuoted || text.utf8.last.map({ $0 > UInt8(ascii: "9") }) == true {
        appendJSONString(text)
      } else {
        append(contentsOf: text)
      }
    case .text(let bytes): bytes.withUnsafeBytes { appendJSONString(repairing: $0) }
    case .json(let json): append(json: json)
    }
  }
}

extension CanonicalType {
  /// Whether values are written as strings when the query says so.
  fileprivate var isStringified: Bool {
    switch self {
    case .int64, .numeric, .float64: true
    default: false
    }
  }
}
