import JSON
import QueryPlan

/// The plan's answer as an alternation of bytes known in advance and fetches: literal, fetch, literal, fetch, ..., literal.
struct AnswerLayout: Sendable {
  private(set) var literals: [[UInt8]] = []
  private(set) var pieces: [Piece] = []

  /// What stands between two literals.
  enum Piece: Sendable {
    case fetch(Fetch)
    case remote(fetch: Int, key: String)
    case affectedRows(write: Int, operations: [Int])
    case returned(write: Int, operation: Int, isSingle: Bool)
  }

  var fetches: [Fetch] { pieces.compactMap { if case .fetch(let fetch) = $0 { fetch } else { nil } } }

  private var open: [UInt8] = []

  init(_ plan: QueryPlan) {
    append(object: plan.roots)
    literals.append(open)
  }

  private mutating func append(object roots: [QueryPlan.Root]) {
    open.append(UInt8(ascii: "{"))
    for (index, root) in roots.enumerated() {
      if index > 0 { open.append(UInt8(ascii: ",")) }
      open.append(contentsOf: JSON.string(root.alias).bytes)
      open.append(UInt8(ascii: ":"))
      append(root.value)
    }
    open.append(UInt8(ascii: "}"))
  }

  private mutating func append(_ value: QueryPlan.Value) {
    switch value {
    case .constant(let bytes): open.append(contentsOf: bytes)
    case .object(let roots): append(object: roots)
    case .fetch(let fetch): add(.fetch(fetch))
    case .remote(let fetch, let key): add(.remote(fetch: fetch, key: key))
    case .list(let elements): append(list: elements)
    case .affectedRows(let write, let operations): add(.affectedRows(write: write, operations: operations))
    case .returned(let write, let operation, let isSingle):
      add(.returned(write: write, operation: operation, isSingle: isSingle))
    }
  }

  private mutating func append(list elements: [QueryPlan.Value]) {
    open.append(UInt8(ascii: "["))
    for (index, element) in elements.enumerated() {
      if index > 0 { open.append(UInt8(ascii: ",")) }
      append(element)
    }
    open.append(UInt8(ascii: "]"))
  }

  private mutating func add(_ piece: Piece) {
    literals.append(open)
    open = []
    pieces.append(piece)
  }
}
