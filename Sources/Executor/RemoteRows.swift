import ConnectorProtocol
import JSON
import QueryPlan

/// The rows of a lookup in a remote server.
struct RemoteRows: ~Copyable {
  private let lookup: RemoteLookup
  private let members: RemoteMembers
  private var writer: RemoteValueWriter
  private var ordinals: [UInt32] = []
  private var ends: [UInt32] = []

  init(_ lookup: RemoteLookup) {
    self.lookup = lookup
    members = RemoteMembers(lookup.selection)
    writer = RemoteValueWriter(typeNames: lookup.typeNames, joins: lookup.joins)
  }

  /// The row of a key: whatever stands at the end of the lookup's way.
  mutating func append(_ value: JSON, of ordinal: Int) { append(Self.follow(lookup.path, from: value), ordinal) }

  /// The rows of all keys from one list, whose objects say to which key they belong.
  mutating func append(list value: JSON, _ batch: RemoteLookup.Batch, _ keys: KeyColumns) {
    var found: [String: [JSON]] = [:]
    for object in Self.follow(lookup.path, from: value).arrayValue ?? [] {
      guard let key = object[batch.key]?.keyText else { continue }
      found[key, default: []].append(object)
    }
    for ordinal in 0..<keys.count {
      let column = keys.columns[0]
      let objects = found[String(decoding: column.bytes[column.range(ordinal)], as: UTF8.self)] ?? []
      append(batch.isObject ? objects.first ?? .null : .array(objects), ordinal)
    }
  }

  private mutating func append(_ value: JSON, _ ordinal: Int) {
    writer.write(value, members)
    ordinals.append(UInt32(ordinal))
    ends.append(UInt32(writer.count))
  }

  /// Lists on the way are followed in each of their elements.
  private static func follow(_ path: ArraySlice<String>, from value: JSON) -> JSON {
    guard let key = path.first else { return value }
    if case .array(let elements) = value { return .array(elements.map { follow(path, from: $0) }) }
    return follow(path.dropFirst(), from: value[key] ?? .null)
  }

  var chunk: RowChunk {
    mutating get {
      RowChunk(json: writer.take(), rowCount: ordinals.count, ordinals: ordinals, rowEnds: ends, uses: writer.uses)
    }
  }
}

extension JSON {
  /// The canonical text of a scalar as a key; nil for null.
  var keyText: String? {
    switch self {
    case .null: nil
    case .bool(let flag): flag ? "true" : "false"
    case .number(let number): number.text
    case .string(let text): text
    case .array, .object: text
    }
  }
}
