/// A JSON number kept as the literal it was written as, so that no digit is ever lost.
///
/// Equality and hashing are by numeric value: `1`, `1.0` and `10e-1` are equal.
public struct JSONNumber: Sendable {
  /// The literal, a valid number by RFC 8259.
  public let text: String

  /// The number as an integer.
  public init(_ value: Int) { text = String(value) }

  /// The number written as `text`, or nil when that is not a number by RFC 8259.
  public init?(text: String) {
    var copy = text
    let isNumber = copy.withUTF8 { bytes in
      JSONScanner.endOfNumber(in: UnsafeRawBufferPointer(bytes), from: 0) == bytes.count
    }
    guard isNumber else { return nil }
    self.text = text
  }

  init(unchecked text: String) { self.text = text }

  /// The value when it is integral and fits `Int`, else nil.
  public var int: Int? {
    if let value = Int(text) { return value }
    guard let decimal = Decimal(text), decimal.exponent >= 0, decimal.exponent <= 19 else { return nil }
    return Int((decimal.isNegative ? "-" : "") + decimal.digits + String(repeating: "0", count: decimal.exponent))
  }

  /// The nearest double; infinite when the number is beyond a double's range.
  public var double: Double { Double(text) ?? .infinity }
}

extension JSONNumber: Hashable {
  /// Whether both are the same number, however written.
  public static func == (left: Self, right: Self) -> Bool {
    left.text == right.text || Decimal(left.text) == Decimal(right.text)
  }

  /// Hashes the numeric value.
  public func hash(into hasher: inout Hasher) { hasher.combine(Decimal(text)) }
}

/// digits x 10^exponent with neither leading nor trailing zeros in `digits`: the one spelling of a value.
private struct Decimal: Hashable {
  var isNegative = false
  var digits = ""
  var exponent = 0

  /// Nil when the exponent itself does not fit `Int`; such numbers are compared by their text.
  init?(_ text: String) {
    var significant: [UInt8] = []
    var bytes = Array(text.utf8)[...]
    if bytes.first == UInt8(ascii: "-") {
      isNegative = true
      bytes = bytes.dropFirst()
    }
    if let mark = bytes.firstIndex(where: { $0 | 0x20 == UInt8(ascii: "e") }) {
      guard let written = Int(String(decoding: bytes[(mark + 1)...], as: UTF8.self)), abs(written) < 1 << 40 else { return nil }
      exponent = written
      bytes = bytes[..<mark]
    }
    if let point = bytes.firstIndex(of: UInt8(ascii: ".")) {
      exponent -= bytes.endIndex - point - 1
      significant = Array(bytes[..<point] + bytes[(point + 1)...])
    } else {
      significant = Array(bytes)
    }
    let zero = UInt8(ascii: "0")
    let trailing = significant.reversed().prefix { $0 == zero }.count
    significant.removeLast(trailing)
    digits = String(decoding: significant.drop { $0 == zero }, as: UTF8.self)
    exponent += trailing
    if digits.isEmpty { (isNegative, exponent) = (false, 0) }
  }
}
