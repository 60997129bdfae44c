/// One JSON value: objects keep the order of their keys, numbers keep their exact text.
///
/// Equality is by value: the order of an object's keys and the spelling of a number (`1` and `1.0`) do not matter.
public enum JSON: Equatable, Sendable {
  case null
  case bool(Bool)
  case number(JSONNumber)
  case string(String)
  case array([JSON])
  case object(JSONObject)
}

extension JSON {
  /// The value of a key, or nil when this is not an object or has no such key.
  public subscript(_ key: String) -> JSON? {
    guard case .object(let object) = self else { return nil }
    return object[key]
  }

  /// The element at a position, or nil when this is not an array or is shorter.
  public subscript(_ index: Int) -> JSON? {
    guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
    return elements[index]
  }

  /// The text of a string, nil for any other kind.
  public var stringValue: String? {
    guard case .string(let value) = self else { return nil }
    return value
  }

  /// The truth value of a boolean, nil for any other kind.
  public var boolValue: Bool? {
    guard case .bool(let value) = self else { return nil }
    return value
  }

  /// The value of a number that is integral and fits `Int` (`2`, `2.0`, `2e0`), else nil.
  public var int: Int? {
    guard case .number(let value) = self else { return nil }
    return value.int
  }

  /// The elements of an array, nil for any other kind.
  public var arrayValue: [JSON]? {
    guard case .array(let value) = self else { return nil }
    return value
  }

  /// The object, nil for any other kind.
  public var objectValue: JSONObject? {
    guard case .object(let value) = self else { return nil }
    return value
  }

  /// Whether this is JSON's `null`.
  public var isNull: Bool { self == .null }
}

extension JSON: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByFloatLiteral, ExpressibleByStringInterpolation, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  /// JSON's `null`.
  public init(nilLiteral: ()) { self = .null }
  /// A boolean.
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  /// An integral number.
  public init(integerLiteral value: Int) { self = .number(JSONNumber(value)) }
  /// A number; must be finite.
  public init(floatLiteral value: Double) {
    precondition(value.isFinite, "JSON has no infinities and no NaN")
    self = .number(JSONNumber(unchecked: value.description))
  }
  /// A string.
  public init(stringLiteral value: String) { self = .string(value) }
  /// An array of these elements.
  public init(arrayLiteral elements: JSON...) { self = .array(elements) }
  /// An object of these entries in their order; of equal keys the last wins.
  public init(dictionaryLiteral elements: (String, JSON)...) {
    self = .object(JSONObject(elements.map { (key: $0.0, value: $0.1) }))
  }
}
