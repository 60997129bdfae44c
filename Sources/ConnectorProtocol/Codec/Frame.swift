/// What a frame is. Requests of the control socket, requests of a data socket, answers; see `docs/protocol.md`.
public enum FrameType: UInt8, Sendable, CaseIterable {
  case hello = 1
  case welcome, ping, pong, cancel, log, metrics, goAway
  case open = 16
  case opened, describe, query, mutate, rawSQL, explain, health, begin, commit, rollback, storeOpen, storeLoad, storeSave, credit
  case data = 48
  case end, error, schema, mutated, sqlResult, explained, done, stored, metadata
}

/// The 16 bytes at the head of every frame.
public struct FramePrefix: Equatable, Sendable {
  /// Bytes of the frame after the length field.
  public var length: UInt32
  /// The request that the frame is, or belongs to; 0 for frames that answer nothing.
  public var requestID: UInt32
  /// The raw type: a receiver that does not know it can still step over the frame.
  public var rawType: UInt8
  /// Bit 0 is ``last``; the others are zero in this version.
  public var flags: UInt8
  /// Bytes of the header; the rest of the frame is its tail.
  public var headerLength: UInt32

  /// Bytes of the prefix itself.
  public static let size = 16
  /// The largest value of `length` that is accepted: 64 MiB.
  public static let maximumLength: UInt32 = 64 << 20
  /// Flag of a data frame: the answer ends with it.
  public static let last: UInt8 = 1

  /// A frame prefix of these parts.
  public init(length: UInt32, requestID: UInt32, rawType: UInt8, flags: UInt8, headerLength: UInt32) {
    self.length = length
    self.requestID = requestID
    self.rawType = rawType
    self.flags = flags
    self.headerLength = headerLength
  }

  /// What the frame is; nil if this version of the protocol does not know it.
  public var type: FrameType? { FrameType(rawValue: rawType) }

  /// Bytes of the whole frame, prefix included.
  public var frameSize: Int { Int(length) + 4 }

  /// Whether the answer ends with this data frame.
  public var isLast: Bool { flags & Self.last != 0 }

  /// Reads the prefix of the frame that begins at the first of `bytes`; nil while there are too few.
  ///
  /// Throws when no frame can begin like this; the socket is then beyond repair.
  public init?(parsing bytes: UnsafeRawBufferPointer) throws(FrameError) {
    guard bytes.count >= Self.size else { return nil }
    func word(_ offset: Int) -> UInt32 { UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)) }
    self.init(length: word(0), requestID: word(4), rawType: bytes[8], flags: bytes[9], headerLength: word(12))
    guard length >= 12 else { throw FrameError("a frame of \(length) bytes is too short for its own prefix") }
    guard length <= Self.maximumLength else { throw FrameError("a frame of \(length) bytes is above the limit of \(Self.maximumLength)") }
    guard headerLength <= length - 12 else { throw FrameError("a header of \(headerLength) bytes is longer than its frame of \(length)") }
    guard bytes[10] == 0, bytes[11] == 0 else { throw FrameError("the reserved bytes of a frame are not zero") }
  }
}

/// A whole frame in someone else's memory; valid only as long as that memory.
public struct Frame {
  /// The first 16 bytes.
  public var prefix: FramePrefix
  /// The protobuf message that the type decides.
  public var header: UnsafeRawBufferPointer
  /// The raw bytes behind the header.
  public var tail: UnsafeRawBufferPointer

  /// The frame that begins at the first of `bytes`, all of whose bytes must be there.
  public init(_ prefix: FramePrefix, in bytes: UnsafeRawBufferPointer) {
    let headerEnd = FramePrefix.size + Int(prefix.headerLength)
    self.prefix = prefix
    header = UnsafeRawBufferPointer(rebasing: bytes[FramePrefix.size..<headerEnd])
    tail = UnsafeRawBufferPointer(rebasing: bytes[headerEnd..<prefix.frameSize])
  }
}

/// Why bytes are not a frame or a header is not the message that its type promises.
public struct FrameError: Error, Equatable, Sendable, CustomStringConvertible {
  /// A sentence for the log.
  public var message: String

  /// An error with this message.
  public init(_ message: String) { self.message = message }

  /// The sentence alone.
  public var description: String { message }
}
