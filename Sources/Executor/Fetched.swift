import ConnectorProtocol

/// A fetch's whole answer, with every place in it resolved: what splicing reads.
struct Fetched {
  var chunks: [RowChunk]
  /// `filled[use]`: what stands at the places of a remote use.
  var filled: [Filled]
  /// For a lookup: the rows of each ordinal.
  var rows: RowsByOrdinal?
}

/// The values of one remote use: an ordinal per place, and the lookup's answer that the ordinals point into.
struct Filled {
  /// Per chunk of the parent: the places' offsets in byte order (empty if the chunk has none) and their ordinals (-1: null key).
  var places: [Places]
  var cardinality: JoinCardinality
  /// Nil when there was no key to look up.
  var lookup: Lookup?

  struct Places {
    var offsets: [UInt32]
    var ordinals: [Int32]
  }

  /// Answers are shared by all places, so they are held by reference.
  final class Lookup: Sendable {
    let answer: Fetched

    init(_ answer: Fetched) { self.answer = answer }
  }
}

/// Which rows of a lookup's chunks belong to which ordinal, in the asked order.
struct RowsByOrdinal {
  /// `rows[starts[o]..<starts[o + 1]]` are the rows of ordinal `o`.
  private var starts: [Int32]
  private var rows: [Row]

  /// Where a row's JSON is.
  struct Row {
    var chunk: Int32
    var start: UInt32
    var end: UInt32
  }

  /// Sorts the rows of all chunks by ordinal, stably, by counting. `nil` if an ordinal was never asked for.
  init?(_ chunks: [RowChunk], count: Int) {
    var starts = [Int32](repeating: 0, count: count + 2)
    var total = 0
    for chunk in chunks {
      guard chunk.ordinals.count == chunk.rowEnds.count else { return nil }
      for ordinal in chunk.ordinals {
        guard ordinal < count else { return nil }
        starts[Int(ordinal) + 2] += 1
      }
      total += chunk.ordinals.count
    }
    for index in 2..<(count + 2) { starts[index] += starts[index - 1] }
    var rows = [Row](repeating: Row(chunk: 0, start: 0, end: 0), count: total)
    for (number, chunk) in chunks.enumerated() {
      var start: UInt32 = 0
      for (ordinal, end) in zip(chunk.ordinals, chunk.rowEnds) {
        guard end >= start, Int(end) <= chunk.json.count else { return nil }
        rows[Int(starts[Int(ordinal) + 1])] = Row(chunk: Int32(number), start: start, end: end)
        starts[Int(ordinal) + 1] += 1
        start = end
      }
    }
    starts.removeLast()
    self.starts = starts
    self.rows = rows
  }

  subscript(_ ordinal: Int32) -> ArraySlice<Row> { rows[Int(starts[Int(ordinal)])..<Int(starts[Int(ordinal) + 1])] }
}
