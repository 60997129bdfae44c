/// Something of a schema that is found by its name.
package protocol Named: Sendable {
  var name: String { get }
}

/// Definitions in their order that are also found by name in constant time.
package struct NamedList<Element: Named>: RandomAccessCollection, ExpressibleByArrayLiteral, Sendable {
  private let elements: [Element]
  /// Only for lists too long to search.
  private let positions: [String: Int]?

  private static var longestSearched: Int { 8 }

  /// A list of these elements; of equal names the first is found.
  package init(_ elements: [Element]) {
    self.elements = elements
    positions =
      elements.count <= Self.longestSearched
      ? nil : Dictionary(elements.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  package init(arrayLiteral elements: Element...) { self.init(elements) }

  package var startIndex: Int { 0 }
  package var endIndex: Int { elements.count }
  package subscript(position: Int) -> Element { elements[position] }

  /// The element of a name.
  package subscript(_ name: String) -> Element? {
    if let positions { return positions[name].map { elements[$0] } }
    return elements.first { $0.name == name }
  }

  /// The names in their order.
  package var names: [String] { elements.map(\.name) }
}
