import CSQLite
import ConnectorProtocol
import Glibc
import JSON
import SQLConnector

/// The canonical text of a stored value under its column's declared type.
///
/// SQLite stores any value in any column; what a declared type cannot say is not guessed at: ``cell(of:in:)`` returns nil then.
enum SQLiteValueForm {
  case boolean, integer, float, text, bytes, uuid, date, time, timestamp, json
  /// With at least as many digits after the point as the declared scale has.
  case numeric(scale: Int)
  /// No declared type that means anything: whatever is stored, as text.
  case any

  init(_ type: CanonicalType) {
    switch type {
    case .boolean: self = .boolean
    case .int16, .int32, .int64: self = .integer
    case .numeric(_, let scale): self = .numeric(scale: max(0, scale ?? 0))
    case .float32, .float64: self = .float
    case .text, .enumeration: self = .text
    case .bytes: self = .bytes
    case .uuid: self = .uuid
    case .date: self = .date
    case .time, .timeWithTimeZone: self = .time
    case .timestamp, .timestampWithTimeZone: self = .timestamp
    case .json: self = .json
    case .interval, .array, .geometry, .opaque: self = .any
    }
  }

  @inline(__always)
  func cell(of value: SQLiteValue, in batch: RowBatch, _ scratch: inout ByteWriter) -> SQLCell? {
    switch (self, value) {
    case (_, .null): .null
    case (.text, .text(let bytes)), (.any, .text(let bytes)), (.json, .text(let bytes)): batch.adopt(bytes)
    case (.integer, .integer(let value)), (.numeric(0), .integer(let value)), (.float, .integer(let value)),
      (.any, .integer(let value)), (.json, .integer(let value)), (.text, .integer(let value)):
      Self.digits(value, batch)
    case (.float, .real(let value)): Self.adopt(RealText.shortest(value), batch)
    default: unusual(value, batch, &scratch)
    }
  }

  private static func digits(_ value: Int64, _ batch: RowBatch) -> SQLCell {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { text in
      var rest = value.magnitude
      var at = 20
      repeat {
        at -= 1
        text[at] = UInt8(truncatingIfNeeded: rest % 10) + 0x30
        rest /= 10
      } while rest > 0
      if value < 0 {
        at -= 1
        text[at] = UInt8(ascii: "-")
      }
      return batch.adopt(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(text)[at...]))
    }
  }

  private static func adopt(_ text: String, _ batch: RowBatch) -> SQLCell {
    var text = text
    return text.withUTF8 { batch.adopt(UnsafeRawBufferPointer($0)) }
  }

  @inline(never)
  private func unusual(_ value: SQLiteValue, _ batch: RowBatch, _ scratch: inout ByteWriter) -> SQLCell? {
    switch (self, value) {
    case (.boolean, .integer(let value)):
      value == 0 ? Self.adopt("false", batch) : value == 1 ? Self.adopt("true", batch) : nil
    case (.boolean, .text(let text)):
      ["true", "false"].first { text.elementsEqual($0.utf8) }.map { Self.adopt($0, batch) }
    case (.integer, .real(let value)), (.boolean, .real(let value)):
      Int64(exactly: value).flatMap { cell(of: .integer($0), in: batch, &scratch) }
    case (.numeric(let scale), .integer(let value)): Self.adopt(RealText.padded(String(value), to: scale), batch)
    case (.numeric(let scale), .real(let value)):
      RealText.decimal(value).map { Self.adopt(RealText.padded($0, to: scale), batch) }
    case (.numeric(let scale), .text(let text)): Self.decimal(text, scale, batch, &scratch)
    case (.json, .real(let value)), (.any, .real(let value)), (.text, .real(let value)): Self.adopt(RealText.shortest(value), batch)
    case (.bytes, .blob(let bytes)), (.any, .blob(let bytes)), (.bytes, .text(let bytes)):
      Hexadecimal.text(of: bytes).withUnsafeBytes { batch.adopt($0) }
    case (.uuid, .text(let text)): Self.admitted(text, by: SQLKeyCheck.uuid, batch, &scratch)
    case (.date, .text(let text)): Self.admitted(text, by: SQLKeyCheck.date, batch, &scratch)
    case (.time, .text(let text)): Self.time(text, batch, &scratch)
    case (.timestamp, .text(let text)): Self.timestamp(text, batch, &scratch)
    default: nil
    }
  }

  private static func decimal(
    _ text: UnsafeRawBufferPointer, _ scale: Int, _ batch: RowBatch, _ scratch: inout ByteWriter
  ) -> SQLCell? {
    scratch.removeAll()
    guard SQLKeyCheck.decimal(text, &scratch) else { return nil }
    return adopt(RealText.padded(scratch.withBytes { String(decoding: $0, as: UTF8.self) }, to: scale), batch)
  }

  private static func admitted(
    _ text: UnsafeRawBufferPointer, by check: (UnsafeRawBufferPointer, inout ByteWriter) -> Bool, _ batch: RowBatch,
    _ scratch: inout ByteWriter
  ) -> SQLCell? {
    scratch.removeAll()
    guard check(text, &scratch) else { return nil }
    return scratch.withBytes { batch.adopt($0) }
  }

  private static func timestamp(_ text: UnsafeRawBufferPointer, _ batch: RowBatch, _ scratch: inout ByteWriter) -> SQLCell? {
    guard SQLiteTimestamp.write(text, into: &scratch) else { return nil }
    return scratch.withBytes { batch.adopt($0) }
  }

  private static func time(_ text: UnsafeRawBufferPointer, _ batch: RowBatch, _ scratch: inout ByteWriter) -> SQLCell? {
    scratch.removeAll()
    guard SQLKeyCheck.time(text, &scratch) else { return nil }
    scratch.removeAll()
    SQLiteTimestamp.writeTime(text, into: &scratch)
    return scratch.withBytes { batch.adopt($0) }
  }
}
