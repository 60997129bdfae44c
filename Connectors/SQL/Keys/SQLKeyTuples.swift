package import JSON

/// Distinct key tuples on their way to the database, as the dialect's key forms wrote them.
package final class SQLKeyTuples {
  package let columnCount: Int
  package private(set) var count = 0
  /// Whether each column is written bare in the dialect's list form.
  package let areNumbers: [Bool]
  private var bytes = ByteWriter(capacity: 1024)
  /// The end of each value in `bytes`, tuple by tuple, column by column.
  private var ends: [Int] = []

  package init(forms: [SQLKeyForm]) {
    columnCount = forms.count
    areNumbers = forms.map(\.isNumber)
  }

  package func removeAll() {
    count = 0
    bytes.removeAll(keepingCapacity: bytes.count < 1 << 20)
    ends.removeAll(keepingCapacity: true)
  }

  /// Starts a tuple: appends its values with `body`, which returns false to take the tuple back.
  func append(_ body: (_ column: Int, inout ByteWriter) -> Bool) -> Bool {
    let (start, endCount) = (bytes.count, ends.count)
    for column in 0..<columnCount {
      guard body(column, &bytes) else {
        bytes.truncate(to: start)
        ends.removeSubrange(endCount...)
        return false
      }
      ends.append(bytes.count)
    }
    count += 1
    return true
  }

  /// Takes back the tuple appended last.
  func removeLast() {
    count -= 1
    ends.removeLast(columnCount)
    bytes.truncate(to: ends.last ?? 0)
  }

  /// Calls `body` with the text of one value; the bytes must not be kept.
  @inline(__always)
  package func withValue<Result>(_ tuple: Int, _ column: Int, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    let index = tuple * columnCount + column
    let start = index == 0 ? 0 : ends[index - 1]
    return bytes.withBytes { body(UnsafeRawBufferPointer(rebasing: $0[start..<ends[index]])) }
  }

  /// Writes all tuples as a JSON array of arrays, e.g. `[[1],[2]]`.
  package func writeJSON(into json: inout ByteWriter) {
    json.append(UInt8(ascii: "["))
    for tuple in 0..<count {
      if tuple > 0 { json.append(UInt8(ascii: ",")) }
      json.append(UInt8(ascii: "["))
      for column in 0..<columnCount {
        if column > 0 { json.append(UInt8(ascii: ",")) }
        withValue(tuple, column) { value in
          if areNumbers[column] { json.append(contentsOf: value) } else { json.appendJSONString(value) }
        }
      }
      json.append(UInt8(ascii: "]"))
    }
    json.append(UInt8(ascii: "]"))
  }
}
