/// `Did you mean "x"?` as graphql-js finds and words it (its jsutils/suggestionList and didYouMean).
enum Suggestions {
  /// The options within a lexical distance of the input, the nearest first.
  static func list(for input: String, among options: [String]) -> [String] {
    let threshold = input.utf8.count * 2 / 5 + 1
    let lowercased = lower(input)
    var found: [(name: String, distance: Int)] = []
    for option in options {
      if option == input {
        found.append((option, 0))
      } else if let distance = distance(lowercased, lower(option), atMost: threshold) {
        found.append((option, max(distance, 1)))
      }
    }
    return found.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.map(\.name)
  }

  /// ` Did you mean ...?` for at most five suggestions, empty for none.
  static func didYouMean(_ what: String? = nil, _ suggestions: [String]) -> String {
    let quoted = suggestions.prefix(5).map { "\"\($0)\"" }
    guard let last = quoted.last else { return "" }
    let start = " Did you mean " + (what.map { $0 + " " } ?? "")
    switch quoted.count {
    case 1: return start + last + "?"
    case 2: return start + quoted[0] + " or " + last + "?"
    default: return start + quoted.dropLast().joined(separator: ", ") + ", or " + last + "?"
    }
  }

  private static func lower(_ text: String) -> [UInt8] {
    text.utf8.map { $0 &- UInt8(ascii: "A") < 26 ? $0 | 0x20 : $0 }
  }

  /// Edits (insert, delete, substitute, swap of neighbours) from one to the other; nil when more than `limit`.
  private static func distance(_ first: [UInt8], _ second: [UInt8], atMost limit: Int) -> Int? {
    let (long, short) = first.count >= second.count ? (first, second) : (second, first)
    guard long.count - short.count <= limit else { return nil }
    var beforeLast: [Int] = []
    var last = Array(0...short.count)
    for row in 0..<long.count {
      var current = [row + 1]
      for place in 0..<short.count {
        let substitution = last[place] + (long[row] == short[place] ? 0 : 1)
        var cell = min(last[place + 1] + 1, current[place] + 1, substitution)
        if row > 0, place > 0, long[row] == short[place - 1], long[row - 1] == short[place] {
          cell = min(cell, beforeLast[place - 1] + 1)
        }
        current.append(cell)
      }
      if current.allSatisfy({ $0 > limit }) { return nil }
      (beforeLast, last) = (last, current)
    }
    return last[short.count] <= limit ? last[short.count] : nil
  }
}
