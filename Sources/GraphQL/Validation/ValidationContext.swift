import Errors

/// What the rules share during one validation: document, schema, where the walk is, and the errors found.
final class ValidationContext {
  let document: Document
  let schema: Schema
  /// By name; of fragments of equal name the last, as in graphql-js.
  let fragments: [String: FragmentDefinition]
  /// The steps to where the walk is, within its definition, as Hasura's paths count them.
  var path: [ErrorPath.Component] = []
  /// The definition the walk is in.
  var scope = DefinitionScope(fragment: nil)
  /// The definitions walked over: operations in document order.
  var operationScopes: [(operation: OperationDefinition, scope: DefinitionScope)] = []
  var fragmentScopes: [String: DefinitionScope] = [:]
  /// Whether fragments nest selections so deeply that rules must not recurse over them.
  var isTooDeep = false

  private var found: [Finding] = []
  private var suggestionsLeft = 25
  private static let mostErrors = 200

  init(document: Document, schema: Schema) {
    self.document = document
    self.schema = schema
    var fragments: [String: FragmentDefinition] = [:]
    for case .fragment(let fragment) in document.definitions { fragments[fragment.name.text] = fragment }
    self.fragments = fragments
  }

  /// An error before it is known where the fragment it lies in is spread.
  private struct Finding {
    var rule: String
    var message: String
    var locations: [Location]
    var hasura: HasuraWords
    var place: WalkPlace
  }

  /// Notes an error; beyond a bound (hostile documents) nothing is noted any more.
  ///
  /// Without `hasura` the endpoint answers graphql-js's message; without `place` it is where the walk is.
  func report(_ rule: String, _ message: String, at locations: [Location], hasura: HasuraWords? = nil, place: WalkPlace? = nil) {
    if isFull { return }
    found.append(
      Finding(
        rule: rule, message: message, locations: locations, hasura: hasura ?? HasuraWords(message), place: place ?? self.place))
  }

  /// The names among `options` that are like `name`, the likeliest first; none once too many were asked for.
  func suggestions(for name: String, among options: [String]) -> [String] {
    guard suggestionsLeft > 0 else { return [] }
    suggestionsLeft -= 1
    return Suggestions.list(for: name, among: options)
  }

  /// Whether no more errors are noted.
  var isFull: Bool { found.count >= Self.mostErrors }

  /// Where the walk is.
  var place: WalkPlace { WalkPlace(fragment: scope.fragment, path: path) }

  /// Records the use of a fragment at the place of the walk.
  func recordSpread(_ spread: FragmentSpread) {
    scope.spreads.append(DefinitionScope.Spread(name: spread.name.text, location: spread.location, place: place))
  }

  /// The errors in the order they were found.
  func errors() -> [ValidationError] {
    found.map { finding in
      let prefix = FragmentPaths(context: self).prefix(of: finding.place.fragment, naming: finding.hasura.namesFragments)
      let path = finding.hasura.isAtRoot ? ErrorPath(finding.hasura.rootPath) : ErrorPath(prefix + finding.place.path)
      return ValidationError(
        rule: finding.rule, message: finding.message, locations: finding.locations.map(document.position),
        engineError: EngineError(finding.hasura.code, finding.hasura.message, at: path), isTolerated: finding.hasura.isTolerated,
        firstLocation: finding.locations.first ?? Location(offset: 0))
    }
  }
}

/// What one operation or fragment uses.
struct DefinitionScope {
  /// The fragment's name; nil for operations.
  let fragment: String?
  var spreads: [Spread] = []
  var usages: [VariableUsage] = []
  /// The longest path to a selection set within the definition.
  var depth = 0

  /// One use of a fragment.
  struct Spread {
    var name: String
    var location: Location
    var place: WalkPlace
  }
}

/// A place within a definition.
struct WalkPlace {
  /// The fragment's name; nil in operations.
  var fragment: String?
  /// The steps from the definition inwards, as Hasura's paths count them.
  var path: [ErrorPath.Component]
}

/// One use of a variable.
struct VariableUsage {
  var name: String
  var location: Location
  /// The type expected there, nil where nothing is expected.
  var type: TypeReference?
  /// Whether the place has a default, so that an absent variable does no harm.
  var hasDefault: Bool
  /// The input object with `@oneOf` that it is a field of.
  var oneOf: String?
  var place: WalkPlace
}
