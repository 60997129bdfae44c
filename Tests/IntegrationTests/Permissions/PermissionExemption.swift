/// What the schema offers and the oracle cannot evaluate, with the reason. One that is not needed fails the suite.
enum PermissionExemption {
  /// By the name of the type that compares.
  static let comparisons: [String: String] = [
    "geometry_comparison_exp": "PostGIS decides; the conformance cases compare its answers",
    "geography_comparison_exp": "PostGIS decides; the conformance cases compare its answers",
    "money_comparison_exp": "its text depends on the server's locale",
    "interval_comparison_exp": "its text is PostgreSQL's own; compared as every type that the host does not know, like ltree",
    "geometry_MySQL_comparison_exp": "has no operator but _is_null, and its values no text that can be given back",
  ]

  /// Columns of such types, so that introspection shows them; nil if the kind has none.
  static func odd(_ kind: Kind) -> String? {
    switch kind {
    case .postgres: "g geometry, h geography, m money, i interval"
    case .mysql: "g GEOMETRY"
    case .sqlite: nil
    }
  }

  /// Roots that no query of the suite asks for.
  static let roots = ["_stream": "subscriptions are not executed yet; their fields are those of the rows"]
}
