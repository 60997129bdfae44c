import Errors
package import JSON

/// `select`, at the root or of a relationship.
package struct RowsSelect: Equatable, Sendable {
  package let columns: [Column]
  package let filter: JSONObject?
  package let order: [OrderItem]
  package let limit: Int?
  package let offset: Int?

  /// A member of a row's object.
  package indirect enum Column: Equatable, Sendable {
    /// `*`: every column.
    case star
    case named(String)
    case relationship(name: String, alias: String?, RowsSelect)
  }

  init(_ arguments: Arguments) throws(EngineError) {
    _ = try arguments.value("columns")
    columns = try arguments.list("columns", Self.column)
    filter = try arguments.optionalObject("where", as: "BoolExp")
    order = try arguments.readOptional("order_by", OrderItem.items) ?? []
    limit = try arguments.optionalInt("limit")
    offset = try arguments.optionalInt("offset")
  }

  private static func column(_ json: JSON) throws(EngineError) -> Column {
    switch json {
    case .string("*"): return .star
    case .string(let name): return .named(name)
    case .object(let object):
      let arguments = Arguments(object)
      return .relationship(
        name: try arguments.string("name"), alias: try arguments.optionalString("alias"), try RowsSelect(arguments))
    default: throw EngineError(.parseFailed, "expected an object or a string")
    }
  }
}

/// One criterion of `order_by`.
package struct OrderItem: Equatable, Sendable {
  /// Names of object relationships, then of the column.
  package let path: [String]
  package let isDescending: Bool
  /// Where nulls stand if that is said.
  package let nullsFirst: Bool?

  /// Reads a string such as `-author.name`, an object with `column`, `type` and `nulls`, or a list of them.
  static func items(_ json: JSON) throws(EngineError) -> [OrderItem] {
    guard let elements = json.arrayValue else { return [try OrderItem(json)] }
    var items: [OrderItem] = []
    for (index, element) in elements.enumerated() {
      items.append(try at(.index(index)) { () throws(EngineError) in try OrderItem(element) })
    }
    return items
  }

  private init(_ json: JSON) throws(EngineError) {
    switch json {
    case .string(let text):
      let name = text.utf8.first == UInt8(ascii: "+") || text.utf8.first == UInt8(ascii: "-") ? String(text.dropFirst()) : text
      self.init(path: try Self.path(name), isDescending: text.utf8.first == UInt8(ascii: "-"), nullsFirst: nil)
    case .object(let object):
      let arguments = Arguments(object)
      self.init(
        path: try arguments.read("column") { json throws(EngineError) in try Self.path(try Expect.string(json)) },
        isDescending: try arguments.readOptional("type") { json throws(EngineError) in
          try Self.isFirst(json, of: ("desc", "asc"), "order type")
        } ?? false,
        nullsFirst: try arguments.readOptional("nulls") { json throws(EngineError) in
          try Self.isFirst(json, of: ("first", "last"), "nulls")
        })
    default: throw EngineError(.parseFailed, "expecting an object or string for order by")
    }
  }

  private init(path: [String], isDescending: Bool, nullsFirst: Bool?) {
    self.path = path
    self.isDescending = isDescending
    self.nullsFirst = nullsFirst
  }

  private static func path(_ text: String) throws(EngineError) -> [String] {
    let names = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).map { String($0) ?? "" }
    guard names.allSatisfy({ !$0.isEmpty }) else {
      throw EngineError(.parseFailed, "string format for 'order_by' entails optional +/- operator, and column/relationship name")
    }
    return names
  }

  private static func isFirst(_ json: JSON, of words: (String, String), _ thing: String) throws(EngineError) -> Bool {
    let word = try Expect.string(json)
    guard word == words.0 || word == words.1 else {
      throw EngineError(.parseFailed, "unexpected \(thing) \"\(word)\", expecting \"\(words.0)\" or \"\(words.1)\"")
    }
    return word == words.0
  }
}
