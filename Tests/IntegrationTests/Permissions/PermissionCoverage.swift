/// How often each operator and clause was used, on each kind, in permissions and in queries.
///
/// A condition counts only if it told rows apart: some row of its table satisfies it and some row does not.
final class PermissionCoverage {
  struct Key: Hashable {
    let kind: Kind
    let word: String
    let speaker: PermissionCondition.Speaker
  }

  private var counts: [Key: Int] = [:]
  /// The filters that were counted: by the role's name and the table.
  private var seen: Set<String> = []
  /// Also what told nothing apart.
  var tries: [Key: Int] = [:]

  subscript(kind: Kind, word: String, speaker: PermissionCondition.Speaker) -> Int {
    counts[Key(kind: kind, word: word, speaker: speaker)] ?? 0
  }

  func add(_ kind: Kind, _ word: String, _ speaker: PermissionCondition.Speaker, _ count: Int = 1) {
    counts[Key(kind: kind, word: word, speaker: speaker), default: 0] += count
  }

  /// Whether this comes for the first time.
  func isNew(_ filter: String) -> Bool { seen.insert(filter).inserted }

  /// Of some choices one whose word was used and tried least so far.
  func least<Choice>(
    of choices: [Choice], _ kind: Kind, _ speaker: PermissionCondition.Speaker, _ dice: inout Dice, word: (Choice) -> String
  ) -> Choice {
    let keys = choices.map { Key(kind: kind, word: word($0), speaker: speaker) }
    let scores = keys.map { 2 * counts[$0, default: 0] + tries[$0, default: 0] }
    let least = scores.min() ?? 0
    let index = dice.one(of: choices.indices.filter { scores[$0] == least })
    tries[keys[index], default: 0] += 1
    return choices[index]
  }

  /// A line for each word: how often on each kind, in permissions and in queries.
  var table: String {
    let words = Set(counts.keys.map(\.word)).sorted()
    let head = ["".padded(46)] + Kind.allCases.map { "\($0.rawValue) (permissions, queries)".padded(34) }
    let lines = words.map { word in
      let cells = Kind.allCases.map { kind in "\(self[kind, word, .permission]), \(self[kind, word, .query])".padded(34) }
      return ([word.padded(46)] + cells).joined()
    }
    return ([head.joined()] + lines).joined(separator: "\n")
  }
}

extension String {
  fileprivate func padded(_ width: Int) -> String { self + String(repeating: " ", count: max(1, width - count)) }
}
