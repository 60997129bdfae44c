/// Numbers and booleans as text.
enum DigitWriter {
  static func write(_ value: Int64, into text: UnsafeMutablePointer<UInt8>) -> Int {
    guard value < 0 else { return write(UInt64(value), into: text) }
    text[0] = UInt8(ascii: "-")
    return write(value.magnitude, into: text + 1) + 1
  }

  static func write(_ value: UInt64, into text: UnsafeMutablePointer<UInt8>) -> Int {
    var rest = value
    var length = 1
    while rest >= 10 {
      rest /= 10
      length += 1
    }
    rest = value
    for index in stride(from: length - 1, through: 0, by: -1) {
      text[index] = UInt8(truncatingIfNeeded: rest % 10) + 0x30
      rest /= 10
    }
    return length
  }

  static func write(_ value: Bool, into text: UnsafeMutablePointer<UInt8>) -> Int {
    copy(value ? "true" : "false", into: text)
  }

  /// The shortest text that reads back as the same number; whole numbers without `.0`.
  static func write(_ description: String, into text: UnsafeMutablePointer<UInt8>) -> Int {
    let length = copy(description, into: text)
    let isWhole = length > 2 && text[length - 1] == UInt8(ascii: "0") && text[length - 2] == UInt8(ascii: ".")
    return isWhole ? length - 2 : length
  }

  private static func copy(_ string: String, into text: UnsafeMutablePointer<UInt8>) -> Int {
    var string = string
    return string.withUTF8 { bytes in
      for (index, byte) in bytes.prefix(60).enumerated() { text[index] = byte }
      return min(bytes.count, 60)
    }
  }
}
