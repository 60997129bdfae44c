package import ConnectorProtocol

/// The error of a value that is no literal of its type, in PostgreSQL's words, which clients know.
package enum InvalidInput {
  /// What a value is refused with before a database sees it.
  package static func error(_ value: String, _ type: ColumnType) -> ConnectorError {
    let name = type.canonical.commonName ?? type.native
    let message =
      isShapedLikeDate(value) && ["date", "timestamp", "timestamp with time zone"].contains(name)
      ? "date/time field value out of range: \"\(value)\"" : "invalid input syntax for type \(name): \"\(value)\""
    return ConnectorError(.user, code: "data-exception", message: message)
  }

  /// `0000-00-00` and so on: the numbers are wrong, not the form.
  private static func isShapedLikeDate(_ value: String) -> Bool {
    let bytes = Array(value.utf8.prefix(10))
    return bytes.count == 10
      && bytes.enumerated().allSatisfy { index, byte in
        index == 4 || index == 7 ? byte == UInt8(ascii: "-") : byte >= 0x30 && byte <= 0x39
      }
  }
}
