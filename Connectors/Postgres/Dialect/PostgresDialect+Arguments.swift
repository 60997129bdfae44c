import ConnectorProtocol
import JSON
import SQLConnector

extension PostgresDialect {
  func write(_ value: String, as type: ColumnType, into bytes: inout ByteWriter) throws(ConnectorError) {
    try Self.refuseNUL(value)
    bytes.append(contentsOf: Self.text(of: value, as: type))
  }

  /// An array comes as JSON text and leaves as an array literal; what is no JSON array is one already.
  private static func text(of value: String, as type: ColumnType) -> String {
    guard case .array(let element) = type.canonical, let json = try? JSON(parsing: value), case .array(let elements) = json else {
      return value
    }
    var bytes = ByteWriter()
    write(array: elements, of: element, into: &bytes)
    return String(decoding: bytes.takeArray(), as: UTF8.self)
  }

  private static func write(array elements: [JSON], of type: CanonicalType, into bytes: inout ByteWriter) {
    bytes.append(UInt8(ascii: "{"))
    for (index, element) in elements.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      switch element {
      case .null: bytes.append("NULL")
      case .array(let inner) where type != .json: write(array: inner, of: type, into: &bytes)
      case .string(let text) where type != .json: write(element: text, into: &bytes)
      default: write(element: element.text, into: &bytes)
      }
    }
    bytes.append(UInt8(ascii: "}"))
  }

  func write(_ list: [String?], of type: ColumnType, into bytes: inout ByteWriter) throws(ConnectorError) {
    bytes.append(UInt8(ascii: "{"))
    for (index, value) in list.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      guard let value else {
        bytes.append("NULL")
        continue
      }
      try Self.refuseNUL(value)
      Self.write(element: Self.text(of: value, as: type), into: &bytes)
    }
    bytes.append(UInt8(ascii: "}"))
  }

  func write(path: [String], into bytes: inout ByteWriter) {
    bytes.append(UInt8(ascii: "{"))
    for (index, step) in path.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      Self.write(element: step, into: &bytes)
    }
    bytes.append(UInt8(ascii: "}"))
  }

  func write(_ keys: SQLKeyTuples, column: Int?, into bytes: inout ByteWriter) {
    bytes.append(UInt8(ascii: "{"))
    let column = column ?? 0
    let isNumber = keys.areNumbers.indices.contains(column) && keys.areNumbers[column]
    for tuple in 0..<keys.count {
      if tuple > 0 { bytes.append(UInt8(ascii: ",")) }
      keys.withValue(tuple, column) { value in
        if isNumber { bytes.append(contentsOf: value) } else { Self.write(element: value, into: &bytes) }
      }
    }
    bytes.append(UInt8(ascii: "}"))
  }

  /// A text of the protocol ends at a NUL, so one inside would be cut off silently.
  private static func refuseNUL(_ text: String) throws(ConnectorError) {
    guard text.utf8.contains(0) else { return }
    throw ConnectorError(
      .user, code: "data-exception", message: "invalid byte sequence for encoding \"UTF8\": 0x00", native: "22021")
  }

  private static func write(element: String, into bytes: inout ByteWriter) {
    var copy = element
    copy.withUTF8 { write(element: UnsafeRawBufferPointer($0), into: &bytes) }
  }

  /// An element of an array literal, always quoted.
  private static func write(element: UnsafeRawBufferPointer, into bytes: inout ByteWriter) {
    bytes.append(UInt8(ascii: "\""))
    for byte in element {
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { bytes.append(UInt8(ascii: "\\")) }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
