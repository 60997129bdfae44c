import JSON
import SQLConnector
import Testing

struct KeyTests {
  private func admitted(_ text: String, _ check: (UnsafeRawBufferPointer, inout ByteWriter) -> Bool) -> String? {
    var out = ByteWriter()
    let isAdmitted = Array(text.utf8).withUnsafeBytes { check($0, &out) }
    return isAdmitted ? String(decoding: out.takeArray(), as: UTF8.self) : nil
  }

  @Test func integers() {
    let cases: [(String, String?)] = [
      ("0", "0"), ("-0", "0"), ("007", "7"), ("+5", "5"), ("7.00", "7"), ("7.", "7"), ("7.5", nil), ("", nil), ("-", nil), ("1e3", nil),
      ("9223372036854775807", "9223372036854775807"), ("9223372036854775808", nil), ("-9223372036854775808", "-9223372036854775808"),
      ("-9223372036854775809", nil), ("12a", nil), (" 1", nil),
    ]
    for (text, expected) in cases { #expect(admitted(text, SQLKeyCheck.integer) == expected, "\(text)") }
  }

  @Test func otherChecks() {
    #expect(admitted("-1.50", SQLKeyCheck.decimal) == "-1.50" && admitted("1.2.3", SQLKeyCheck.decimal) == nil)
    #expect(admitted("A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11", SQLKeyCheck.uuid) == "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11")
    #expect(admitted("A0EEBC999C0B4EF8BB6D6BB9BD380A11", SQLKeyCheck.uuid) == nil)
    #expect(admitted("2020-02-29", SQLKeyCheck.date) != nil && admitted("2021-02-29", SQLKeyCheck.date) == nil)
    #expect(admitted("2020-02-29T10:00:00.123456+02:00", SQLKeyCheck.timestamp) != nil)
    #expect(admitted("2020-02-29T25:00", SQLKeyCheck.timestamp) == nil && admitted("2020-02-29", SQLKeyCheck.timestamp) == nil)
    #expect(admitted("10:00:00Z", SQLKeyCheck.time) != nil && admitted("10:00:00x", SQLKeyCheck.time) == nil)
    #expect(admitted("a\0b", SQLKeyCheck.textWithoutNUL) == nil && admitted("true", SQLKeyCheck.boolean) == "true")
  }

  @Test func decimalsAreWrittenAsJSONHasThem() {
    let cases: [(String, String?)] = [
      (".5", "0.5"), ("1.", "1"), ("+5", "5"), ("-.50", "-0.50"), ("007.10", "7.10"), ("00", "0"), ("-0", "-0"), ("0.0", "0.0"), (".", nil),
      ("", nil), ("-", nil), ("1e3", nil), ("NaN", nil), ("100.", "100"),
    ]
    for (text, expected) in cases { #expect(admitted(text, SQLKeyCheck.decimal) == expected, "\(text)") }
  }

  @Test func timesFinerThanMicrosecondsAreNoKeys() {
    let (time, timestamp) = (SQLKeyCheck.timeOfMicroseconds, SQLKeyCheck.timestampOfMicroseconds)
    #expect(admitted("10:00:00.123456000Z", time) != nil && admitted("10:00:00.1234567", time) == nil)
    #expect(admitted("2020-01-01T10:00:00.1234560+02:00", timestamp) != nil && admitted("2020-01-01T10:00:00.1234567", timestamp) == nil)
  }

  @Test func batchesKeepAdoptedBytes() {
    let batch = RowBatch(rowCount: 0, columnCount: 2, owner: nil)
    let long = String(repeating: "x", count: 40_000)
    for row in 0..<1000 {
      let cells = batch.appendRow()
      let text = row % 100 == 0 ? long : "value \(row)"
      cells[0] = Array(text.utf8).withUnsafeBytes { batch.adopt($0) }
    }
    #expect(batch.rowCount == 1000 && batch.cell(7, 1).isNull && batch.cell(999, 0).buffer.elementsEqual("value 999".utf8))
    #expect(batch.cell(500, 0).count == 40_000)
  }
}
