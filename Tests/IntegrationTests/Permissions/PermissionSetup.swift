import JSON
import TestSupport

extension JoineryProcess {
  /// Makes the databases and relationships of a world, the functions of PostgreSQL, and tables of the types that the oracle leaves out.
  func build(_ world: PermissionWorld) throws {
    for kind in Kind.allCases {
      let tables = world.tables.filter { $0.kind == kind }
      let odd = PermissionExemption.odd(kind).map { ["CREATE TABLE odd_\(kind.rawValue) (id INT PRIMARY KEY, \($0))"] } ?? []
      // Instants are answered in the time zone of the session.
      let configuration = try kind.makeDatabase(in: folder, options: "-c%20timezone%3DUTC")
      try addSource(
        kind.rawValue, kind, Self.preparation(kind) + tables.flatMap(\.statements) + odd, configuration: configuration)
      try bulk(tables.map(\.tracking))
      if !odd.isEmpty { try track(["odd_\(kind.rawValue)"], source: kind.rawValue, kind) }
    }
    try addFunctions(world)
    try bulk(world.relations.compactMap(world.command))
  }

  private static func preparation(_ kind: Kind) -> [String] {
    guard kind == .postgres else { return [] }
    let moods = PermissionType.moods.map { "'\($0)'" }.joined(separator: ", ")
    return ["citext", "ltree", "postgis"].map { "CREATE EXTENSION \($0)" } + ["CREATE TYPE mood AS ENUM (\(moods))"]
  }

  private func addFunctions(_ world: PermissionWorld) throws {
    let (person, article) = (world.tables[0].name, world.tables[1].name)
    let function = PermissionWorld.function
    try sql(
      source: "postgres", .postgres,
      [
        "CREATE FUNCTION twice(p \(person)) RETURNS INT LANGUAGE SQL STABLE AS $$ SELECT p.n * 2 $$",
        "CREATE FUNCTION recent(p \(person)) RETURNS SETOF \(article) LANGUAGE SQL STABLE AS $$ SELECT * FROM \(article) WHERE ref = p.id $$",
        "CREATE FUNCTION \(function)(low INT) RETURNS SETOF \(person) LANGUAGE SQL STABLE AS $$ SELECT * FROM \(person) WHERE n >= low $$",
      ])
    for name in ["twice", "recent"] {
      try metadata(
        "pg_add_computed_field",
        ["source": "postgres", "table": .string(person), "name": .string(name), "definition": ["function": .string(name)]])
    }
    try metadata("pg_track_function", ["source": "postgres", "function": .string(function)])
  }

  /// Gives the roles of a world their permissions.
  func permit(_ world: PermissionWorld) throws {
    let commands = world.roles.flatMap { role in
      role.inheritance.map { [$0.command(role.name)] } ?? world.tables.indices.compactMap { world.command(role, $0) }
    }
    try metadata("bulk_atomic", .array(commands.map { ["type": .string($0.type), "args": $0.args] }))
  }
}

extension PermissionTable {
  fileprivate var tracking: (type: String, args: JSON) {
    ("\(kind.prefix)_track_table", ["source": .string(kind.rawValue), "table": .string(name), "configuration": configuration])
  }
}

extension PermissionWorld {
  fileprivate func command(_ relation: PermissionRelation) -> (type: String, args: JSON)? {
    let (from, target) = (tables[relation.from], tables[relation.target])
    let form = relation.isArray ? "array" : "object"
    let mapping = (relation.column, relation.targetColumn)
    switch relation.form {
    case .computed: return nil
    case .remote:
      return (
        "create_remote_relationship",
        remoteRelationship(
          relation.name, from: (from.kind.rawValue, from.name), to: (target.kind.rawValue, target.name), [mapping], form)
      )
    case .local:
      return (
        "\(from.kind.prefix)_create_\(form)_relationship",
        [
          "source": .string(from.kind.rawValue), "table": .string(from.name), "name": .string(relation.name),
          "using": [
            "manual_configuration": [
              "remote_table": .string(target.name), "column_mapping": .object(JSONObject([(key: mapping.0, value: .string(mapping.1))])),
            ]
          ],
        ]
      )
    }
  }

  fileprivate func command(_ role: PermissionRole, _ table: Int) -> (type: String, args: JSON)? {
    guard let grant = role.grants[table] else { return nil }
    let kind = tables[table].kind
    return (
      "\(kind.prefix)_create_select_permission",
      [
        "source": .string(kind.rawValue), "table": .string(tables[table].name), "role": .string(role.name),
        "permission": grant.json(self),
      ]
    )
  }
}
