import JSON

/// Where in a request an error lies, from the request's root.
package struct ErrorPath: Equatable, Sendable {
  /// One step into a value.
  package enum Component: Equatable, Sendable {
    /// Into the value of an object's key.
    case key(String)
    /// Into the element of an array, counted from 0.
    case index(Int)
  }

  /// The steps from the root inwards.
  package var components: [Component]

  /// The path of these steps; without any, the root.
  package init(_ components: [Component] = []) { self.components = components }

  /// The path of these keys.
  package init(keys: String...) { components = keys.map { .key($0) } }

  /// This path with one more step at its end.
  package func appending(_ component: Component) -> ErrorPath { ErrorPath(components + [component]) }
}

extension ErrorPath: CustomStringConvertible {
  /// The path as Hasura prints it (`encodeJSONPath`): `$.args[0].table`, with other keys than identifiers as `["a.b"]`.
  package var description: String { components.reduce("$") { $0 + Self.text(of: $1) } }

  private static func text(of component: Component) -> String {
    switch component {
    case .index(let index): "[\(index)]"
    case .key(let key): isPlain(key) ? "." + key : "[" + JSON.string(key).text + "]"
    }
  }

  private static func isPlain(_ key: String) -> Bool {
    guard let first = key.utf8.first else { return false }
    let isLetter = { (byte: UInt8) in byte == UInt8(ascii: "_") || (byte | 0x20) &- UInt8(ascii: "a") < 26 }
    return isLetter(first)
      && key.utf8.allSatisfy { isLetter($0) || $0 == UInt8(ascii: "-") || $0 &- UInt8(ascii: "0") < 10 }
  }
}

extension ErrorPath: ExpressibleByArrayLiteral {
  package init(arrayLiteral elements: Component...) { self.init(elements) }
}

extension ErrorPath.Component: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
  package init(stringLiteral value: String) { self = .key(value) }
  package init(integerLiteral value: Int) { self = .index(value) }
}
