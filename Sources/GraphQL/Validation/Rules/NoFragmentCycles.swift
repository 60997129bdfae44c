/// Fragments do not contain themselves (section 5.5.2.2).
enum NoFragmentCycles {
  static func check(_ context: ValidationContext) {
    if context.fragments.isEmpty { return }
    var search = CycleSearch(context: context)
    for case .fragment(let fragment) in context.document.definitions { search.visit(fragment.name.text) }
    for (operation, scope) in context.operationScopes { search.checkDepth(of: operation, scope) }
  }
}

/// Follows spreads depth first, and learns how deeply fragments nest selections.
private struct CycleSearch {
  let context: ValidationContext
  /// Of the fragments visited completely.
  private var depths: [String: Int] = [:]
  private var visited: Set<String> = []
  private var path: [DefinitionScope.Spread] = []
  private var pathStarts: [String: Int] = [:]
  /// In steps of a path, two for each field: as deep as a document without fragments can be.
  private static let deepest = 400

  init(context: ValidationContext) { self.context = context }

  mutating func visit(_ fragment: String) {
    guard visited.insert(fragment).inserted, let scope = context.fragmentScopes[fragment] else { return }
    guard path.count < Self.deepest else { return reportDepth(path.last?.location ?? .none) }
    pathStarts[fragment] = path.count
    for spread in scope.spreads {
      path.append(spread)
      if let start = pathStarts[spread.name] {
        report(Array(path[start...]), spread)
      } else {
        visit(spread.name)
      }
      path.removeLast()
    }
    pathStarts[fragment] = nil
    depths[fragment] = depth(of: scope)
  }

  func checkDepth(of operation: OperationDefinition, _ scope: DefinitionScope) {
    if depth(of: scope) > Self.deepest { reportDepth(operation.location) }
  }

  private func depth(of scope: DefinitionScope) -> Int {
    let deepestSpread = scope.spreads.map { $0.place.path.count + (depths[$0.name] ?? 0) }.max() ?? 0
    return max(scope.depth, deepestSpread)
  }

  private func report(_ cycle: [DefinitionScope.Spread], _ last: DefinitionScope.Spread) {
    if context.isFull { return }
    let others = cycle.dropLast().map(\.name)
    let via = others.isEmpty ? "" : " via " + others.map { "\"\($0)\"" }.joined(separator: ", ")
    let names = HasuraWords.enumerated([last.name] + others)
    context.report(
      "NoFragmentCycles", "Cannot spread fragment \"\(last.name)\" within itself\(via).", at: cycle.map(\.location),
      hasura: .inlining("the fragment definition(s) \(names) form a cycle"), place: last.place)
  }

  private func reportDepth(_ location: Location) {
    if context.isTooDeep { return }
    context.isTooDeep = true
    context.report("NestingDepth", "Fragments nest selections too deeply.", at: [location], hasura: nil)
  }
}
