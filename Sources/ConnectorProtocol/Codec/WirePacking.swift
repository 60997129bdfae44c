import CConnectorWire
import JSON

/// The signature of protoc-c's unpack functions.
typealias Unpack<Message> = (UnsafeMutablePointer<ProtobufCAllocator>?, Int, UnsafePointer<UInt8>?) -> UnsafeMutablePointer<Message>?

/// A message tree in `arena`, read from bytes that may hold anything.
func unpacked<Message>(
  _ bytes: UnsafeRawBufferPointer, in arena: WireArena, _ unpack: Unpack<Message>
) throws(FrameError) -> Pointer<Message> {
  let allocator = UnsafeMutableRawPointer(arena.arena).assumingMemoryBound(to: ProtobufCAllocator.self)
  let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
  guard let message = unpack(allocator, bytes.count, start) else {
    throw FrameError("malformed header: its \(bytes.count) bytes are not a \(Message.self)")
  }
  return message
}

/// The bytes of a message. Every message begins with protobuf-c's base, which is how C subclasses.
func packed<Message>(_ message: Pointer<Message>) -> [UInt8] {
  let base = UnsafeRawPointer(message).assumingMemoryBound(to: ProtobufCMessage.self)
  return [UInt8](unsafeUninitializedCapacity: protobuf_c_message_get_packed_size(base)) { buffer, count in
    count = buffer.baseAddress.map { protobuf_c_message_pack(base, $0) } ?? 0
  }
}

extension ByteWriter {
  /// Appends prefix and header of a frame whose tail of `tailLength` bytes follows, in the memory of the writer or elsewhere.
  mutating func appendFrameHead<Message>(
    _ type: FrameType, requestID: UInt32, flags: UInt8 = 0, header message: Pointer<Message>, tailLength: Int = 0
  ) {
    let base = UnsafeRawPointer(message).assumingMemoryBound(to: ProtobufCMessage.self)
    let headerLength = protobuf_c_message_get_packed_size(base)
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: FramePrefix.size + headerLength) { memory in
      guard let start = memory.baseAddress else { return }
      let prefix = FramePrefix(type, requestID: requestID, flags: flags, headerLength: headerLength, tailLength: tailLength)
      prefix.write(to: UnsafeMutableRawPointer(start))
      _ = protobuf_c_message_pack(base, start + FramePrefix.size)
      append(contentsOf: UnsafeRawBufferPointer(memory))
    }
  }

  /// Appends a frame that is nothing but its prefix.
  mutating func appendEmptyFrame(_ type: FrameType, requestID: UInt32) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: FramePrefix.size) { memory in
      guard let start = memory.baseAddress else { return }
      FramePrefix(type, requestID: requestID).write(to: UnsafeMutableRawPointer(start))
      append(contentsOf: UnsafeRawBufferPointer(memory))
    }
  }
}

extension FramePrefix {
  init(_ type: FrameType, requestID: UInt32, flags: UInt8 = 0, headerLength: Int = 0, tailLength: Int = 0) {
    self.init(
      length: UInt32(12 + headerLength + tailLength), requestID: requestID, rawType: type.rawValue, flags: flags,
      headerLength: UInt32(headerLength))
  }

  /// Writes the prefix's 16 bytes.
  func write(to memory: UnsafeMutableRawPointer) {
    memory.storeBytes(of: length.littleEndian, as: UInt32.self)
    memory.storeBytes(of: requestID.littleEndian, toByteOffset: 4, as: UInt32.self)
    memory.storeBytes(of: rawType, toByteOffset: 8, as: UInt8.self)
    memory.storeBytes(of: flags, toByteOffset: 9, as: UInt8.self)
    memory.storeBytes(of: 0, toByteOffset: 10, as: UInt16.self)
    memory.storeBytes(of: headerLength.littleEndian, toByteOffset: 12, as: UInt32.self)
  }
}
