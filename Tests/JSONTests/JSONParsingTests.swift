import JSON
import Testing

@Suite struct JSONParsingTests {
  @Test(arguments: [
    "null", "true", "false", "0", "-0.5e+10", "12345678901234567890123.4500", "\"\"", "[]", "{}", "[1,[2,[]],{}]",
    #"{"b":1,"a":{"z":null,"y":[true,false]}}"#, #""a\"b\\c\n\u0001\t\b\f\r""#, "\"\u{1F600} caf\u{E9}\"",
  ])
  func keepsTextAndOrder(_ text: String) throws {
    #expect(try JSON(parsing: text).text == text)
    #expect(try JSON(parsing: Array(text.utf8)[...]).text == text)
    var copy = text
    #expect(copy.withUTF8 { JSON.isValid(UnsafeRawBufferPointer($0)) })
  }

  @Test(arguments: [
    "", " ", "nul", "01", "-", "1.", ".5", "1e", "+1", "NaN", "\"", "\"\\x\"", "\"\\u12g4\"", "\"a\nb\"", "[1,]", "[,1]", "{\"a\"}",
    "{\"a\":}", "{\"a\":1,}", "{a:1}", "[1 2]", "1 2", "]", "[}", "{\"a\":1]", "\u{FEFF}1",
  ])
  func refuses(_ text: String) {
    #expect(throws: JSONSyntaxError.self) { try JSON(parsing: text) }
    var copy = text
    #expect(!copy.withUTF8 { JSON.isValid(UnsafeRawBufferPointer($0)) })
  }

  @Test func decodesEscapes() throws {
    #expect(try JSON(parsing: #""\u00e9\/\ud83d\ude00""#) == "\u{E9}/\u{1F600}")
    #expect(try JSON(parsing: #""\ud83dx\ude00\ud83d\u0041""#) == "\u{FFFD}x\u{FFFD}\u{FFFD}A")
  }

  @Test func refusesInvalidUTF8() {
    for bytes in [[0x22, 0xFF, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22], [0x22, 0x5C, 0x6E, 0xE2, 0x82, 0x22]]
      as [[UInt8]]
    {
      #expect(throws: JSONSyntaxError.self) { try JSON(parsing: bytes) }
      #expect(!bytes.withUnsafeBytes { JSON.isValid($0) })
    }
  }

  @Test func lastOfDuplicateKeysWins() throws {
    let value = try JSON(parsing: #"{"a":1,"b":2,"a":3}"#)
    #expect(value.text == #"{"a":3,"b":2}"#)
    let many = try JSON(parsing: "{" + (0..<40).map { "\"k\($0 % 20)\":\($0)" }.joined(separator: ",") + "}")
    #expect(many.objectValue?.count == 20)
    #expect(many["k7"]?.int == 27)
  }

  @Test func keysAreComparedByCodeUnits() throws {
    #expect(try JSON(parsing: "{\"\u{E9}\":1,\"e\u{301}\":2}").objectValue?.count == 2)
  }

  @Test func limitsDepth() throws {
    let deep = { (depth: Int) in String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }
    #expect(try JSON(parsing: deep(512)).arrayValue != nil)
    #expect(throws: JSONSyntaxError.self) { try JSON(parsing: deep(513)) }
  }

  @Test func saysWhere() {
    #expect {
      try JSON(parsing: "{\"a\": 1,\n  \"b\" 2}")
    } throws: { error in
      (error as? JSONSyntaxError).map { $0.line == 2 && $0.column == 7 && $0.offset == 15 } ?? false
    }
  }
}
