import ConnectorProtocol
import JSON

/// What the update operators of JSON documents make of a document, for databases that have no such expressions.
///
/// The rules are those of PostgreSQL's `||`, `-` and `#-` for `jsonb` (its manual, section 9.16), errors included.
enum DocumentUpdate {
  /// The operators that ``ComparisonOperator/documentUpdates`` declares.
  static let operators: Set<String> = ["_append", "_prepend", "_delete_key", "_delete_elem", "_delete_at_path"]

  /// The new document; null if the document or the argument is. Throws family `user` for what the operator cannot be used on.
  static func apply(_ name: String, _ argument: Parameter, to document: Parameter) throws(ConnectorError) -> Parameter {
    guard case .text(let text) = document else { return .null }
    let old = try parsed(text)
    switch (name, argument) {
    case (_, .null): return .null
    case ("_append", .text(let text)): return .text(concatenated(old, try parsed(text)).text)
    case ("_prepend", .text(let text)): return .text(concatenated(try parsed(text), old).text)
    case ("_delete_key", .text(let key)): return .text(try without(key: key, old).text)
    case ("_delete_elem", .text(let text)): return .text(try without(element: Int(text), old).text)
    case ("_delete_at_path", .list(let steps)): return .text(try without(path: steps, old).text)
    default: throw ConnectorError(.internal, message: "the update operator \(name) has an argument of another form")
    }
  }

  private static func parsed(_ text: String) throws(ConnectorError) -> JSON {
    do throws(JSONSyntaxError) {
      return try JSON(parsing: text)
    } catch {
      throw refusal("invalid input syntax for type json")
    }
  }

  private static func refusal(_ message: String) -> ConnectorError { ConnectorError(.user, code: "data-exception", message: message) }

  /// Two objects become one, in which the second's members win; all else becomes one array.
  private static func concatenated(_ first: JSON, _ second: JSON) -> JSON {
    guard case .object(var object) = first, case .object(let other) = second else {
      return .array((first.arrayValue ?? [first]) + (second.arrayValue ?? [second]))
    }
    for (key, value) in other { object[key] = value }
    return .object(object)
  }

  private static func without(key: String, _ document: JSON) throws(ConnectorError) -> JSON {
    switch document {
    case .object(var object):
      object[key] = nil
      return .object(object)
    case .array(let elements): return .array(elements.filter { $0 != .string(key) })
    default: throw refusal("cannot delete from scalar")
    }
  }

  private static func without(element index: Int?, _ document: JSON) throws(ConnectorError) -> JSON {
    switch document {
    case .array(let elements): return .array(elements.removing(at: index))
    case .object: throw refusal("cannot delete from object using integer index")
    default: throw refusal("cannot delete from scalar")
    }
  }

  private static func without(path: [String?], _ document: JSON) throws(ConnectorError) -> JSON {
    guard document.objectValue != nil || document.arrayValue != nil else { throw refusal("cannot delete path in scalar") }
    return try without(path: path[...], document)
  }

  /// A path that leads nowhere changes nothing.
  private static func without(path: ArraySlice<String?>, _ document: JSON) throws(ConnectorError) -> JSON {
    guard let position = path.indices.first else { return document }
    guard let step = path[position] else { throw refusal("path element at position \(position + 1) is null") }
    let isLast = path.count == 1
    switch document {
    case .object(var object):
      guard let inner = object[step] else { return document }
      object[step] = isLast ? Optional<JSON>.none : try without(path: path.dropFirst(), inner)
      return .object(object)
    case .array(var elements):
      guard let index = Int(step) else { throw refusal("path element at position \(position + 1) is not an integer: \"\(step)\"") }
      if isLast { return .array(elements.removing(at: index)) }
      guard let place = elements.place(of: index) else { return document }
      elements[place] = try without(path: path.dropFirst(), elements[place])
      return .array(elements)
    default: return document
    }
  }
}

extension [JSON] {
  /// Where an index leads; negative ones count from the end. Nil if there is nothing.
  fileprivate func place(of index: Int) -> Int? {
    let place = index < 0 ? count + index : index
    return indices.contains(place) ? place : nil
  }

  fileprivate func removing(at index: Int?) -> [JSON] {
    guard let place = index.flatMap(place) else { return self }
    return Array(self[..<place] + self[(place + 1)...])
  }
}
