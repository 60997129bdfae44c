/// A kind of database, as the manifest of its connector declares it.
package struct Kind: Equatable, Sendable {
  /// What `kind` says in exported metadata.
  package let name: String
  /// Other spellings of `kind` that are accepted.
  package let aliases: [String]
  /// What command names may start with, without the underscore: `mydb` for `mydb_track_table`. The name and the aliases count too.
  package let commandPrefixes: [String]
  package let tableNaming: TableNaming

  /// A kind whose command prefixes are its name, its aliases and those given.
  package init(name: String, aliases: [String] = [], commandPrefixes: [String] = [], tableNaming: TableNaming) {
    self.name = name
    self.aliases = aliases
    self.commandPrefixes = commandPrefixes
    self.tableNaming = tableNaming
  }
}
