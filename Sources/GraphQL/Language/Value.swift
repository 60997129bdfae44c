/// A value as it is written in a document or a schema.
package struct Value: Sendable {
  /// What is written.
  package indirect enum Kind: Sendable {
    /// `$name`, without the dollar.
    case variable(String)
    /// An integer's literal text.
    case int(String)
    /// A float's literal text.
    case float(String)
    /// A string's content; `block` tells how it was written.
    case string(String, block: Bool)
    case boolean(Bool)
    case null
    /// A name that is none of `true`, `false` and `null`.
    case enumeration(String)
    case list([Value])
    /// The fields in the order they are written; names may repeat until validation refused that.
    case object([ObjectField])
  }

  package var kind: Kind
  package var location: Location

  /// A value, by default one that was not parsed from a text.
  package init(_ kind: Kind, location: Location = .none) {
    self.kind = kind
    self.location = location
  }

  /// Whether this is the literal `null`.
  package var isNull: Bool {
    if case .null = kind { true } else { false }
  }
}

/// One `name: value` of an input object.
package struct ObjectField: Sendable {
  package var name: Name
  package var value: Value

  /// A field of an input object's literal.
  package init(name: Name, value: Value) {
    self.name = name
    self.value = value
  }
}

/// A name with its place.
package struct Name: Sendable {
  package var text: String
  package var location: Location

  /// A name, by default one that was not parsed from a text.
  package init(_ text: String, location: Location = .none) {
    self.text = text
    self.location = location
  }
}
