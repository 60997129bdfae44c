import CSQLite
import JSON

/// What PostgreSQL's operators of `jsonb` ask, about texts. What is no JSON contains nothing and has no keys.
enum SQLiteDocuments {
  static func register(in database: OpaquePointer) {
    SQLiteFunctions.add("joinery_contains", to: database) {
      SQLiteDocuments.answer($0, $2) { SQLiteDocuments.contains($0, $1, atTop: true) }
    }
    SQLiteFunctions.add("joinery_json_equal", to: database) { SQLiteDocuments.answer($0, $2) { $0 == $1 } }
    SQLiteFunctions.add("joinery_json_in", to: database) { SQLiteDocuments.isListed($0, $2) }
    SQLiteFunctions.add("joinery_has_keys_any", to: database) { SQLiteDocuments.answer($0, $2) { SQLiteDocuments.hasAny(of: $1, $0) } }
    SQLiteFunctions.add("joinery_has_keys_all", to: database) { SQLiteDocuments.answer($0, $2) { SQLiteDocuments.hasAll(of: $1, $0) } }
    SQLiteFunctions.add("joinery_has_key", to: database) { SQLiteDocuments.hasKey($0, $2) }
  }

  private static func hasKey(_ context: OpaquePointer?, _ arguments: UnsafeMutablePointer<OpaquePointer?>?) {
    guard let arguments, let document = SQLiteFunctions.text(arguments[0]), let key = SQLiteFunctions.text(arguments[1]) else {
      return sqlite3_result_null(context)
    }
    let isThere = parsed(document).map { has(String(decoding: key, as: UTF8.self), $0) } ?? false
    sqlite3_result_int(context, isThere ? 1 : 0)
  }

  /// Whether a document equals one of a list of texts of documents. Nothing, not even null, is in an empty list.
  private static func isListed(_ context: OpaquePointer?, _ arguments: UnsafeMutablePointer<OpaquePointer?>?) {
    guard let arguments, let list = SQLiteFunctions.text(arguments[1]).flatMap(parsed), list.arrayValue?.isEmpty != true else {
      return sqlite3_result_int(context, 0)
    }
    answer(context, UnsafeMutablePointer(arguments)) { document, list in
      texts(list).contains { (try? JSON(parsing: $0)) == document }
    }
  }

  private static func hasAny(of keys: JSON, _ document: JSON) -> Bool { texts(keys).contains { has($0, document) } }

  private static func hasAll(of keys: JSON, _ document: JSON) -> Bool { texts(keys).allSatisfy { has($0, document) } }

  private static func answer(
    _ context: OpaquePointer?, _ arguments: UnsafeMutablePointer<OpaquePointer?>?, _ test: (JSON, JSON) -> Bool
  ) {
    guard let arguments, let one = SQLiteFunctions.text(arguments[0]), let other = SQLiteFunctions.text(arguments[1]) else {
      return sqlite3_result_null(context)
    }
    guard let one = parsed(one), let other = parsed(other) else { return sqlite3_result_int(context, 0) }
    sqlite3_result_int(context, test(one, other) ? 1 : 0)
  }

  private static func parsed(_ text: UnsafeRawBufferPointer) -> JSON? { try? JSON(parsing: text) }

  /// The texts of a list that the dialect wrote.
  private static func texts(_ list: JSON) -> [String] {
    (list.arrayValue ?? []).compactMap(\.stringValue).map { text in
      var text = text
      return text.withUTF8 { String(decoding: EscapedText.unescaped(UnsafeRawBufferPointer($0)), as: UTF8.self) }
    }
  }

  /// A key of an object, an element of an array, or the string itself.
  static func has(_ key: String, _ document: JSON) -> Bool {
    switch document {
    case .object(let object): object[key] != nil
    case .array(let elements): elements.contains(.string(key))
    default: document == .string(key)
    }
  }

  /// Whether `inner` is found in `outer`: members of objects at their keys, elements of arrays anywhere. At the top an array contains a
  /// scalar that is one of its elements.
  static func contains(_ outer: JSON, _ inner: JSON, atTop: Bool = false) -> Bool {
    switch (outer, inner) {
    case (.object(let outer), .object(let inner)):
      return inner.entries.allSatisfy { entry in outer[entry.key].map { contains($0, entry.value) } ?? false }
    case (.array(let outer), .array(let inner)):
      return inner.allSatisfy { wanted in outer.contains { contains($0, wanted) } }
    case (.array(let outer), _) where atTop && inner.objectValue == nil: return outer.contains(inner)
    case (.object, _), (.array, _), (_, .object), (_, .array): return false
    default: return outer == inner
    }
  }
}
