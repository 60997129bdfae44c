package import ConnectorProtocol

/// What the host read from a source's database besides its description.
package struct SourceContents: Equatable, Sendable {
  /// The rows of the tables that are declared as enumerations, by the description's name.
  package var enumerations: [TableReference: EnumerationRows]

  /// Contents of these parts; nothing unless said otherwise.
  package init(enumerations: [TableReference: EnumerationRows] = [:]) {
    self.enumerations = enumerations
  }
}

/// The rows of a table that is declared as an enumeration, or why they could not be read.
package enum EnumerationRows: Equatable, Sendable {
  case rows([Row])
  /// The database's words.
  case failed(String)

  /// One value, and what it means.
  package struct Row: Equatable, Sendable {
    package let value: String
    package let comment: String?

    /// A row of these parts.
    package init(value: String, comment: String?) {
      self.value = value
      self.comment = comment
    }
  }
}
