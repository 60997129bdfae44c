package import Metadata

/// What the person who runs the engine decides about all GraphQL schemas.
package struct CatalogOptions: Equatable, Sendable {
  /// Whether integers beyond 32 bits and decimals are answered as strings (`--stringify-numeric-types`).
  package var numbersAsStrings: Bool
  /// The casing of generated names of sources that choose none.
  package var namingConvention: SourceCustomization.NamingConvention
  /// Whether roles see only what permissions show them of remote schemas; else every role sees all of them.
  package var hasRemoteSchemaPermissions = false

  /// Whether a comparison with null is true instead of an error, as in Hasura 1 (`--v1-boolean-null-collapse`).
  package var collapsesNullComparisons = false

  /// Whether a role that may read a function's table may call it, too (`--infer-function-permissions`); else it needs a permission.
  package var infersFunctionPermissions: Bool

  /// Hasura's defaults unless said otherwise.
  package init(
    numbersAsStrings: Bool = false, namingConvention: SourceCustomization.NamingConvention = .hasuraDefault,
    infersFunctionPermissions: Bool = true
  ) {
    self.infersFunctionPermissions = infersFunctionPermissions
    self.numbersAsStrings = numbersAsStrings
    self.namingConvention = namingConvention
  }
}
