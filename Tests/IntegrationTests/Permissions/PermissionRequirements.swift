/// What a run must have used: every operator and clause that introspection shows, and the words of permissions.
struct PermissionRequirements {
  let world: PermissionWorld
  let schema: PermissionSchema

  private typealias Required = (kind: Kind, word: String, speaker: PermissionCondition.Speaker)

  /// What queries used less than so many times or permissions never, and exemptions that nothing needs.
  func missing(from coverage: PermissionCoverage, least: Int) -> [String] {
    let required = Kind.allCases.flatMap { operators($0) + clauses($0) + inPermissions($0) }
    let lacking = required.compactMap { entry -> String? in
      let count = coverage[entry.kind, entry.word, entry.speaker]
      return count < (entry.speaker == .query ? least : 1) ? "\(entry.kind) \(entry.word) in \(entry.speaker): \(count)" : nil
    }
    let idle = PermissionExemption.comparisons.keys.filter { schema[$0] == nil }.sorted().map { "\($0) is exempt and not offered" }
    return lacking + idle
  }

  /// The kind with the most that was not used yet.
  func needy(_ coverage: PermissionCoverage) -> Kind {
    let counts = Kind.allCases.map { kind in operators(kind).count { coverage[$0.kind, $0.word, $0.speaker] < 3 } }
    return zip(Kind.allCases, counts).max { $0.1 < $1.1 }?.0 ?? .postgres
  }

  private func tables(_ kind: Kind) -> [PermissionTable] { world.tables.filter { $0.kind == kind } }

  /// The types that compare: of the columns of the suite, and of the tables of odd types.
  private func comparisons(_ kind: Kind) -> [String] {
    let filters = tables(kind).map { $0.type + "_bool_exp" } + ["odd_\(kind.rawValue)_bool_exp"]
    let types = filters.flatMap { filter in (schema[filter] ?? []).compactMap { schema.type(of: $0, in: filter) } }
    return Set(types).filter { $0.hasSuffix("_comparison_exp") && PermissionExemption.comparisons[$0] == nil }.sorted()
  }

  private func operators(_ kind: Kind) -> [Required] {
    comparisons(kind).flatMap { type in
      (schema[type] ?? []).flatMap { name in
        [Required(kind, "\(type).\(name)", .query), Required(kind, "\(type).\(name)", .permission)]
      }
    }
  }

  /// The clauses of queries.
  private func clauses(_ kind: Kind) -> [Required] {
    let person = tables(kind)[0]
    let thing = tables(kind)[3]
    var words = (schema["order_by"] ?? []).map { "order_by \($0)" }
    words += schema.functions(of: thing, in: "fields").map { "aggregate \($0)" }
    words += schema.functions(of: thing, in: "order_by").map { "order_by aggregate \($0)" }
    words += (schema[person.type + "_aggregate_bool_exp"] ?? []).map { "_aggregate.\($0)" }
    words += (schema[person.type + "_bool_exp"] ?? []).filter { $0.hasPrefix("_") }
    words += [
      "where", "where as variable", "distinct_on", "limit", "offset", "nodes", "path of a document", "root: rows", "root: by key",
      "root: aggregate", "order_by column", "order_by object relationship", "order_by through an object relationship",
      "order_by aggregate count", "aggregate count", "aggregate count of column", "aggregate count of column, distinct",
      "aggregate count of columns", "aggregate count of columns, distinct", "_aggregate distinct", "_aggregate arguments",
      "object relationship", "array relationship", "field: local object", "field: local array", "field: local aggregate",
      "field: remote object", "field: remote array", "field: remote aggregate", "join of a join", "relationship of a join",
      "join of a relationship",
    ]
    words += Kind.allCases.filter { $0 != kind }.map { "join to \($0.rawValue)" }
    if schema["query_root"]?.contains(PermissionWorld.function) == true, kind == .postgres {
      words += [
        "root: function", "root: aggregate of function", "computed column", "order_by computed column", "field: computed array",
        "rows of a function",
      ]
    }
    return words.map { Required(kind, $0, .query) }
  }

  /// The words that only permissions have.
  private func inPermissions(_ kind: Kind) -> [Required] {
    let words =
      PermissionCondition.spellings.keys.sorted() + PermissionCondition.columnWords.keys.sorted() + [
        "$", "_and", "_or", "_not", "_exists", "object relationship", "array relationship", "session variable",
        "session variable of a list", "limit", "no aggregates", "query_root_fields", "query_root_fields: []",
      ] + (kind == .postgres ? ["rows of a function"] : [])
    return words.map { Required(kind, $0, .permission) }
  }
}
