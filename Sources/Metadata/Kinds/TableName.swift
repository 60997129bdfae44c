/// The name of a table or function within a source.
///
/// Two spellings of one table (`author` and `public.author`) are equal.
package struct TableName: Sendable {
  /// All components, outermost first, defaults filled in; the last is the table's own name.
  package let components: [String]
  /// The components that error texts and GraphQL names show: without the leading ones that the naming takes for granted.
  package let shown: [String]

  /// A name of these components, shown in these words.
  package init(components: [String], shown: [String]) {
    self.components = components
    self.shown = shown
  }

  /// The name itself, without what qualifies it.
  package var last: String { components.last ?? "" }

  /// As Hasura prints it in error texts, without quotes: `author`, `store.author`.
  package var text: String { shown.joined(separator: ".") }
}

extension TableName: Hashable {
  package static func == (left: Self, right: Self) -> Bool { left.components == right.components }
  package func hash(into hasher: inout Hasher) { hasher.combine(components) }
}

extension TableName: CustomStringConvertible {
  package var description: String { text }
}
