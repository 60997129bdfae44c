import JSON

/// What the operators of `jsonb` ask of a document, by PostgreSQL's manual (9.16, "Additional jsonb Operators").
enum PermissionDocument {
  /// A key of an object, an element of an array, or the text itself.
  static func has(_ key: String, _ document: JSON) -> Bool {
    switch document {
    case .object(let object): object[key] != nil
    case .array(let elements): elements.contains(.string(key))
    default: document == .string(key)
    }
  }

  /// Whether `outer` contains `inner`. PostgreSQL lets an array contain a single value at the top only; MariaDB's `JSON_CONTAINS` lets it
  /// contain a single value, which may be an object, at any depth.
  static func contains(_ outer: JSON, _ inner: JSON, on kind: Kind, atTop: Bool = true) -> Bool {
    switch (outer, inner) {
    case (.object(let outer), .object(let inner)):
      return inner.entries.allSatisfy { entry in outer[entry.key].map { contains($0, entry.value, on: kind, atTop: false) } ?? false }
    case (.array(let outer), .array(let inner)):
      return inner.allSatisfy { wanted in outer.contains { contains($0, wanted, on: kind, atTop: false) } }
    case (.array(let outer), _) where kind == .mysql: return outer.contains { contains($0, inner, on: kind, atTop: false) }
    case (.array(let outer), _): return atTop && inner.objectValue == nil && outer.contains(inner)
    default: return outer == inner
    }
  }
}
