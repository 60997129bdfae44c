package import Errors
package import JSON

/// Reads a JSON value as one kind of value, or says in Hasura's words what was found instead.
package enum Expect {
  package static func string(_ json: JSON) throws(EngineError) -> String {
    guard let value = json.stringValue else { throw mismatch("Text", "String", json) }
    return value
  }

  package static func bool(_ json: JSON) throws(EngineError) -> Bool {
    guard let value = json.boolValue else { throw mismatch("Bool", "Boolean", json) }
    return value
  }

  package static func int(_ json: JSON) throws(EngineError) -> Int {
    guard let value = json.int else { throw mismatch("Int", "Number", json) }
    return value
  }

  package static func array(_ json: JSON) throws(EngineError) -> [JSON] {
    guard let value = json.arrayValue else { throw mismatch("[]", "Array", json) }
    return value
  }

  package static func object(_ json: JSON, as type: String) throws(EngineError) -> JSONObject {
    guard let value = json.objectValue else { throw mismatch(type, "Object", json) }
    return value
  }

  package static func strings(_ json: JSON) throws(EngineError) -> [String] {
    var strings: [String] = []
    for (index, element) in try array(json).enumerated() {
      strings.append(try at(.index(index)) { () throws(EngineError) in try string(element) })
    }
    return strings
  }

  package static func nonEmpty(_ json: JSON) throws(EngineError) -> String {
    let value = try string(json)
    guard !value.isEmpty else { throw EngineError(.parseFailed, "empty string not allowed") }
    return value
  }

  /// Refuses names that stand more than once in a list.
  static func unique(_ names: [String], _ things: String) throws(EngineError) {
    var seen: Set<String> = []
    let repeated = names.filter { !seen.insert($0).inserted }
    guard !repeated.isEmpty else { return }
    let list = repeated.map { "\"\($0)\"" }.joined(separator: ", ")
    throw EngineError(.parseFailed, "multiple declarations exist for the following \(things): \(list)")
  }

  package static func mismatch(_ type: String, _ expected: String, _ found: JSON) -> EngineError {
    EngineError(.parseFailed, "parsing \(type) failed, expected \(expected), but encountered \(found.aesonKind)")
  }
}
