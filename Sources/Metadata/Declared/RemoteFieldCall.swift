import Errors
package import JSON

/// A field on the way into a remote schema, with the arguments that a relationship gives it: a step of `remote_field`.
package struct RemoteFieldCall: Equatable, Sendable {
  package let name: String
  /// In the order given.
  package let arguments: [RemoteFieldArgument]

  /// Reads `{field: {arguments: {...}, field: {...}}}`: the fields from the outermost to the innermost.
  ///
  /// Throws `parse-failed` unless there is exactly one field at every level.
  static func path(_ json: JSON) throws(EngineError) -> [RemoteFieldCall] {
    var calls: [RemoteFieldCall] = []
    var level: JSON? = json
    var place = ErrorPath([])
    while let fields = level {
      do throws(EngineError) {
        let (name, inner) = try only(of: fields)
        place = ErrorPath(place.components + [.key(name)])
        let arguments = try Arguments(inner, as: "RemoteFields")
        let given = try arguments.object("arguments", as: "RemoteArguments")
        calls.append(
          RemoteFieldCall(
            name: name,
            arguments: try at(.key("arguments")) { () throws(EngineError) in try RemoteFieldArgument.members(given) }))
        level = arguments.optional("field")
        place = ErrorPath(place.components + [.key("field")])
      } catch {
        throw EngineError(error.code, error.message, at: ErrorPath(place.components + error.path.components))
      }
    }
    return calls
  }

  private static func only(of fields: JSON) throws(EngineError) -> (String, JSON) {
    let details = "Remote fields are represented by an object that maps each field name to its arguments."
    let object = try Expect.object(fields, as: "RemoteFields")
    guard object.count == 1, let entry = object.entries.first else {
      let found = object.isEmpty ? "none" : "too many"
      throw EngineError(.parseFailed, "\(details)Expecting one single mapping, received \(found).")
    }
    return (entry.key, entry.value)
  }
}

/// An argument, or a member of an object inside of one, that a relationship gives.
package struct RemoteFieldArgument: Equatable, Sendable {
  package let name: String
  package let value: RemoteFieldValue

  static func members(_ object: JSONObject) throws(EngineError) -> [RemoteFieldArgument] {
    var members: [RemoteFieldArgument] = []
    for (name, value) in object.entries {
      members.append(try at(.key(name)) { () throws(EngineError) in RemoteFieldArgument(name: name, value: try RemoteFieldValue(value)) })
    }
    return members
  }
}

/// A value that a relationship gives, with places for fields of the row.
package indirect enum RemoteFieldValue: Equatable, Sendable {
  /// The value of the row's field: `"$id"`.
  case field(String)
  /// Null, a boolean, a number or a text.
  case literal(JSON)
  case list([RemoteFieldValue])
  case object([RemoteFieldArgument])

  init(_ json: JSON) throws(EngineError) {
    switch json {
    case .string(let text) where text.utf8.first == UInt8(ascii: "$"):
      let name = String(text.dropFirst())
      guard !name.isEmpty else { throw EngineError(.parseFailed, "Invalid variable name '\(name)'") }
      self = .field(name)
    case .null, .bool, .number, .string: self = .literal(json)
    case .array(let elements):
      var values: [RemoteFieldValue] = []
      for (index, element) in elements.enumerated() {
        values.append(try at(.index(index)) { () throws(EngineError) in try RemoteFieldValue(element) })
      }
      self = .list(values)
    case .object(let object): self = .object(try RemoteFieldArgument.members(object))
    }
  }
}
