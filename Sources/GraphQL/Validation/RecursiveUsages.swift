/// What an operation uses through all fragments it reaches.
enum RecursiveUsages {
  /// The scopes of all fragments that are reached from a scope, each once.
  static func fragments(of scope: DefinitionScope, in context: ValidationContext) -> [DefinitionScope] {
    if scope.spreads.isEmpty { return [] }
    var found: [DefinitionScope] = []
    var visited: Set<String> = []
    var pending = [scope]
    while let next = pending.popLast() {
      for spread in next.spreads where visited.insert(spread.name).inserted {
        guard let fragment = context.fragmentScopes[spread.name] else { continue }
        found.append(fragment)
        pending.append(fragment)
      }
    }
    return found
  }

  /// The uses of variables in an operation and in all fragments it reaches.
  static func variables(of scope: DefinitionScope, in context: ValidationContext) -> [VariableUsage] {
    scope.usages + fragments(of: scope, in: context).flatMap(\.usages)
  }
}
