import JSON

/// Writes the answer of one introspection field.
final class IntrospectionWriter {
  let schema: Schema
  private let collector: FieldCollector
  /// The same selections are written for each of thousands of types and fields.
  private var collected: [Selected: [CollectedField]] = [:]

  private struct Selected: Hashable {
    var sets: [Location]
    var type: String
  }

  init(collector: FieldCollector) {
    schema = collector.schema
    self.collector = collector
  }

  func write(root field: CollectedField, to writer: inout ByteWriter) {
    switch field.name {
    case "__schema": writeObject("__Schema", field, to: &writer) { write(schemaField: $0, to: &$1) }
    case "__type":
      if let name = text(of: "name", in: field), schema.type(named: name) != nil {
        write(.named(name), field, to: &writer)
      } else {
        writer.append("null")
      }
    default: writer.append("null")
    }
  }

  private func write(schemaField field: CollectedField, to writer: inout ByteWriter) {
    switch field.name {
    case "description": write(schema.description, to: &writer)
    case "types": write(schema.typeNames.map(TypeReference.named), field, to: &writer)
    case "queryType": write(.named(schema.query), field, to: &writer)
    case "mutationType": write(schema.mutation.map(TypeReference.named), field, to: &writer)
    case "subscriptionType": write(schema.subscription.map(TypeReference.named), field, to: &writer)
    case "directives":
      writeList(schema.directives, to: &writer) { directive, writer in
        writeObject("__Directive", field, to: &writer) { write(directive, $0, to: &$1) }
      }
    default: writer.append("null")
    }
  }

  private func write(_ directive: DirectiveDefinition, _ field: CollectedField, to writer: inout ByteWriter) {
    switch field.name {
    case "name": writer.appendJSONString(directive.name)
    case "description": write(directive.description, to: &writer)
    case "isRepeatable": write(directive.isRepeatable, to: &writer)
    case "locations": writeList(directive.locations, to: &writer) { $1.appendJSONString($0.rawValue) }
    case "args": write(directive.arguments, field, to: &writer)
    default: writer.append("null")
    }
  }

  func write(_ types: [TypeReference], _ field: CollectedField, to writer: inout ByteWriter) {
    writeList(types, to: &writer) { write($0, field, to: &$1) }
  }

  /// Appends input values, deprecated ones only when the field asks for them.
  func write(_ values: NamedList<InputValueDefinition>, _ field: CollectedField, to writer: inout ByteWriter) {
    let includesDeprecated = includesDeprecated(field)
    writeList(values.filter { includesDeprecated || $0.deprecationReason == nil }, to: &writer) { value, writer in
      writeObject("__InputValue", field, to: &writer) { write(value, $0, to: &$1) }
    }
  }

  private func write(_ value: InputValueDefinition, _ field: CollectedField, to writer: inout ByteWriter) {
    switch field.name {
    case "name": writer.appendJSONString(value.name)
    case "description": write(value.description, to: &writer)
    case "type": write(value.type, field, to: &writer)
    case "defaultValue": write(value.defaultValue?.description, to: &writer)
    default: write(deprecation: value.deprecationReason, field, to: &writer)
    }
  }

  /// Appends `isDeprecated` or `deprecationReason`.
  func write(deprecation reason: String?, _ field: CollectedField, to writer: inout ByteWriter) {
    if field.name == "isDeprecated" {
      write(reason != nil, to: &writer)
    } else {
      write(reason, to: &writer)
    }
  }

  func write(_ text: String?, to writer: inout ByteWriter) {
    if let text { writer.appendJSONString(text) } else { writer.append("null") }
  }

  func write(_ value: Bool, to writer: inout ByteWriter) {
    if value { writer.append("true") } else { writer.append("false") }
  }

  func writeList<Element>(
    _ elements: some Collection<Element>, to writer: inout ByteWriter, _ body: (Element, inout ByteWriter) -> Void
  ) {
    writer.append(UInt8(ascii: "["))
    var isFirst = true
    for element in elements {
      if !isFirst { writer.append(UInt8(ascii: ",")) }
      isFirst = false
      body(element, &writer)
    }
    writer.append(UInt8(ascii: "]"))
  }

  /// Appends the fields that a field selects on an introspection type; `__typename` is answered here.
  func writeObject(
    _ typeName: String, _ field: CollectedField, to writer: inout ByteWriter, _ body: (CollectedField, inout ByteWriter) -> Void
  ) {
    guard case .object(let type)? = schema.type(named: typeName) else { return writer.append("null") }
    writer.append(UInt8(ascii: "{"))
    for (index, selected) in fields(of: field.selectionSets, on: type).enumerated() {
      if index > 0 { writer.append(UInt8(ascii: ",")) }
      writer.appendJSONString(selected.responseKey)
      writer.append(UInt8(ascii: ":"))
      if selected.name == "__typename" { writer.appendJSONString(typeName) } else { body(selected, &writer) }
    }
    writer.append(UInt8(ascii: "}"))
  }

  private func fields(of sets: [SelectionSet], on type: ObjectType) -> [CollectedField] {
    let key = Selected(sets: sets.map(\.location), type: type.name)
    if let fields = collected[key] { return fields }
    let fields = collector.fields(of: sets, on: type)
    collected[key] = fields
    return fields
  }

  func includesDeprecated(_ field: CollectedField) -> Bool {
    value(of: "includeDeprecated", in: field)?.boolValue ?? false
  }

  private func text(of argument: String, in field: CollectedField) -> String? { value(of: argument, in: field)?.stringValue }

  private func value(of argument: String, in field: CollectedField) -> JSON? {
    field.argument(argument).map { InputCoercion(schema: schema, variables: collector.variables).untyped($0.value) }
  }
}
