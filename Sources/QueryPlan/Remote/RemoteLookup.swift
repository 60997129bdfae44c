/// What a remote server is asked for the keys of a join: a field for each key, in one request with all lookups that ask the same
/// server at the same depth.
package struct RemoteLookup: Equatable, Sendable {
  /// The name of the remote schema.
  package var remote: String
  /// From a field of the query root to the one whose value is shown, which alone has a selection. Arguments may hold keys.
  package var calls: [RemoteField]
  /// The number of values that a key has.
  package var keyCount: Int
  /// How one field is asked for all keys; nil asks a field for each.
  package var batch: Batch?
  /// Where the answer shows other names for types than the server: by the server's name.
  package var typeNames: [String: String]
  /// `joins[i]` fills the places of use `i`.
  package var joins: [Join]

  /// How the objects of a list find their keys.
  package struct Batch: Equatable, Sendable {
    /// The key, in the server's answer, of the field that says to which key an object belongs.
    package var key: String
    /// Whether a key has one object, or a list of all that carry it.
    package var isObject: Bool

    /// A batch whose objects carry their key in this field.
    package init(key: String, isObject: Bool) {
      self.key = key
      self.isObject = isObject
    }
  }

  /// A lookup of these parts.
  package init(
    remote: String, calls: [RemoteField], keyCount: Int, batch: Batch? = nil, typeNames: [String: String] = [:], joins: [Join] = []
  ) {
    self.remote = remote
    self.calls = calls
    self.keyCount = keyCount
    self.batch = batch
    self.typeNames = typeNames
    self.joins = joins
  }

  /// The keys, in the server's answer, that lead from the value of the first call to the one that is shown.
  package var path: ArraySlice<String> { calls.map(\.key).dropFirst() }
  /// What is selected of the value that is shown.
  package var selection: [RemoteSelection] { calls.last?.selection ?? [] }
}
