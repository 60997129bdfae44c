import CConnectorWire

// How the pieces of protobuf-c's structs become Swift values. The structs are full of pointers that may be nil and of counts that belong to
// them; these few functions are the only ones that follow such a pointer.

typealias Pointer<Message> = UnsafeMutablePointer<Message>
typealias Pointers<Message> = UnsafeMutablePointer<UnsafeMutablePointer<Message>?>

/// The message behind a pointer that must not be nil; `what` names it in the error.
func required<Message>(_ pointer: Pointer<Message>?, _ what: StaticString) throws(FrameError) -> Message {
  guard let pointer else { throw FrameError("malformed header: \(what) is missing") }
  return pointer.pointee
}

/// The values of a repeated message field.
func list<Message, Value>(
  _ count: Int, _ base: Pointers<Message>?, _ transform: (Pointer<Message>?) throws(FrameError) -> Value
) throws(FrameError) -> [Value] {
  guard count > 0, let base else { return [] }
  var values: [Value] = []
  values.reserveCapacity(count)
  for index in 0..<count { values.append(try transform(base[index])) }
  return values
}

func list(_ count: Int, _ base: Pointers<CChar>?) -> [String] {
  guard count > 0, let base else { return [] }
  return (0..<count).map { text(base[$0]) }
}

func integers(_ count: Int, _ base: Pointer<UInt32>?) -> [UInt32] { Array(UnsafeBufferPointer(start: base, count: count)) }

func text(_ pointer: Pointer<CChar>?) -> String { pointer.map { String(cString: $0) } ?? "" }

func text(_ data: ProtobufCBinaryData) -> String { String(decoding: UnsafeBufferPointer(start: data.data, count: data.len), as: UTF8.self) }

func bytes(_ data: ProtobufCBinaryData) -> [UInt8] { Array(UnsafeBufferPointer(start: data.data, count: data.len)) }

/// A slot that may be missing travels as slot + 1.
func slot(_ raw: UInt32) -> Slot? { raw == 0 ? nil : Int(raw) - 1 }

func raw(_ slot: Slot?) -> UInt32 { slot.map { UInt32($0) + 1 } ?? 0 }

extension Bool {
  init(_ raw: protobuf_c_boolean) { self = raw != 0 }
  var raw: protobuf_c_boolean { self ? 1 : 0 }
}

/// A bit per element, least significant first.
struct BitSet: Sendable {
  var bytes: [UInt8]

  init(_ bits: some Collection<Bool>) {
    bytes = []
    guard bits.contains(true) else { return }
    bytes = [UInt8](repeating: 0, count: (bits.count + 7) / 8)
    for (index, bit) in bits.enumerated() where bit { bytes[index >> 3] |= 1 << UInt8(index & 7) }
  }

  init(_ data: ProtobufCBinaryData) { bytes = Array(UnsafeBufferPointer(start: data.data, count: data.len)) }

  subscript(_ index: Int) -> Bool { index >> 3 < bytes.count && bytes[index >> 3] >> UInt8(index & 7) & 1 == 1 }
}
