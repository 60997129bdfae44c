import CConnectorWire

/// The memory in which protobuf messages are built and read: taken piece by piece, given back all at once.
///
/// Keep one per thread or connection and pass it to every call of the codec there; nothing that the codec returns points into it.
public final class WireArena {
  let arena: UnsafeMutablePointer<JoineryArena>

  /// A hostile header of a few megabytes can describe a message tree many times its size; beyond this it is refused.
  private static let limit = 512 << 20

  /// An arena that takes memory with its first message.
  public init() {
    guard let arena = joinery_arena_new(Self.limit) else { preconditionFailure("out of memory") }
    self.arena = arena
  }

  deinit { joinery_arena_free(arena) }

  /// Forgets all messages. The codec's entry points call it when they begin.
  func reset() { joinery_arena_reset(arena) }

  private func allocate(_ size: Int) -> UnsafeMutableRawPointer {
    guard let memory = joinery_arena_allocate(arena, size) else { preconditionFailure("out of memory") }
    return memory
  }

  /// A message in its initial state.
  func make<Message>(_ initialise: (UnsafeMutablePointer<Message>?) -> Void) -> UnsafeMutablePointer<Message> {
    let message = allocate(MemoryLayout<Message>.size).assumingMemoryBound(to: Message.self)
    initialise(message)
    return message
  }

  /// The form in which protobuf-c keeps repeated values.
  func array<Value, Wire>(_ values: some Collection<Value>, _ transform: (Value) -> Wire) -> (count: Int, base: UnsafeMutablePointer<Wire>?)
  {
    if values.isEmpty { return (0, nil) }
    let base = allocate(MemoryLayout<Wire>.stride * values.count).assumingMemoryBound(to: Wire.self)
    var at = 0
    for value in values {
      (base + at).initialize(to: transform(value))
      at += 1
    }
    return (values.count, base)
  }

  /// Repeated messages: protobuf-c wants pointers that may be nil.
  func messages<Value, Wire>(
    _ values: [Value], _ transform: (Value) -> UnsafeMutablePointer<Wire>
  ) -> (count: Int, base: UnsafeMutablePointer<UnsafeMutablePointer<Wire>?>?) {
    array(values) { transform($0) }
  }

  func integers(_ values: [UInt32]) -> (count: Int, base: UnsafeMutablePointer<UInt32>?) {
    if values.isEmpty { return (0, nil) }
    let base = allocate(values.count * 4)
    values.withUnsafeBytes { UnsafeMutableRawBufferPointer(start: base, count: $0.count).copyMemory(from: $0) }
    return (values.count, base.assumingMemoryBound(to: UInt32.self))
  }

  /// A name as a C string. A NUL would silently cut it into another name; it becomes a space, which matches nothing.
  func string(_ text: String) -> UnsafeMutablePointer<CChar> {
    var copy = text
    return copy.withUTF8 { utf8 in
      let memory = allocate(utf8.count + 1)
      UnsafeMutableRawBufferPointer(start: memory, count: utf8.count).copyMemory(from: UnsafeRawBufferPointer(utf8))
      let result = memory.assumingMemoryBound(to: CChar.self)
      for index in 0..<utf8.count where result[index] == 0 { result[index] = 0x20 }
      result[utf8.count] = 0
      return result
    }
  }

  func strings(_ texts: [String]) -> (count: Int, base: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) {
    array(texts) { string($0) }
  }

  /// A text that may hold any byte.
  func data(_ text: String) -> ProtobufCBinaryData {
    var copy = text
    return copy.withUTF8 { data(UnsafeRawBufferPointer($0)) }
  }

  func data(_ bytes: [UInt8]) -> ProtobufCBinaryData { bytes.withUnsafeBytes { data($0) } }

  private func data(_ bytes: UnsafeRawBufferPointer) -> ProtobufCBinaryData {
    guard let source = bytes.baseAddress, !bytes.isEmpty else { return ProtobufCBinaryData(len: 0, data: nil) }
    let memory = allocate(bytes.count)
    memory.copyMemory(from: source, byteCount: bytes.count)
    return ProtobufCBinaryData(len: bytes.count, data: memory.assumingMemoryBound(to: UInt8.self))
  }
}
