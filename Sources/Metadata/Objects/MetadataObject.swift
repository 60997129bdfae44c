package import JSON

/// A declared object with its definition, as lists of inconsistencies show it.
package struct MetadataObject: Equatable, Sendable {
  package let id: MetadataObjectID
  /// What the user declared, with what identifies it, in Hasura's layout.
  package let definition: JSON

  /// An object with its definition; see ``Metadata/object(_:)``.
  package init(id: MetadataObjectID, definition: JSON) {
    self.id = id
    self.definition = definition
  }
}
