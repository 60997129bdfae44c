import Errors
import JSON

/// Finds the command that a name means, and decodes its arguments.
struct CommandDecoder {
  private let type: String
  private let version: Int
  private let kinds: Kinds
  private let api: MetadataRequest.API
  private let kind: Kind?
  private let decode: CommandTable.Decode

  /// Throws `parse-failed` in Hasura's words for names that mean nothing.
  init(type: String, version: Int, kinds: Kinds, api: MetadataRequest.API) throws(EngineError) {
    self.type = type
    self.version = version
    self.kinds = kinds
    self.api = api
    if let decode = CommandTable.unprefixed[type] {
      (kind, self.decode) = (nil, decode)
      return
    }
    guard let (kind, command) = kinds.split(commandName: type) else {
      let prefix = type.prefix { $0 != "_" }
      throw EngineError(
        .parseFailed, "unknown metadata command \"\(type)\"; \"\(prefix)\" was not recognized as a valid backend name")
    }
    guard let decode = CommandTable.prefixed[command] else {
      throw EngineError(.parseFailed, "unknown metadata command \"\(command)\" for backend \(kind.name)")
    }
    (self.kind, self.decode) = (kind, decode)
  }

  func command(args: JSON?) throws(EngineError) -> Command {
    let context = CommandContext(args: args ?? .object([:]), kind: kind, version: version, kinds: kinds, api: api)
    do {
      guard api == .metadata else { return try decode(context) }
      return try at(.key("args")) { () throws(EngineError) in try decode(context) }
    } catch {
      guard args == nil else { throw error }
      throw EngineError(.parseFailed, "key \"args\" not found")
    }
  }
}

/// What a command is decoded from.
struct CommandContext {
  let args: JSON
  /// The kind of the command's prefix.
  let kind: Kind?
  let version: Int
  let kinds: Kinds
  let api: MetadataRequest.API

  func arguments(as type: String) throws(EngineError) -> Arguments { try Arguments(args, as: type) }

  /// The same context for a part of the arguments that is laid out like a command of its own.
  func with(args: JSON) -> CommandContext {
    CommandContext(args: args, kind: kind, version: version, kinds: kinds, api: api)
  }

  /// The source that `args` names, `default` unless given.
  func source(_ arguments: Arguments, key: String = "source") throws(EngineError) -> SourceTarget {
    SourceTarget(source: try arguments.optionalString(key) ?? "default", kind: kind?.name)
  }

  /// The table that `args` names; its spelling is checked when the source is known.
  func table(_ arguments: Arguments, key: String = "table") throws(EngineError) -> TableTarget {
    TableTarget(target: try source(arguments), table: try arguments.value(key))
  }
}
