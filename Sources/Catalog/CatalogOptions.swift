package import Metadata

/// What the person who runs the engine decides about all GraphQL schemas.
package struct CatalogOptions: Equatable, Sendable {
  /// Whether integers beyond 32 bits and decimals are answered as strings (`--stringify-numeric-types`).
  package var numbersAsStrings: Bool
  /// The casing of generated names of sources that choose none.
  package var namingConvention: SourceCustomization.NamingConvention
  /// Whether roles see only what permissions show them of remote schemas; else every role sees all of them.
  package var hasRemoteSchemaPermissions = false

  /// Hasura's defaults unless said otherwise.
  package init(numbersAsStrings: Bool = false, namingConvention: SourceCustomization.NamingConvention = .hasuraDefault) {
    self.numbersAsStrings = numbersAsStrings
    self.namingConvention = namingConvention
  }
}
