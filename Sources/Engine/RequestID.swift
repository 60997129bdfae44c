import Synchronization

/// Names requests that came without a name: 128 bits as hexadecimal digits, unique in this process and unlikely elsewhere.
///
/// Random once, then counted and mixed (SplitMix64): two system calls for random bits per request would be felt.
enum RequestID {
  private static let seed = (UInt64.random(in: .min ... .max), UInt64.random(in: .min ... .max))
  private static let counter = Atomic<UInt64>(0)

  static func next() -> String {
    let number = counter.wrappingAdd(1, ordering: .relaxed).newValue
    var digits: [UInt8] = []
    digits.reserveCapacity(32)
    append(mixed(seed.0 &+ number), to: &digits)
    append(mixed(seed.1 ^ number), to: &digits)
    return String(decoding: digits, as: UTF8.self)
  }

  private static func mixed(_ value: UInt64) -> UInt64 {
    var value = value &* 0x9e37_79b9_7f4a_7c15
    value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
    return value ^ (value >> 31)
  }

  private static func append(_ value: UInt64, to digits: inout [UInt8]) {
    for shift in stride(from: 60, through: 0, by: -4) {
      let digit = UInt8((value >> UInt64(shift)) & 15)
      digits.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") - 10 + digit)
    }
  }
}
