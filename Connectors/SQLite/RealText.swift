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

  /// A decimal with zeros added until it has `scale` digits after the point; digits beyond are kept.
  static func padded(_ decimal: String, to scale: Int) -> String {
    let fraction = decimal.utf8.firstIndex(of: UInt8(ascii: ".")).map { decimal.utf8.distance(from: $0, to: decimal.utf8.endIndex) - 1 }
    guard scale > fraction ?? 0 else { return decimal }
    return decimal + (fraction == nil ? "." : "") + String(repeating: "0", count: scale - (fraction ?? 0))
  }
}
