package import ConnectorProtocol

/// The operators that several engines have.
extension [ComparisonOperator] {
  /// Equality, order and lists.
  package static let comparisons: [ComparisonOperator] = [
    ComparisonOperator("_eq"), ComparisonOperator("_neq"), ComparisonOperator("_gt"), ComparisonOperator("_lt"), ComparisonOperator("_gte"),
    ComparisonOperator("_lte"), ComparisonOperator("_in", .listOfSame), ComparisonOperator("_nin", .listOfSame),
  ]

  /// Patterns of the standard.
  package static let patterns: [ComparisonOperator] = [
    ComparisonOperator("_like", comment: "does the column match the given pattern"),
    ComparisonOperator("_nlike", comment: "does the column NOT match the given pattern"),
    ComparisonOperator("_ilike", comment: "does the column match the given case-insensitive pattern"),
    ComparisonOperator("_nilike", comment: "does the column NOT match the given case-insensitive pattern"),
    ComparisonOperator("_similar", comment: "does the column match the given SQL regular expression"),
    ComparisonOperator("_nsimilar", comment: "does the column NOT match the given SQL regular expression"),
  ]

  /// Regular expressions of a family, such as `POSIX regular expression`.
  package static func regularExpressions(_ family: String) -> [ComparisonOperator] {
    [
      ComparisonOperator("_regex", comment: "does the column match the given \(family), case sensitive"),
      ComparisonOperator("_nregex", comment: "does the column NOT match the given \(family), case sensitive"),
      ComparisonOperator("_iregex", comment: "does the column match the given \(family), case insensitive"),
      ComparisonOperator("_niregex", comment: "does the column NOT match the given \(family), case insensitive"),
    ]
  }

  /// What PostgreSQL asks of `jsonb`, in Hasura's names.
  package static let documentContents: [ComparisonOperator] = [
    ComparisonOperator("_contains", comment: "does the column contain the given json value at the top level"),
    ComparisonOperator("_contained_in", comment: "is the column contained in the given json value"),
    ComparisonOperator("_has_key", .scalar("String"), comment: "does the string exist as a top-level key in the column"),
    ComparisonOperator("_has_keys_any", .listOfScalar("String"), comment: "do any of these strings exist as top-level keys in the column"),
    ComparisonOperator("_has_keys_all", .listOfScalar("String"), comment: "do all of these strings exist as top-level keys in the column"),
  ]

  /// What documents are asked.
  package static let documents: [ComparisonOperator] =
    [
      ComparisonOperator("_eq"), ComparisonOperator("_neq"), ComparisonOperator("_in", .listOfSame),
      ComparisonOperator("_nin", .listOfSame),
    ]
    + documentContents

  /// What PostgreSQL makes of `jsonb`, in Hasura's names; see ``DocumentUpdate``.
  package static let documentUpdates: [ComparisonOperator] = [
    ComparisonOperator("_append", comment: "append existing jsonb value of filtered columns with new jsonb value"),
    ComparisonOperator("_prepend", comment: "prepend existing jsonb value of filtered columns with new jsonb value"),
    ComparisonOperator(
      "_delete_key", .scalar("String"),
      comment: "delete key/value pair or string element. key/value pairs are matched based on their key value"),
    ComparisonOperator(
      "_delete_elem", .scalar("Int"),
      comment: "delete the array element with specified index (negative integers count from the end). "
        + "throws an error if top level container is not an array"),
    ComparisonOperator(
      "_delete_at_path", .listOfScalar("String"),
      comment: "delete the field or element with specified path (for JSON arrays, negative integers count from the end)"),
  ]
}
