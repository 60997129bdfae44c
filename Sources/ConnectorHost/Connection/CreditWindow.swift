/// How far a connector may be ahead of the host in one answer.
struct CreditWindow {
  /// Bytes of data frames that a request brings along. Four frames of the usual size: enough that neither side waits for the other, little
  /// enough that a slow client costs the host no memory.
  static let size: UInt32 = 512 * 1024

  private var consumed: UInt32 = 0

  /// Counts a frame as consumed; says how much new credit to grant, if it is worth a frame.
  mutating func consume(_ frameSize: Int) -> UInt32? {
    consumed += UInt32(frameSize)
    guard consumed >= Self.size / 2 else { return nil }
    defer { consumed = 0 }
    return consumed
  }
}
