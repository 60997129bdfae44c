/// Lines of a plan's text, indented.
struct PlanText {
  private(set) var lines: [String] = []
  private var depth = 0

  init() {}

  mutating func line(_ text: String) { lines.append(String(repeating: "  ", count: depth) + text) }

  mutating func indented(_ body: (inout PlanText) -> Void) {
    depth += 1
    body(&self)
    depth -= 1
  }
}
