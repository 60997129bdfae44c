import Errors
import JSON

/// The commands about an entry within an entry of a list at the top of metadata: a role's permission on a remote schema or an
/// action, a query of a collection.
struct StoreSubentry: MetadataChange {
  /// Where the inner entries are, and what they are called.
  struct Place: Sendable {
    let list: StoredList
    /// The key of `args` that names the outer entry.
    let outerKey: String
    /// The path of the inner list within the outer entry.
    let innerList: [String]
    /// The key of `args` that names the inner entry, and the key that identifies it.
    let nameKey: String
    let identity: String
    let noun: String
    var object: (@Sendable (_ name: String, _ outer: String) -> MetadataObjectID)?
  }

  private let place: Place
  private let outer: String
  private let name: String
  /// nil drops the inner entry.
  private let entry: JSONObject?

  init(_ context: CommandContext, _ place: Place, isDrop: Bool) throws(EngineError) {
    let arguments = try context.arguments(as: place.noun)
    self.place = place
    outer = try arguments.name(place.outerKey)
    name = try arguments.name(place.nameKey)
    var entry = arguments.object.leavingOut(place.outerKey, place.nameKey)
    entry[place.identity] = .string(name)
    self.entry = isDrop ? nil : entry
  }

  func apply(to metadata: inout Metadata, foreignKeys: ForeignKeys) throws(EngineError) -> Touched {
    guard let holder = metadata.entries(place.list.key).first(where: { $0.has(outer, at: place.list.identity) }) else {
      throw EngineError(.notExists, place.missing(outer))
    }
    let inner = place.innerList.reduce(JSON.object(holder)) { $0[$1] ?? .null }.arrayValue ?? []
    let isThere = inner.contains { $0[place.identity]?.stringValue == name }
    guard isThere == (entry == nil) else {
      if place.list.key == StoredList.remoteSchemas.key { throw Self.remotePermission(of: name, outer, isThere: isThere) }
      let state = isThere ? "already exists" : "does not exist"
      throw EngineError(isThere ? .alreadyExists : .notExists, "\(place.noun) \"\(name)\" \(state) in \(place.list.noun) \"\(outer)\"")
    }
    try metadata.editEntry(of: place.list.key, named: outer, key: place.list.identity) { holder throws(EngineError) in
      holder = edited(holder, place.innerList[...])
    }
    guard entry != nil, let object = place.object else { return Touched() }
    var touched = Touched(created: [object(name, outer)], tolerance: .createdMustBeConsistent)
    touched.answersCause = true
    return touched
  }

  /// Hasura's words.
  private static func remotePermission(of role: String, _ schema: String, isThere: Bool) -> EngineError {
    let state = isThere ? "already exists" : "doesn't exist"
    return EngineError(isThere ? .alreadyExists : .notExists, "permissions for role: \"\(role)\" for remote schema:\"\(schema)\" \(state)")
  }

  private func edited(_ holder: JSONObject, _ path: ArraySlice<String>) -> JSONObject {
    var holder = holder
    guard let key = path.first else { return holder }
    if path.count > 1 {
      holder[key] = .object(edited(holder[key]?.objectValue ?? [:], path.dropFirst()))
    } else if let entry {
      holder.append(.object(entry), to: key)
    } else {
      holder.removeEntries(from: key) { $0.has(name, at: place.identity) }
    }
    return holder
  }
}

extension StoreSubentry.Place {
  /// What is said when there is no outer entry; of remote schemas in Hasura's words.
  fileprivate func missing(_ outer: String) -> String {
    list.key == StoredList.remoteSchemas.key
      ? "\(list.noun) \"\(outer)\" doesn't exist" : "\(list.noun) with name \"\(outer)\" does not exist"
  }

  static let remoteSchemaPermission = Self(
    list: .remoteSchemas, outerKey: "remote_schema", innerList: ["permissions"], nameKey: "role", identity: "role",
    noun: "permission of role", object: { .remoteSchemaPermission(role: $0, schema: $1) })
  static let actionPermission = Self(
    list: .actions, outerKey: "action", innerList: ["permissions"], nameKey: "role", identity: "role",
    noun: "permission of role", object: { .actionPermission(role: $0, action: $1) })
  static let collectedQuery = Self(
    list: .queryCollections, outerKey: "collection_name", innerList: ["definition", "queries"], nameKey: "query_name",
    identity: "name", noun: "query")
}
