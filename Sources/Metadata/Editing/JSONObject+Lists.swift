import Errors
import JSON

extension JSONObject {
  /// Adds an element to the list under a key, which need not be there yet.
  mutating func append(_ element: JSON, to list: String) { self[list] = .array((self[list]?.arrayValue ?? []) + [element]) }

  /// Replaces each object of a list by what `transform` makes of it; nil drops it, and a list left empty goes away.
  mutating func editEntries(of list: String, _ transform: (JSONObject) throws(EngineError) -> JSONObject?) throws(EngineError) {
    guard let elements = self[list]?.arrayValue else { return }
    var kept: [JSON] = []
    for element in elements {
      guard let object = element.objectValue else {
        kept.append(element)
        continue
      }
      if let edited = try transform(object) { kept.append(.object(edited)) }
    }
    self[list] = kept.isEmpty ? nil : .array(kept)
  }

  /// Drops the objects of a list that `isDropped` names.
  mutating func removeEntries(from list: String, where isDropped: (JSONObject) -> Bool) {
    guard let elements = self[list]?.arrayValue else { return }
    let kept = elements.filter { element in element.objectValue.map { !isDropped($0) } ?? true }
    self[list] = kept.isEmpty ? nil : .array(kept)
  }

  /// Whether a key holds this text.
  func has(_ value: String, at key: String) -> Bool { self[key]?.stringValue == value }

  /// The entries of these keys that are there and not null, in this order.
  func picking(_ keys: String...) -> JSONObject {
    JSONObject(keys.compactMap { key in self[key].flatMap { $0.isNull ? nil : (key: key, value: $0) } })
  }

  /// The object without these keys and without nulls.
  func leavingOut(_ keys: String...) -> JSONObject {
    JSONObject(entries.filter { !keys.contains($0.key) && !$0.value.isNull })
  }
}
