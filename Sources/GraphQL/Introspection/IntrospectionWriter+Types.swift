import JSON

extension IntrospectionWriter {
  /// Appends a `__Type`: null, a wrapper or a named type.
  func write(_ type: TypeReference?, _ field: CollectedField, to writer: inout ByteWriter) {
    switch type {
    case nil: writer.append("null")
    case .nonNull(let inner): writeWrapper("NON_NULL", of: inner, field, to: &writer)
    case .list(let inner): writeWrapper("LIST", of: inner, field, to: &writer)
    case .named(let name):
      guard let definition = schema.type(named: name) else { return writer.append("null") }
      writeObject("__Type", field, to: &writer) { write(definition, $0, to: &$1) }
    }
  }

  private func writeWrapper(_ kind: String, of type: TypeReference, _ field: CollectedField, to writer: inout ByteWriter) {
    writeObject("__Type", field, to: &writer) { selected, writer in
      switch selected.name {
      case "kind": writer.appendJSONString(kind)
      case "ofType": write(type, selected, to: &writer)
      default: writer.append("null")
      }
    }
  }

  private func write(_ type: TypeDefinition, _ field: CollectedField, to writer: inout ByteWriter) {
    switch field.name {
    case "kind": writer.appendJSONString(type.kindName)
    case "name": writer.appendJSONString(type.name)
    case "description": write(type.description, to: &writer)
    case "specifiedByURL": write(type.specifiedByURL, to: &writer)
    case "fields": writeFields(of: type, field, to: &writer)
    case "interfaces": writeInterfaces(of: type, field, to: &writer)
    case "possibleTypes": writePossibleTypes(of: type, field, to: &writer)
    case "enumValues": writeEnumValues(of: type, field, to: &writer)
    case "inputFields":
      if case .inputObject(let object) = type { write(object.fields, field, to: &writer) } else { writer.append("null") }
    default: writer.append("null")
    }
  }

  private func writeFields(of type: TypeDefinition, _ field: CollectedField, to writer: inout ByteWriter) {
    guard let fields = type.fields else { return writer.append("null") }
    let includesDeprecated = includesDeprecated(field)
    writeList(fields.filter { includesDeprecated || $0.deprecationReason == nil }, to: &writer) { definition, writer in
      writeObject("__Field", field, to: &writer) { write(definition, $0, to: &$1) }
    }
  }

  private func write(_ definition: FieldDefinition, _ field: CollectedField, to writer: inout ByteWriter) {
    switch field.name {
    case "name": writer.appendJSONString(definition.name)
    case "description": write(definition.description, to: &writer)
    case "args": write(definition.arguments, field, to: &writer)
    case "type": write(definition.type, field, to: &writer)
    default: write(deprecation: definition.deprecationReason, field, to: &writer)
    }
  }

  private func writeInterfaces(of type: TypeDefinition, _ field: CollectedField, to writer: inout ByteWriter) {
    guard type.fields != nil else { return writer.append("null") }
    write(type.interfaces.map(TypeReference.named), field, to: &writer)
  }

  private func writePossibleTypes(of type: TypeDefinition, _ field: CollectedField, to writer: inout ByteWriter) {
    switch type {
    case .interface, .union: write(schema.possibleTypes(of: type).map(TypeReference.named), field, to: &writer)
    case .scalar, .object, .enumeration, .inputObject: writer.append("null")
    }
  }

  private func writeEnumValues(of type: TypeDefinition, _ field: CollectedField, to writer: inout ByteWriter) {
    guard case .enumeration(let enumeration) = type else { return writer.append("null") }
    let includesDeprecated = includesDeprecated(field)
    writeList(enumeration.values.filter { includesDeprecated || $0.deprecationReason == nil }, to: &writer) { value, writer in
      writeObject("__EnumValue", field, to: &writer) { selected, writer in
        switch selected.name {
        case "name": writer.appendJSONString(value.name)
        case "description": write(value.description, to: &writer)
        default: write(deprecation: value.deprecationReason, selected, to: &writer)
        }
      }
    }
  }
}

extension TypeDefinition {
  fileprivate var kindName: String {
    switch self {
    case .scalar: "SCALAR"
    case .object: "OBJECT"
    case .interface: "INTERFACE"
    case .union: "UNION"
    case .enumeration: "ENUM"
    case .inputObject: "INPUT_OBJECT"
    }
  }

  fileprivate var specifiedByURL: String? {
    if case .scalar(let type) = self { type.specifiedByURL } else { nil }
  }
}
