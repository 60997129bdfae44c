import Errors
import JSON

/// A template of a connector's configuration: JSON text with references such as `{{$config.db}}` and `{{$env.HOST}}`.
///
/// Of Hasura's template language only references are known; anything else is refused rather than misread.
struct ConfigurationTemplate {
  private let text: [UInt8]

  init(_ text: String) { self.text = Array(text.utf8) }

  func filled(configuration: JSON, environment: (String) -> String?) throws(EngineError) -> JSON {
    var filled: [UInt8] = []
    var position = 0
    var isInString = false
    while position < text.count {
      if text[position...].starts(with: Self.opening) {
        let (reference, end) = try reference(from: position + Self.opening.count)
        let value = try resolve(reference, configuration, environment)
        filled += isInString ? try Self.inString(value, reference) : value.bytes
        position = end
        continue
      }
      if text[position] == UInt8(ascii: "\""), filled.last != UInt8(ascii: "\\") { isInString.toggle() }
      filled.append(text[position])
      position += 1
    }
    do throws(JSONSyntaxError) {
      return try JSON(parsing: filled)
    } catch {
      throw Self.failure("the filled template is not JSON")
    }
  }

  private static let opening = Array("{{".utf8)
  private static let closing = Array("}}".utf8)

  private func reference(from start: Int) throws(EngineError) -> (String, end: Int) {
    var end = start
    while end < text.count, !text[end...].starts(with: Self.closing) { end += 1 }
    guard end < text.count else { throw Self.failure("\"{{\" without \"}}\"") }
    let inner = text[start..<end].filter { $0 != UInt8(ascii: " ") }
    return (String(decoding: inner, as: UTF8.self), end + Self.closing.count)
  }

  private func resolve(_ reference: String, _ configuration: JSON, _ environment: (String) -> String?) throws(EngineError) -> JSON {
    let steps = reference.utf8.split(separator: UInt8(ascii: ".")).map { String(Substring($0)) }
    switch steps.first {
    case "$config":
      guard let value = steps.dropFirst().reduce(configuration as JSON?, { $0?[$1] }) else { break }
      return value
    case "$env":
      guard steps.count == 2, let value = environment(steps[1]) else { break }
      return .string(value)
    default: break
    }
    throw Self.failure("\"\(reference)\" cannot be resolved")
  }

  private static func inString(_ value: JSON, _ reference: String) throws(EngineError) -> [UInt8] {
    switch value {
    case .string: Array(value.bytes.dropFirst().dropLast())
    case .number, .bool: value.bytes
    case .null, .array, .object: throw failure("\"\(reference)\" is no text")
    }
  }

  private static func failure(_ reason: String) -> EngineError {
    EngineError(.templateResolutionFailed, "configuration template: \(reason)")
  }
}
