/// The kinds of database for which a connector is installed.
package struct Kinds: Equatable, Sendable {
  package let all: [Kind]
  private let byName: [String: Int]
  private let byPrefix: [String: Int]

  /// Of two kinds that claim the same name, alias or prefix, the first in the list gets it.
  package init(_ kinds: [Kind]) {
    all = kinds
    var names: [String: Int] = [:]
    var prefixes: [String: Int] = [:]
    for (index, kind) in kinds.enumerated() {
      for name in [kind.name] + kind.aliases { names[name] = names[name] ?? index }
      for prefix in kind.commandPrefixes + [kind.name] + kind.aliases { prefixes[prefix] = prefixes[prefix] ?? index }
    }
    byName = names
    byPrefix = prefixes
  }

  /// The kind of this name or alias.
  package subscript(_ name: String) -> Kind? { byName[name].map { all[$0] } }

  /// The kind that a command's name starts with and the rest of that name; the longest prefix wins, since prefixes may hold underscores.
  package func split(commandName: String) -> (kind: Kind, command: String)? {
    var end = commandName.utf8.endIndex
    while let underscore = commandName.utf8[..<end].lastIndex(of: UInt8(ascii: "_")) {
      if let index = byPrefix[String(commandName[..<underscore])] {
        return (all[index], String(commandName[commandName.utf8.index(after: underscore)...]))
      }
      end = underscore
    }
    return nil
  }

  /// How tables of a kind are named; kinds without a connector get ``TableNaming/unknown`` so that their metadata can still be kept.
  package func tableNaming(of kind: String) -> TableNaming { self[kind]?.tableNaming ?? .unknown }
}
