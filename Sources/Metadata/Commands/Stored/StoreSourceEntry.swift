import Errors
import JSON

/// `track_` and `untrack_` of stored procedures: a list of a source that is kept as given.
struct StoreSourceEntry: MetadataChange {
  private let target: SourceTarget
  private let list: String
  private let identity: String
  private let noun: String
  private let name: JSON
  /// nil takes the entry away.
  private let entry: JSONObject?

  init(
    _ context: CommandContext, list: String, identity: String, noun: String, isUntrack: Bool
  ) throws(EngineError) {
    let arguments = try context.arguments(as: noun)
    target = try context.source(arguments)
    (self.list, self.identity, self.noun) = (list, identity, noun)
    name = try arguments.value(identity)
    entry = isUntrack ? nil : arguments.object.leavingOut("source")
  }

  func apply(to metadata: inout Metadata, foreignKeys: ForeignKeys) throws(EngineError) -> Touched {
    let source = try metadata.source(target)
    let isThere = source.entries(list).contains { $0[identity] == name }
    let text = name.stringValue ?? name.text
    guard isThere == (entry == nil) else {
      guard isThere else {
        throw EngineError(.notFound, "\(noun) \"\(text)\" not found in source \"\(source.name)\".")
      }
      throw EngineError(.alreadyTracked, "\(noun) \"\(text)\" is already tracked.")
    }
    try metadata.editSource(source.name) { json throws(EngineError) in
      if let entry {
        json.append(.object(entry), to: list)
      } else {
        json.removeEntries(from: list) { $0[identity] == name }
      }
    }
    return Touched(tolerance: .createdMustBeConsistent)
  }
}
