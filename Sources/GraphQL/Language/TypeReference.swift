/// A type as it is used: a name, in lists and non-null as often as written.
package indirect enum TypeReference: Hashable, Sendable {
  case named(String)
  case list(TypeReference)
  /// Never holds another `nonNull`.
  case nonNull(TypeReference)
}

extension TypeReference {
  /// The name inside of all lists and non-nulls.
  package var baseName: String {
    switch self {
    case .named(let name): name
    case .list(let element): element.baseName
    case .nonNull(let type): type.baseName
    }
  }

  /// Whether null is refused.
  package var isNonNull: Bool {
    if case .nonNull = self { true } else { false }
  }

  /// This type without its outermost non-null, if there is one.
  package var nullable: TypeReference {
    if case .nonNull(let type) = self { type } else { self }
  }

  /// This type as non-null; itself when it already is.
  package var required: TypeReference { isNonNull ? self : .nonNull(self) }

  /// The type of the elements when this is a list (of whatever nullability), else nil.
  package var element: TypeReference? {
    if case .list(let element) = nullable { element } else { nil }
  }
}

extension TypeReference: CustomStringConvertible {
  /// The type as written in GraphQL: `[Int!]!`.
  package var description: String {
    switch self {
    case .named(let name): name
    case .list(let element): "[\(element)]"
    case .nonNull(let type): "\(type)!"
    }
  }
}
