/// Why a function cannot be what it is declared as; the texts are Hasura's (`makeReasonMessage`).
struct FunctionProblems {
  private var reasons: [String] = []

  mutating func add(_ reason: String) { reasons.append(reason) }

  /// Throws if there are any reasons; `what` says what cannot be.
  func check(_ what: String) throws(TableProblem) {
    guard let first = reasons.first else { return }
    let isOnly = reasons.count == 1
    let text = isOnly ? "because \(first)" : "for the following reasons:\n" + reasons.map { "  \u{2022} \($0)\n" }.joined()
    throw TableProblem(reason: "\(what) \(text)")
  }
}
