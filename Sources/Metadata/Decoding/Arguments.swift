package import Errors
package import JSON

/// The keys of one JSON object that is being read; errors carry the key in their path.
///
/// A key whose value is `null` counts as left out, as in Hasura.
package struct Arguments: Sendable {
  /// The object being read.
  package let object: JSONObject

  /// `type` is the name that the error prints when `json` is no object.
  package init(_ json: JSON, as type: String) throws(EngineError) { object = try Expect.object(json, as: type) }

  /// Reads the keys of an object.
  package init(_ object: JSONObject) { self.object = object }

  /// The value of a key unless it is left out.
  package func optional(_ key: String) -> JSON? {
    guard let value = object[key], !value.isNull else { return nil }
    return value
  }

  /// The value of a key; `parse-failed` when it is left out.
  package func value(_ key: String) throws(EngineError) -> JSON {
    guard let value = object[key] else { throw EngineError(.parseFailed, "key \"\(key)\" not found") }
    return value
  }
}

extension Arguments {
  func read<T>(_ key: String, _ body: (JSON) throws(EngineError) -> T) throws(EngineError) -> T {
    let value = try value(key)
    return try at(.key(key)) { () throws(EngineError) in try body(value) }
  }

  func readOptional<T>(_ key: String, _ body: (JSON) throws(EngineError) -> T) throws(EngineError) -> T? {
    guard let value = optional(key) else { return nil }
    return try at(.key(key)) { () throws(EngineError) in try body(value) }
  }

  func string(_ key: String) throws(EngineError) -> String { try read(key, Expect.string) }
  func name(_ key: String) throws(EngineError) -> String { try read(key, Expect.nonEmpty) }
  func optionalString(_ key: String) throws(EngineError) -> String? { try readOptional(key, Expect.string) }
  func strings(_ key: String) throws(EngineError) -> [String] { try read(key, Expect.strings) }
  func optionalStrings(_ key: String) throws(EngineError) -> [String]? { try readOptional(key, Expect.strings) }
  func flag(_ key: String, default value: Bool = false) throws(EngineError) -> Bool { try readOptional(key, Expect.bool) ?? value }
  func optionalInt(_ key: String) throws(EngineError) -> Int? { try readOptional(key, Expect.int) }

  func object(_ key: String, as type: String) throws(EngineError) -> JSONObject {
    try read(key) { json throws(EngineError) in try Expect.object(json, as: type) }
  }

  func optionalObject(_ key: String, as type: String) throws(EngineError) -> JSONObject? {
    try readOptional(key) { json throws(EngineError) in try Expect.object(json, as: type) }
  }

  /// Reads an object that counts as empty when it is left out.
  func readObject<T>(
    _ key: String, as type: String, _ body: (JSONObject) throws(EngineError) -> T
  ) throws(EngineError) -> T {
    let object = try optionalObject(key, as: type) ?? [:]
    return try at(.key(key)) { () throws(EngineError) in try body(object) }
  }

  func list<T>(_ key: String, _ body: (JSON) throws(EngineError) -> T) throws(EngineError) -> [T] {
    try readOptional(key) { json throws(EngineError) in
      var values: [T] = []
      for (index, element) in try Expect.array(json).enumerated() {
        values.append(try at(.index(index)) { () throws(EngineError) in try body(element) })
      }
      return values
    } ?? []
  }

  func objects(_ key: String) throws(EngineError) -> [JSONObject] {
    try list(key) { json throws(EngineError) in try Expect.object(json, as: key) }
  }
}
