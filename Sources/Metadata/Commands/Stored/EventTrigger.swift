import Errors
import JSON

/// `create_event_trigger`: stored, not yet effective.
struct CreateEventTrigger: MetadataChange {
  private let target: TableTarget
  private let name: String
  private let replaces: Bool
  private let entry: JSONObject

  init(_ context: CommandContext) throws(EngineError) {
    let arguments = try context.arguments(as: "CreateEventTriggerQuery")
    name = try arguments.name("name")
    target = try context.table(arguments)
    replaces = try arguments.flag("replace")
    let definition = arguments.object.picking("enable_manual", "insert", "update", "delete")
    guard !definition.isEmpty else {
      throw EngineError(.parseFailed, "atleast one amongst insert/update/delete/enable_manual spec must be provided")
    }
    switch (arguments.optional("webhook"), arguments.optional("webhook_from_env")) {
    case (nil, nil): throw EngineError(.parseFailed, "must provide webhook or webhook_from_env")
    case (.some, .some): throw EngineError(.parseFailed, "only one of webhook or webhook_from_env should be given")
    default: break
    }
    var entry = arguments.object.leavingOut("source", "table", "replace", "enable_manual", "insert", "update", "delete")
    entry["definition"] = .object(definition)
    entry["retry_conf"] = entry["retry_conf"] ?? ["num_retries": 0, "interval_sec": 10, "timeout_sec": 60]
    self.entry = entry
  }

  func apply(to metadata: inout Metadata, foreignKeys: ForeignKeys) throws(EngineError) -> Touched {
    let (id, _) = try metadata.trackedTable(target)
    let isThere = metadata.table(id)?.eventTriggers.contains { $0.has(name, at: "name") } ?? false
    guard isThere == replaces || !isThere else {
      throw EngineError(.alreadyExists, "event trigger with name \"\(name)\" already exists")
    }
    guard isThere || !replaces else {
      throw EngineError(.notExists, "event trigger with name \"\(name)\" does not exist")
    }
    if isThere { metadata = try metadata.dropping([.eventTrigger(name, id)]) }
    try metadata.editTable(id) { json throws(EngineError) in json.append(.object(entry), to: "event_triggers") }
    return Touched(created: [.eventTrigger(name, id)], tolerance: .createdMustBeConsistent)
  }
}

/// `delete_event_trigger`.
struct DeleteEventTrigger: MetadataChange {
  private let target: SourceTarget
  private let name: String

  init(_ context: CommandContext) throws(EngineError) {
    let arguments = try context.arguments(as: "DeleteEventTriggerQuery")
    name = try arguments.name("name")
    target = try context.source(arguments)
  }

  func apply(to metadata: inout Metadata, foreignKeys: ForeignKeys) throws(EngineError) -> Touched {
    let source = try metadata.source(target)
    guard let table = source.tables.first(where: { $0.eventTriggers.contains { $0.has(name, at: "name") } }) else {
      throw EngineError(.notExists, "event trigger with name \"\(name)\" does not exist")
    }
    metadata = try metadata.dropping([.eventTrigger(name, TableID(source: source.name, name: table.name))])
    return Touched()
  }
}
