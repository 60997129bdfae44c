/// What a connector says of itself before it is started for real: printed as JSON by `joinery-<kind> --manifest`, or read from
/// `*.connector.json`.
public struct Manifest: Equatable, Sendable {
  /// The program's name, e.g. `joinery-postgres`.
  public var name: String
  /// The program's version, for people.
  public var version: String
  /// Protocol versions that the connector speaks.
  public var protocolVersions: ClosedRange<UInt32>
  /// At least one.
  public var kinds: [Kind]
  /// The command to start; nil means the executable that printed the manifest.
  public var command: String?
  /// What the command is started with.
  public var arguments: [String]
  /// Names of environment variables that are passed on to the process; every other variable is withheld.
  public var environment: [String]

  /// One kind of database that the connector serves.
  public struct Kind: Equatable, Sendable {
    /// The kind in metadata, e.g. `postgres`.
    public var name: String
    /// Other names of the kind that metadata may use.
    public var aliases: [String]
    /// Prefixes of metadata commands without the underscore, e.g. `pg`.
    public var commandPrefixes: [String]
    /// Schemes of database URLs that mean this kind.
    public var urlSchemes: [String]
    /// How metadata names the kind's tables.
    public var tableNaming: TableNaming
    /// For people, e.g. in the console.
    public var displayName: String

    /// A kind of these parts.
    public init(
      name: String, aliases: [String] = [], commandPrefixes: [String], urlSchemes: [String] = [], tableNaming: TableNaming,
      displayName: String
    ) {
      self.name = name
      self.aliases = aliases
      self.commandPrefixes = commandPrefixes
      self.urlSchemes = urlSchemes
      self.tableNaming = tableNaming
      self.displayName = displayName
    }
  }

  /// How tables of a kind are named in metadata.
  public struct TableNaming: Equatable, Sendable {
    /// The parts of a name, outermost first, e.g. `["schema", "name"]`.
    public var components: [String]
    /// What a part is when it is left out, e.g. `["schema": "public"]`. A part that is neither given nor has a default is omitted.
    public var defaults: [String: String]
    /// Whether metadata is written as an object of the parts (else as an array of names).
    public var isObject: Bool

    /// A table naming of these parts.
    public init(components: [String], defaults: [String: String] = [:], isObject: Bool) {
      self.components = components
      self.defaults = defaults
      self.isObject = isObject
    }
  }

  /// A manifest of these parts.
  public init(
    name: String, version: String, protocolVersions: ClosedRange<UInt32> = 1...1, kinds: [Kind], command: String? = nil,
    arguments: [String] = [], environment: [String] = []
  ) {
    self.name = name
    self.version = version
    self.protocolVersions = protocolVersions
    self.kinds = kinds
    self.command = command
    self.arguments = arguments
    self.environment = environment
  }
}
