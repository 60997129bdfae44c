import ConnectorProtocol
import JSON
import QueryPlan

/// Writes values of a remote answer as the client sees them, and notes the places that joins fill.
///
/// Members stand in the order of the selection. What was not selected, and hidden fields, are left out.
struct RemoteValueWriter: ~Copyable {
  private let typeNames: [String: String]
  private let joins: [Join]
  private var output = ByteWriter()
  private(set) var uses: [RemoteUse]

  init(typeNames: [String: String], joins: [Join]) {
    self.typeNames = typeNames
    self.joins = joins
    uses = joins.enumerated().map { use, join in
      RemoteUse(use: use, keys: Array(repeating: KeyColumn(), count: join.lookup.keyCount))
    }
  }

  /// The number of bytes so far.
  var count: Int { output.count }

  /// All that was written.
  mutating func take() -> [UInt8] { output.takeArray() }

  /// Appends a value of which `members` were asked; a value of which nothing was asked is written whole.
  mutating func write(_ value: JSON, _ members: RemoteMembers) {
    guard !members.entries.isEmpty else { return output.append(contentsOf: value.bytes) }
    switch value {
    case .array(let elements):
      output.append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        if index > 0 { output.append(UInt8(ascii: ",")) }
        write(element, members)
      }
      output.append(UInt8(ascii: "]"))
    case .object(let object):
      output.append(UInt8(ascii: "{"))
      write(object, members)
      output.append(UInt8(ascii: "}"))
    default: output.append(contentsOf: value.bytes)
    }
  }

  private mutating func write(_ object: JSONObject, _ members: RemoteMembers) {
    var isFirst = true
    for entry in members.entries {
      switch entry {
      case .field(let field):
        guard !field.isHidden, let value = object[field.key] else { continue }
        begin(member: field.key, &isFirst)
        if field.isTypeName, let name = value.stringValue {
          output.append(contentsOf: JSON.string(typeNames[name] ?? name).bytes)
        } else {
          write(value, field.members)
        }
      case .join(let place):
        if let type = object[RemotePlace.typeKey]?.stringValue, type != place.type { continue }
        begin(member: place.key, &isFirst)
        note(place, in: object)
      }
    }
  }

  private mutating func begin(member key: String, _ isFirst: inout Bool) {
    if !isFirst { output.append(UInt8(ascii: ",")) }
    isFirst = false
    output.append(contentsOf: JSON.string(key).bytes)
    output.append(UInt8(ascii: ":"))
  }

  /// A place is null if one of its keys is, or if one cannot be a value of the type that is looked up.
  private mutating func note(_ place: RemotePlace, in object: JSONObject) {
    let texts = place.keys.enumerated().map { column, key in
      object[key].flatMap { joins[place.use].lookup.keyText(of: $0, column: column) }
    }
    let number = uses[place.use].offsets.count
    uses[place.use].offsets.append(UInt32(output.count))
    if number % 8 == 0 { uses[place.use].nulls.append(0) }
    let isNull = texts.contains(nil)
    if isNull { uses[place.use].nulls[number / 8] |= 1 << UInt8(number % 8) }
    for (column, text) in texts.enumerated() {
      if !isNull, let text { uses[place.use].keys[column].bytes += Array(text.utf8) }
      uses[place.use].keys[column].ends.append(UInt32(uses[place.use].keys[column].bytes.count))
    }
  }
}

extension Join.Lookup {
  /// A value of a remote answer as the text of a key column.
  fileprivate func keyText(of value: JSON, column: Int) -> String? {
    guard let text = value.keyText, case .source(let fetch) = self else { return value.keyText }
    switch fetch.query.keys[column].sent {
    case .int16, .int32, .int64: return Int(text).map { String($0) }
    case .numeric, .float32, .float64: return JSONNumber(text: text).map(\.text)
    case .boolean: return text == "true" || text == "false" ? text : nil
    default: return text
    }
  }
}
