/// How a value's text becomes JSON. Null is always `null`.
package enum CellFormat: Equatable, Sendable {
  /// The text is a JSON number already.
  case number
  /// As ``number``, but what does not start like a number (NaN, Infinity) is a string.
  case float
  /// `t`, `true`, `1` are true.
  case boolean
  /// A string without anything to escape (uuid, date, numbers as strings).
  case plainString
  /// A string of valid UTF-8.
  case string
  /// A string of bytes that may be no UTF-8; what is not becomes U+FFFD.
  case repairedString
  /// `2020-01-31 10:00:00+00` becomes `"2020-01-31T10:00:00+00:00"`.
  case timestamp
  /// Text that the database guarantees to be JSON.
  case json
  /// Text that may be JSON; a string if it is not.
  case checkedJSON
}
