import JSON
import QueryPlan

typealias JoinCardinality = Join.Cardinality

/// Writes fetched answers with the values of their remote fields put in place: one pass over the bytes, no JSON is read.
struct Splicer {
  /// Writes chunk `number` of a plain answer.
  static func write(chunk number: Int, of answer: Fetched, into output: inout ByteWriter) {
    let chunk = answer.chunks[number]
    chunk.json.withUnsafeBytes { bytes in
      var cursors = Cursors(answer, chunk: number, from: 0)
      write(0..<bytes.count, of: bytes, answer, &cursors, into: &output)
    }
  }

  /// Writes the inside of a chunk that is a list: without its brackets.
  static func write(insideOf number: Int, of answer: Fetched, into output: inout ByteWriter) {
    answer.chunks[number].json.withUnsafeBytes { bytes in
      guard bytes.count > 2 else { return }
      var cursors = Cursors(answer, chunk: number, from: 0)
      write(1..<(bytes.count - 1), of: bytes, answer, &cursors, into: &output)
    }
  }

  /// Writes a range of a chunk's bytes and fills the places that lie in it.
  private static func write(
    _ range: Range<Int>, of bytes: UnsafeRawBufferPointer, _ answer: Fetched, _ cursors: inout Cursors, into output: inout ByteWriter
  ) {
    var position = range.lowerBound
    while let (use, place, offset) = cursors.next(before: range.upperBound) {
      output.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[position..<offset]))
      position = offset
      write(answer.filled[use], ordinal: place, into: &output)
    }
    output.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[position..<range.upperBound]))
  }

  private static func write(_ filled: Filled, ordinal: Int32, into output: inout ByteWriter) {
    // A null in the key: the field is null, for arrays too (Hasura's XToDB...Spec, "related-data-null").
    guard ordinal >= 0, let lookup = filled.lookup, let rows = lookup.answer.rows else { return output.append("null") }
    let found = rows[ordinal]
    switch filled.cardinality {
    case .object, .aggregate:
      guard let row = found.first else { return output.append("null") }
      write(row, of: lookup.answer, into: &output)
    case .array:
      output.append(UInt8(ascii: "["))
      for index in found.indices {
        if index > found.startIndex { output.append(UInt8(ascii: ",")) }
        write(found[index], of: lookup.answer, into: &output)
      }
      output.append(UInt8(ascii: "]"))
    }
  }

  /// Writes one row.
  static func write(_ row: RowsByOrdinal.Row, of answer: Fetched, into output: inout ByteWriter) {
    let chunk = Int(row.chunk)
    answer.chunks[chunk].json.withUnsafeBytes { bytes in
      let range = Int(row.start)..<Int(row.end)
      guard !answer.filled.isEmpty else { return output.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[range])) }
      var cursors = Cursors(answer, chunk: chunk, from: row.start)
      write(range, of: bytes, answer, &cursors, into: &output)
    }
  }
}

/// Merges the places of all uses of one chunk in byte order. Uses are few, so the next one is found by looking at each.
private struct Cursors {
  private let answer: Fetched
  private let chunk: Int
  private var next: [Int]

  init(_ answer: Fetched, chunk: Int, from start: UInt32) {
    self.answer = answer
    self.chunk = chunk
    next = answer.filled.map { start == 0 ? 0 : Self.firstPlace(in: $0.places[chunk].offsets, notBefore: start) }
  }

  /// The use, ordinal and offset of the next place before `end`.
  mutating func next(before end: Int) -> (use: Int, ordinal: Int32, offset: Int)? {
    var best = -1
    var bestOffset = UInt32.max
    for use in next.indices {
      let offsets = answer.filled[use].places[chunk].offsets
      if next[use] < offsets.count, offsets[next[use]] < bestOffset {
        best = use
        bestOffset = offsets[next[use]]
      }
    }
    guard best >= 0, Int(bestOffset) < end else { return nil }
    let place = next[best]
    next[best] += 1
    return (best, answer.filled[best].places[chunk].ordinals[place], Int(bestOffset))
  }

  private static func firstPlace(in offsets: [UInt32], notBefore start: UInt32) -> Int {
    var low = 0
    var high = offsets.count
    while low < high {
      let middle = (low + high) / 2
      if offsets[middle] < start { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
