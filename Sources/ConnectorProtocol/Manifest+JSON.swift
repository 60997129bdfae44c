public import JSON

/// Why a JSON value is not a manifest.
public struct ManifestError: Error, Equatable, Sendable, CustomStringConvertible {
  /// A sentence that names the key.
  public var message: String

  /// An error with this message.
  public init(_ message: String) { self.message = message }

  /// The sentence alone.
  public var description: String { message }
}

extension Manifest {
  /// The manifest as it is printed by `--manifest` and written into `*.connector.json`.
  public var json: JSON {
    var object: JSONObject = [
      "name": .string(name), "version": .string(version),
      "protocol": ["min": JSON(protocolVersions.lowerBound), "max": JSON(protocolVersions.upperBound)],
      "kinds": .array(kinds.map(\.json)),
    ]
    if let command { object["command"] = .string(command) }
    if !arguments.isEmpty { object["arguments"] = .array(arguments.map { .string($0) }) }
    if !environment.isEmpty { object["environment"] = .array(environment.map { .string($0) }) }
    return .object(object)
  }

  /// Reads a manifest. Unknown keys are ignored; absent lists are empty.
  public init(json: JSON) throws(ManifestError) {
    guard json.objectValue != nil else { throw ManifestError("a manifest must be a JSON object") }
    guard let kinds = json["kinds"]?.arrayValue, !kinds.isEmpty else { throw ManifestError("kinds must be a list of at least one kind") }
    var decoded: [Kind] = []
    for kind in kinds { decoded.append(try Kind(json: kind)) }
    self.init(
      name: try json.text("name"), version: try json.text("version"), protocolVersions: try Self.versions(json["protocol"]), kinds: decoded,
      command: json["command"]?.stringValue, arguments: try json.texts("arguments"), environment: try json.texts("environment"))
  }

  private static func versions(_ json: JSON?) throws(ManifestError) -> ClosedRange<UInt32> {
    let minimum = json?["min"]?.int.flatMap { UInt32(exactly: $0) }
    let maximum = json?["max"]?.int.flatMap { UInt32(exactly: $0) }
    guard let minimum, let maximum, minimum <= maximum else {
      throw ManifestError("protocol must be an object with the integers min and max")
    }
    return minimum...maximum
  }
}

extension Manifest.Kind {
  fileprivate var json: JSON {
    var object: JSONObject = ["name": .string(name)]
    if !aliases.isEmpty { object["aliases"] = .array(aliases.map { .string($0) }) }
    object["command_prefixes"] = .array(commandPrefixes.map { .string($0) })
    if !urlSchemes.isEmpty { object["url_schemes"] = .array(urlSchemes.map { .string($0) }) }
    object["table_naming"] = tableNaming.json
    object["display_name"] = .string(displayName)
    return .object(object)
  }

  fileprivate init(json: JSON) throws(ManifestError) {
    let name = try json.text("name")
    self.init(
      name: name, aliases: try json.texts("aliases"), commandPrefixes: try json.texts("command_prefixes"),
      urlSchemes: try json.texts("url_schemes"), tableNaming: try Manifest.TableNaming(json: json["table_naming"] ?? .null),
      displayName: json["display_name"]?.stringValue ?? name)
  }
}

extension Manifest.TableNaming {
  fileprivate var json: JSON {
    var object: JSONObject = ["components": .array(components.map { .string($0) })]
    if !defaults.isEmpty {
      object["defaults"] = .object(JSONObject(defaults.sorted { $0.key < $1.key }.map { (key: $0.key, value: .string($0.value)) }))
    }
    object["form"] = isObject ? "object" : "array"
    return .object(object)
  }

  fileprivate init(json: JSON) throws(ManifestError) {
    let components = try json.texts("components")
    guard !components.isEmpty else { throw ManifestError("table_naming.components must name at least one part") }
    var defaults: [String: String] = [:]
    for (key, value) in json["defaults"]?.objectValue ?? JSONObject() {
      guard let text = value.stringValue else { throw ManifestError("table_naming.defaults.\(key) must be a string") }
      defaults[key] = text
    }
    switch json["form"]?.stringValue {
    case "object": self.init(components: components, defaults: defaults, isObject: true)
    case "array": self.init(components: components, defaults: defaults, isObject: false)
    default: throw ManifestError("table_naming.form must be \"object\" or \"array\"")
    }
  }
}

extension JSON {
  fileprivate init(_ value: UInt32) { self = .number(JSONNumber(Int(value))) }

  fileprivate func text(_ key: String) throws(ManifestError) -> String {
    guard let text = self[key]?.stringValue else { throw ManifestError("\(key) must be a string") }
    return text
  }

  fileprivate func texts(_ key: String) throws(ManifestError) -> [String] {
    guard let value = self[key], !value.isNull else { return [] }
    guard let elements = value.arrayValue else { throw ManifestError("\(key) must be a list of strings") }
    var texts: [String] = []
    for element in elements {
      guard let text = element.stringValue else { throw ManifestError("\(key) must be a list of strings") }
      texts.append(text)
    }
    return texts
  }
}
