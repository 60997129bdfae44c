extension JSON: CustomStringConvertible {
  /// The value as compact JSON text, keys in their order.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The value as compact JSON in UTF-8, keys in their order.
  public var bytes: [UInt8] {
    var writer = ByteWriter()
    writer.append(json: self)
    return writer.takeArray()
  }

  /// The compact text, for logs and tests.
  public var description: String { text }
}

extension ByteWriter {
  /// Appends a value as compact JSON, keys in their order.
  public mutating func append(json value: JSON) {
    switch value {
    case .null: append("null")
    case .bool(true): append("true")
    case .bool(false): append("false")
    case .number(let number): append(contentsOf: number.text)
    case .string(let text): appendJSONString(text)
    case .array(let elements): append(elements)
    case .object(let object): append(json: object)
    }
  }

  private mutating func append(_ elements: [JSON]) {
    append(UInt8(ascii: "["))
    for (index, element) in elements.enumerated() {
      if index > 0 { append(UInt8(ascii: ",")) }
      append(json: element)
    }
    append(UInt8(ascii: "]"))
  }

  /// Appends an object as compact JSON, keys in their order.
  public mutating func append(json object: JSONObject) {
    append(UInt8(ascii: "{"))
    for (index, entry) in object.entries.enumerated() {
      if index > 0 { append(UInt8(ascii: ",")) }
      appendJSONString(entry.key)
      append(UInt8(ascii: ":"))
      append(json: entry.value)
    }
    append(UInt8(ascii: "}"))
  }
}
