import Errors
import JSON

/// The commands that add an entry to a list at the top of metadata, replace one, or take one away.
struct StoreEntry: MetadataChange {
  /// What is done with the entry.
  enum Operation: Sendable {
    /// Refused when there is one of that name.
    case add
    /// Refused when there is none of that name.
    case update
    /// Whether or not there is one of that name.
    case put
    /// Refused when there is none of that name.
    case drop
  }

  private let list: StoredList
  private let operation: Operation
  private let name: String
  private let entry: JSONObject

  init(
    _ context: CommandContext, _ list: StoredList, _ operation: Operation,
    key: String? = nil, check: ((Arguments) throws(EngineError) -> Void)? = nil
  ) throws(EngineError) {
    let arguments = try context.arguments(as: list.noun)
    self.list = list
    self.operation = operation
    name = try arguments.name(key ?? list.identity)
    try check?(arguments)
    entry = arguments.object.leavingOut("replace")
  }

  func apply(to metadata: inout Metadata, foreignKeys: ForeignKeys) throws(EngineError) -> Touched {
    let isThere = metadata.entries(list.key).contains { $0.has(name, at: list.identity) }
    try check(isThere)
    var isElsewhere = false
    switch (operation, isThere) {
    case (.drop, _): return try drop(from: &metadata, foreignKeys)
    case (_, true):
      try metadata.editEntry(of: list.key, named: name, key: list.identity) { other throws(EngineError) in
        // What is declared on an entry by commands of its own outlives an update of the entry.
        isElsewhere = self.isElsewhere(than: other)
        let kept = other.picking("permissions", "remote_relationships").entries.filter { entry[$0.key] == nil }
        other = JSONObject(entry.entries + kept)
      }
    case (_, false): metadata.members.append(.object(entry), to: list.key)
    }
    let created = list.object.map { [$0(name)] } ?? []
    var touched = Touched(
      remoteSchemas: isRemoteSchema ? [name] : [], created: created,
      tolerance: created.isEmpty ? .nothingNew : .createdMustBeConsistent)
    touched.answersCause = operation == .add || isElsewhere
    return touched
  }

  private var isRemoteSchema: Bool { list.key == StoredList.remoteSchemas.key }

  /// Whether an update leads to another address, which Hasura asks before anything else.
  private func isElsewhere(than other: JSONObject) -> Bool {
    guard isRemoteSchema, operation == .update else { return false }
    return ["url", "url_from_env"].allSatisfy { key in
      let address = entry["definition"]?[key]?.stringValue
      return address == nil || address != other["definition"]?[key]?.stringValue
    }
  }

  private func check(_ isThere: Bool) throws(EngineError) {
    switch operation {
    case .add where isThere: throw EngineError(.alreadyExists, "\(list.noun) with name \"\(name)\" already exists")
    case .update where !isThere && isRemoteSchema: throw EngineError(.notExists, "\(list.noun) with name \"\(name)\" doesn't exist")
    case .drop where !isThere && isRemoteSchema: throw EngineError(.notExists, "no such remote schema")
    case .update where !isThere, .drop where !isThere:
      throw EngineError(.notExists, "\(list.noun) with name \"\(name)\" does not exist")
    case .add, .update, .put, .drop: return
    }
  }

  private func drop(from metadata: inout Metadata, _ foreignKeys: ForeignKeys) throws(EngineError) -> Touched {
    if isRemoteSchema {
      let dependents = metadata.dependents(of: .remoteSchema(name), foreignKeys: foreignKeys)
      guard dependents.isEmpty else { throw .dependentObjectsExist(dependents) }
    }
    metadata.members.removeEntries(from: list.key) { $0.has(name, at: list.identity) }
    return Touched()
  }
}
