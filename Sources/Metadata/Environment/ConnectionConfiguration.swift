package import Errors
package import JSON

/// A source's configuration, ready for its connector: environment variables read, templates filled in.
package struct ConnectionConfiguration: Equatable, Sendable {
  /// What the connector interprets. Holds credentials: never to be logged or shown in errors.
  package let value: JSON
  /// How long a connector's work may take, in seconds.
  package let timeout: Double?

  /// Resolves a source's `configuration`.
  ///
  /// `{value, template?, timeout?}` is Hasura's form for connectors: the value itself, or what the template makes of it.
  /// Every `{"from_env": "NAME"}` becomes the variable's value. Throws `not-found` for variables that are not set and
  /// `template-resolution-failed` for templates that cannot be filled in.
  package init(_ configuration: JSON, environment: (String) -> String?) throws(EngineError) {
    let isWrapped = configuration["value"]?.objectValue != nil
    let plain = isWrapped ? configuration["value"] ?? .null : configuration
    var value = try Self.readingEnvironment(plain, environment)
    if isWrapped, let template = configuration["template"]?.stringValue, !template.isEmpty {
      value = try ConfigurationTemplate(template).filled(configuration: value, environment: environment)
    }
    self.value = value
    timeout = Self.seconds(configuration["timeout"])
  }

  private static func readingEnvironment(_ json: JSON, _ environment: (String) -> String?) throws(EngineError) -> JSON {
    switch json {
    case .object(let object):
      if object.count == 1, let name = object["from_env"]?.stringValue {
        guard let value = environment(name) else { throw EngineError(.notFound, "environment variable '\(name)' not set") }
        return .string(value)
      }
      var read = JSONObject()
      for (key, value) in object { read[key] = try readingEnvironment(value, environment) }
      return .object(read)
    case .array(let elements):
      var read: [JSON] = []
      for element in elements { read.append(try readingEnvironment(element, environment)) }
      return .array(read)
    case .null, .bool, .number, .string: return json
    }
  }

  /// `{"seconds": 10}`, `{"milliseconds": 500}` or `{"microseconds": 500000}`.
  private static func seconds(_ json: JSON?) -> Double? {
    let units = [("seconds", 1.0), ("milliseconds", 1e-3), ("microseconds", 1e-6)]
    for (unit, factor) in units {
      if case .number(let number)? = json?[unit] { return number.double * factor }
    }
    return nil
  }
}
