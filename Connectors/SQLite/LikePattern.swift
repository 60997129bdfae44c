/// LIKE over UTF-8: `%` any characters, `_` one character, `\` takes the next one as it is.
enum LikePattern {
  static func matches(_ text: UnsafeRawBufferPointer, _ pattern: UnsafeRawBufferPointer) -> Bool {
    var (at, place) = (0, 0)
    // Where to go on after a mismatch: the last `%`, and the text that it does not cover yet.
    var retry: (at: Int, place: Int)?
    while true {
      if place < pattern.count, pattern[place] == UInt8(ascii: "%") {
        place += 1
        retry = (at, place)
        continue
      }
      if at == text.count, place == pattern.count { return true }
      if at < text.count, let (nextAt, nextPlace) = step(text, at, pattern, place) {
        (at, place) = (nextAt, nextPlace)
        continue
      }
      guard let last = retry, last.at < text.count else { return false }
      (at, place) = (characterEnd(text, last.at), last.place)
      retry = (at, place)
    }
  }

  private static func step(_ text: UnsafeRawBufferPointer, _ at: Int, _ pattern: UnsafeRawBufferPointer, _ place: Int) -> (Int, Int)? {
    guard place < pattern.count else { return nil }
    if pattern[place] == UInt8(ascii: "_") { return (characterEnd(text, at), place + 1) }
    let isEscaped = pattern[place] == UInt8(ascii: "\\") && place + 1 < pattern.count
    let literal = isEscaped ? place + 1 : place
    return text[at] == pattern[literal] ? (at + 1, literal + 1) : nil
  }

  private static func characterEnd(_ text: UnsafeRawBufferPointer, _ at: Int) -> Int {
    var end = at + 1
    while end < text.count, text[end] & 0xC0 == 0x80 { end += 1 }
    return end
  }
}
