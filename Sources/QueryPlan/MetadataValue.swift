package import ConnectorProtocol
package import Errors
package import JSON

/// Values that metadata writes in permissions: filters, checks and presets.
extension ValueForm {
  /// The parameter of a value in a permission: as a client's, but text stands for a value of any type, and a number or a boolean for text.
  ///
  /// Hasura reads such text as the type's, and leaves what it cannot read to PostgreSQL (`parsePGValue`); here it is checked like the text
  /// of a session variable, since other databases read `abc` as 0. Throws `data-exception` for text that is not of the type.
  package func parameter(fromMetadata value: JSON) throws(EngineError) -> Parameter {
    switch (self, value) {
    case (.scalar(let type), .string(let text)) where type.input.isNumberOrBoolean: return try parameter(fromSession: text)
    case (.scalar(let type), .number), (.scalar(let type), .bool):
      return type.canonical == .text ? .text(value.text) : try parameter(from: value)
    case (.list(let type), .array(let elements)):
      var texts: [String?] = []
      for (index, element) in elements.enumerated() {
        texts.append(
          try at(.index(index)) { () throws(EngineError) in try Self.scalar(type).parameter(fromMetadata: element).singleText() })
      }
      return .list(texts)
    default: return try parameter(from: value)
    }
  }
}

extension ScalarType.Input {
  fileprivate var isNumberOrBoolean: Bool {
    switch self {
    case .int32, .integer, .number, .boolean: true
    case .string, .json, .any, .labelPath: false
    }
  }
}
