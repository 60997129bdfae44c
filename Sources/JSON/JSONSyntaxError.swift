/// Why some bytes are not JSON, and where.
public struct JSONSyntaxError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What is wrong, without the place.
  public let message: String
  /// The byte at which it was noticed, from 0.
  public let offset: Int
  /// The line of that byte, from 1.
  public let line: Int
  /// The column of that byte within its line, from 1, counted in bytes.
  public let column: Int

  init(_ message: String, at offset: Int, in bytes: UnsafeRawBufferPointer) {
    let before = bytes[..<min(offset, bytes.count)]
    let newline = UInt8(ascii: "\n")
    self.message = message
    self.offset = offset
    line = 1 + before.count { $0 == newline }
    column = before.count - (before.lastIndex(of: newline).map { $0 + 1 } ?? 0) + 1
  }

  /// The message and the place, for people.
  public var description: String { "\(message) at line \(line), column \(column)" }
}
