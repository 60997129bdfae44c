import Errors
import JSON

/// Every command by its name.
enum CommandTable {
  typealias Decode = @Sendable (CommandContext) throws(EngineError) -> Command

  /// Commands that need no prefix: the generic ones, and those that Hasura's first API had for its only source.
  static let unprefixed: [String: Decode] = merged(generic, ofSource, stored)

  /// Commands that may follow the prefix of a kind.
  static let prefixed: [String: Decode] = merged(ofSource, ofSourceWithPrefixOnly)

  private static let generic: [String: Decode] = [:]
  private static let ofSource: [String: Decode] = [:]
  private static let ofSourceWithPrefixOnly: [String: Decode] = [:]
  private static let stored: [String: Decode] = [:]

  private static func merged(_ tables: [String: Decode]...) -> [String: Decode] {
    tables.reduce(into: [:]) { $0.merge($1) { first, _ in first } }
  }
}
