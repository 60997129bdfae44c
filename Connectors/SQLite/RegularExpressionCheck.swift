/// Whether the C library can be trusted with a POSIX extended regular expression.
///
/// It reads groups by recursion (thousands of parentheses end the process), writes repetitions out (`a{200}{200}{200}` takes all memory), and
/// tries every way to match a back-reference, where nothing can stop it.
struct RegularExpressionCheck {
  private static let deepest = 100
  private static let largest = 10_000

  /// The sizes of the groups around the place, the innermost last, with all repetitions written out.
  private var groups = [Group()]
  private var bytes: ArraySlice<UInt8>

  private struct Group {
    var size = 0
    /// The size of the piece that a repetition would repeat.
    var last = 0

    mutating func add(_ piece: Int) {
      size = min(size + last, largest + 1)
      last = piece
    }

    var total: Int { size + last }
  }

  /// What is wrong with an expression; nil if nothing is.
  static func problem(of pattern: some Sequence<UInt8>) -> String? {
    var check = RegularExpressionCheck(bytes: ArraySlice(pattern))
    return check.problem()
  }

  private init(bytes: ArraySlice<UInt8>) { self.bytes = bytes }

  private mutating func problem() -> String? {
    if bytes.contains(0) { return "it contains the character NUL" }
    while let byte = bytes.popFirst() {
      switch byte {
      case UInt8(ascii: "\\"):
        if let next = bytes.popFirst(), next >= 0x31, next <= 0x39 { return "back-references are not supported" }
        groups[groups.count - 1].add(1)
      case UInt8(ascii: "["):
        skipBracket()
        groups[groups.count - 1].add(1)
      case UInt8(ascii: "("): groups.append(Group())
      case UInt8(ascii: ")"): closeGroup()
      case UInt8(ascii: "{"): groups[groups.count - 1].last *= repetitions()
      default: groups[groups.count - 1].add(1)
      }
      if groups.count > Self.deepest { return "its groups are nested too deeply" }
      if groups[groups.count - 1].total > Self.largest { return "it is too large" }
    }
    // Of a group that is not closed, the library will complain.
    return nil
  }

  private mutating func closeGroup() {
    guard groups.count > 1, let inner = groups.popLast() else { return }
    groups[groups.count - 1].add(inner.total + 1)
  }

  /// Passes over a bracket expression, in which a bracket that comes first means itself, and classes have brackets of their own.
  private mutating func skipBracket() {
    if bytes.first == UInt8(ascii: "^") { bytes.removeFirst() }
    if bytes.first == UInt8(ascii: "]") { bytes.removeFirst() }
    while let byte = bytes.popFirst(), byte != UInt8(ascii: "]") {
      guard byte == UInt8(ascii: "["), let kind = bytes.first, ":.=".utf8.contains(kind) else { continue }
      bytes.removeFirst()
      while let inner = bytes.popFirst(), inner != kind || bytes.first != UInt8(ascii: "]") {}
      _ = bytes.popFirst()
    }
  }

  /// The larger number of `{2,5}`, behind its opening brace; 1 of what is no repetition.
  private mutating func repetitions() -> Int {
    guard let end = bytes.firstIndex(of: UInt8(ascii: "}")) else { return 1 }
    let numbers = bytes[..<end].split(separator: UInt8(ascii: ","), omittingEmptySubsequences: true)
    let counts = numbers.compactMap { Int(String(decoding: $0, as: UTF8.self)) }
    guard counts.count == numbers.count else { return 1 }
    bytes = bytes[(end + 1)...]
    return min(max(counts.max() ?? 1, 1), Self.largest)
  }
}
