import JSON

extension ByteWriter {
  /// Appends a value's text as JSON.
  @inline(__always)
  mutating func append(_ cell: SQLCell, as format: CellFormat) {
    if cell.isNull { return append("null") }
    let text = cell.buffer
    switch format {
    case .number: append(contentsOf: text)
    case .string: appendJSONString(text)
    case .plainString:
      append(UInt8(ascii: "\""))
      append(contentsOf: text)
      append(UInt8(ascii: "\""))
    case .json: append(contentsOf: text)
    default: appendUnusual(text, as: format)
    }
  }

  @inline(never)
  private mutating func appendUnusual(_ text: UnsafeRawBufferPointer, as format: CellFormat) {
    switch format {
    case .float:
      let digit = text.first == UInt8(ascii: "-") ? text.dropFirst().first : text.first
      if let digit, digit >= 0x30, digit <= 0x39 { append(contentsOf: text) } else { appendJSONString(text) }
    case .boolean: append(CellText.isTrue(text) ? "true" : "false")
    case .timestamp:
      append(UInt8(ascii: "\""))
      appendTimestamp(text)
      append(UInt8(ascii: "\""))
    case .checkedJSON:
      if JSON.isValid(text) { append(contentsOf: text) } else { appendJSONString(repairing: text) }
    default: appendJSONString(repairing: text)
    }
  }

  /// Appends `2020-01-31 10:00:00+00` as `2020-01-31T10:00:00+00:00`; anything else (infinity) as it is.
  mutating func appendTimestamp(_ text: UnsafeRawBufferPointer) {
    guard let blank = text.firstIndex(of: UInt8(ascii: " ")) else { return append(contentsOf: text) }
    append(contentsOf: UnsafeRawBufferPointer(rebasing: text[..<blank]))
    append(UInt8(ascii: "T"))
    let time = UnsafeRawBufferPointer(rebasing: text[(blank + 1)...])
    var at = 0
    var offset: Int?
    while at < time.count, time[at] != UInt8(ascii: " ") {
      if time[at] == UInt8(ascii: "+") || time[at] == UInt8(ascii: "-") { offset = at }
      at += 1
    }
    append(contentsOf: UnsafeRawBufferPointer(rebasing: time[..<at]))
    if let offset, at - offset == 3 { append(":00") }
    append(contentsOf: UnsafeRawBufferPointer(rebasing: time[at...]))
  }
}

/// What texts of a driver mean.
enum CellText {
  /// Whether a boolean's text is true, however the driver prints it.
  static func isTrue(_ text: UnsafeRawBufferPointer) -> Bool {
    guard let first = text.first else { return false }
    return first == UInt8(ascii: "t") || first == UInt8(ascii: "T") || first == UInt8(ascii: "1") || first == 1
  }
}
