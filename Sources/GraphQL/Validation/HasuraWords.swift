import Errors

/// How Hasura words an error (the messages of its schema-parsers library and of Execute/Inline.hs and Resolve.hs).
struct HasuraWords {
  var message: String
  var code: EngineError.Code = .validationFailed
  /// Whether Hasura finds it before it looks at the schema, so that the path is `$`, or what `rootPath` says.
  var isAtRoot = false
  var rootPath: [ErrorPath.Component] = []
  /// Whether fragments show in the path by their name: so it is where Hasura inlines them.
  var namesFragments = false

  /// Whether Hasura does not mind.
  var isTolerated = false

  init(_ message: String) { self.message = message }

  /// What breaks the specification's rules but not Hasura's.
  static func tolerated(_ message: String) -> HasuraWords {
    var words = HasuraWords(message)
    words.isTolerated = true
    return words
  }

  /// An error of the document as a whole.
  static func atRoot(_ message: String, code: EngineError.Code = .validationFailed, path: [ErrorPath.Component] = []) -> HasuraWords {
    var words = HasuraWords(message)
    (words.code, words.isAtRoot, words.rootPath) = (code, true, path)
    return words
  }

  /// An error found when fragments are put in place of their spreads.
  static func inlining(_ message: String) -> HasuraWords {
    var words = HasuraWords(message)
    words.namesFragments = true
    return words
  }

  /// `expected ... for type 'T', but found ...` (its `typeMismatch`).
  static func mismatch(_ expected: String, type: String, found: String) -> HasuraWords {
    HasuraWords("expected \(expected) for type '\(type)', but found \(found)")
  }

  /// `['a', 'b']`.
  static func list(_ names: some Sequence<String>) -> String { "[" + names.map { "'\($0)'" }.joined(separator: ", ") + "]" }

  /// `a`, `a and b`, `a, b, and c` (its `englishList`).
  static func enumerated(_ names: [String]) -> String {
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    let others = names.dropLast().joined(separator: ", ")
    return others + (names.count > 2 ? ", and " : " and ") + last
  }
}

/// Where fragments stand in an operation, for the paths of errors inside of them.
struct FragmentPaths {
  let context: ValidationContext

  /// The path to the first place where a fragment is spread; operations come before other fragments.
  func prefix(of fragment: String?, naming: Bool) -> [ErrorPath.Component] {
    var path: [ErrorPath.Component] = []
    var visited: Set<String> = []
    var current = fragment
    while let name = current, visited.insert(name).inserted, let (spread, container) = firstSpread(of: name, outside: visited) {
      // A fragment's own path starts with `selectionSet` as the spread's ends; by name there is one more step between them.
      path = (naming ? spread.place.path + [.key(name)] : Array(spread.place.path.dropLast())) + path
      current = container
    }
    return path
  }

  private func firstSpread(of name: String, outside visited: Set<String>) -> (DefinitionScope.Spread, String?)? {
    for (_, scope) in context.operationScopes {
      if let spread = scope.spreads.first(where: { $0.name == name }) { return (spread, nil) }
    }
    for case .fragment(let fragment) in context.document.definitions where !visited.contains(fragment.name.text) {
      let spreads = context.fragmentScopes[fragment.name.text]?.spreads ?? []
      if let spread = spreads.first(where: { $0.name == name }) { return (spread, fragment.name.text) }
    }
    return nil
  }
}
