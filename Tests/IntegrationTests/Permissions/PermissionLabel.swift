/// What the operators of `ltree` ask of a path of labels, for the patterns that the suite makes.
enum PermissionLabel {
  /// Patterns with what they say of the labels: begins with a, ends with b, has a c, is `a.b` or `a.c`.
  static let patterns: [(text: String, matches: @Sendable ([Substring]) -> Bool)] = [
    ("a.*", { $0.first == "a" }), ("*.b", { $0.last == "b" }), ("*.c.*", { $0.contains("c") }),
    ("a.b|c", { $0.count == 2 && $0[0] == "a" && ["b", "c"].contains($0[1]) }),
  ]

  static let questions: [(text: String, matches: @Sendable ([Substring]) -> Bool)] = [
    ("a & b", { $0.contains("a") && $0.contains("b") }), ("c | !a", { $0.contains("c") || !$0.contains("a") }),
  ]

  static func labels(_ path: String) -> [Substring] { path.split(separator: ".") }

  static func isAncestor(_ path: String, of other: String) -> Bool { labels(other).starts(with: labels(path)) }

  static func matches(_ path: String, _ pattern: String) -> Bool {
    patterns.first { $0.text == pattern }?.matches(labels(path)) ?? false
  }

  static func answers(_ path: String, _ question: String) -> Bool {
    questions.first { $0.text == question }?.matches(labels(path)) ?? false
  }
}
