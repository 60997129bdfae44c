import JSON
import Testing

@Suite struct ByteWriterTests {
  @Test func writesEveryKind() {
    var writer = ByteWriter(capacity: 1)
    writer.append(UInt8(ascii: "["))
    for number in [0, 7, -1, 1_234_567_890, Int.max, Int.min] {
      writer.append(number)
      writer.append(", ")
    }
    writer.append(contentsOf: "text")
    writer.append(contentsOf: [1, 2])
    let expected = "[0, 7, -1, 1234567890, 9223372036854775807, -9223372036854775808, text\u{1}\u{2}"
    #expect(writer.withBytes { String(decoding: $0, as: UTF8.self) } == expected)
    writer.truncate(to: 2)
    #expect(writer.takeArray() == Array("[0".utf8))
    #expect(writer.count == 0)
  }

  @Test func escapesStringsAtEveryOffset() throws {
    for special in ["\"", "\\", "\n", "\u{0}", "\u{1F}", "\u{7F}", "\u{E9}", "\u{1F600}", ""] {
      for before in 0..<18 {
        let text = String(repeating: "x", count: before) + special + String(repeating: "y", count: 17 - before)
        var writer = ByteWriter()
        writer.appendJSONString(text)
        #expect(try JSON(parsing: writer.takeArray()) == .string(text))
      }
    }
  }

  @Test func repairsInvalidUTF8() {
    var writer = ByteWriter()
    ([0x61, 0xFF, 0x62] as [UInt8]).withUnsafeBytes { writer.appendJSONString(repairing: $0) }
    #expect(writer.takeArray() == Array("\"a\u{FFFD}b\"".utf8))
  }
}
