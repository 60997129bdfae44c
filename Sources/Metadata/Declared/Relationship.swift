import Errors
package import JSON

/// A relationship between two tables of one source.
package struct Relationship: Equatable, Sendable {
  /// Whether a row has at most one partner or a list of them; the raw value is Hasura's word.
  package enum Cardinality: String, Sendable {
    case object
    case array
  }

  package let name: String
  package let cardinality: Cardinality
  package let using: Using
  package let comment: String?
  package let json: JSONObject

  /// What says which rows belong together.
  package enum Using: Equatable, Sendable {
    /// The foreign key over these columns: of this table when `table` is nil, else of `table`, which refers to this one.
    case foreignKey(columns: [String], table: TableName?)
    case manual(ManualConfiguration)
  }

  /// A relationship spelled out column by column.
  package struct ManualConfiguration: Equatable, Sendable {
    package let table: TableName
    /// Own column to partner's column, in the order given.
    package let columnMapping: [ColumnPair]
    /// `before_parent` or `after_parent`: which row of a nested insert is written first.
    package let insertionOrder: String?
  }

  init(_ json: JSONObject, cardinality: Cardinality, naming: TableNaming) throws(EngineError) {
    let arguments = Arguments(json)
    self.json = json
    self.cardinality = cardinality
    name = try arguments.name("name")
    comment = try arguments.optionalString("comment")
    using = try arguments.read("using") { value throws(EngineError) in
      try Using(Arguments(try Expect.object(value, as: "using")), cardinality: cardinality, naming: naming)
    }
  }
}

/// Two columns whose values must be equal.
package struct ColumnPair: Hashable, Sendable {
  package let from: String
  package let to: String

  /// The pairs of an object `{from: to}`.
  static func pairs(_ json: JSON) throws(EngineError) -> [ColumnPair] {
    var pairs: [ColumnPair] = []
    for (from, to) in try Expect.object(json, as: "column_mapping") {
      pairs.append(ColumnPair(from: from, to: try at(.key(from)) { () throws(EngineError) in try Expect.string(to) }))
    }
    return pairs
  }
}

extension Relationship.Using {
  init(_ arguments: Arguments, cardinality: Relationship.Cardinality, naming: TableNaming) throws(EngineError) {
    let fragment = "one of foreign_key_constraint_on/manual_configuration should be present"
    switch (arguments.optional("foreign_key_constraint_on"), arguments.optional("manual_configuration")) {
    case (nil, nil): throw EngineError(.parseFailed, "atleast \(fragment)")
    case (.some, .some): throw EngineError(.parseFailed, "only \(fragment)")
    case (.some(let key), nil):
      self = try at(.key("foreign_key_constraint_on")) { () throws(EngineError) in
        try Self.foreignKey(key, cardinality: cardinality, naming: naming)
      }
    case (nil, .some(let manual)):
      self = try at(.key("manual_configuration")) { () throws(EngineError) in try Self.manual(manual, naming: naming) }
    }
  }

  private static func foreignKey(
    _ json: JSON, cardinality: Relationship.Cardinality, naming: TableNaming
  ) throws(EngineError) -> Self {
    if cardinality == .object, json.objectValue == nil { return .foreignKey(columns: try columns(json), table: nil) }
    let arguments = try Arguments(json, as: "foreign_key_constraint_on")
    let table = try arguments.read("table", naming.name)
    switch (try arguments.readOptional("column", columns), try arguments.readOptional("columns", columns)) {
    case (let columns?, nil), (nil, let columns?): return .foreignKey(columns: columns, table: table)
    default: throw EngineError(.parseFailed, "Expected exactly one of \"column\" or \"columns\"")
    }
  }

  /// One column, or a list of them.
  private static func columns(_ json: JSON) throws(EngineError) -> [String] {
    guard let column = json.stringValue else { return try Expect.strings(json) }
    return [column]
  }

  /// A table, or a native query of the source.
  private static func target(_ arguments: Arguments, _ naming: TableNaming) throws(EngineError) -> TableName {
    guard let query = try arguments.optionalString("remote_native_query") else { return try arguments.read("remote_table", naming.name) }
    return .nativeQuery(query)
  }

  private static func manual(_ json: JSON, naming: TableNaming) throws(EngineError) -> Self {
    let arguments = try Arguments(json, as: "manual_configuration")
    return .manual(
      Relationship.ManualConfiguration(
        table: try target(arguments, naming),
        columnMapping: try arguments.read("column_mapping", ColumnPair.pairs),
        insertionOrder: try arguments.optionalString("insertion_order")))
  }
}
