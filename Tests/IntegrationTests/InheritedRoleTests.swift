import JSON
import TestSupport
import Testing

/// An inherited role sees the rows of all parents, and of each row the columns of the parents that see it: others are null to it, however
/// it asks for them.
@Suite(.enabled(if: Kind.missingServers == nil)) struct InheritedRoleTests {
  /// `list` sees who is in which of the first two teams, `boss` names and pay of its own staff, `team` the names of one team. To user 1 of
  /// team 3, `two` (list and boss) shows the people 1 to 4, and of them name and pay of 2 and 3; `three` shows 5 as well, without its boss.
  private static let engines = Shared<Kind, JoineryProcess> { kind in
    try engine(kind)
  }

  private static func engine(_ kind: Kind) throws -> JoineryProcess {
    let engine = try JoineryProcess()
    try fill(engine, kind)
    try relate(engine, kind)
    try permit(engine, kind)
    return engine
  }

  /// Keys lead to another kind and back.
  private static func far(_ kind: Kind) -> Kind { kind == .sqlite ? .postgres : .sqlite }

  private static let people = [
    """
    CREATE TABLE person (
      id INT PRIMARY KEY, team INT NOT NULL, name VARCHAR(20) NOT NULL, pay DECIMAL(8,2), boss INT)
    """,
    "INSERT INTO person VALUES (1, 1, 'Ada', 100, NULL), (2, 1, 'Bob', 200, 1), (3, 2, 'Cyd', 300, 1), (4, 2, 'Dan', 400, 3)",
    "INSERT INTO person VALUES (5, 3, 'Eve', 500, 3)",
    "CREATE TABLE secret (name VARCHAR(20) PRIMARY KEY, open INT, word VARCHAR(20))",
    "INSERT INTO secret VALUES ('a', 1, 'x'), ('b', 0, 'y')",
    "CREATE TABLE note (id INT NOT NULL PRIMARY KEY, owner VARCHAR(20), word VARCHAR(20))",
    "INSERT INTO note VALUES (1, NULL, 'hidden'), (2, '007', 'hidden'), (3, '7', 'shown')",
  ]

  private static func fill(_ engine: JoineryProcess, _ kind: Kind) throws {
    try engine.addSource("db", kind, people, tables: ["person", "secret", "note"])
    try engine.addSource(
      "far", far(kind),
      [
        "CREATE TABLE badge (id INT PRIMARY KEY, person_id INT, label VARCHAR(20))",
        "INSERT INTO badge VALUES (1, 1, 'one'), (2, 2, 'two'), (3, 3, 'three'), (5, 5, 'five')",
      ], tables: ["badge"])
  }

  private static func relate(_ engine: JoineryProcess, _ kind: Kind) throws {
    func local(_ name: String, _ form: String, _ mapping: JSON) throws {
      try engine.metadata(
        "\(kind.prefix)_create_\(form)_relationship",
        [
          "source": "db", "table": "person", "name": .string(name),
          "using": ["manual_configuration": ["remote_table": "person", "column_mapping": mapping]],
        ])
    }
    try local("chief", "object", ["boss": "id"])
    try local("staff", "array", ["id": "boss"])
    try engine.relate("chief_badge", from: ("db", "person"), to: ("far", "badge"), [("boss", "person_id")])
    try engine.relate("person", from: ("far", "badge"), to: ("db", "person"), [("person_id", "id")])
    try engine.relate("staff", from: ("far", "badge"), to: ("db", "person"), [("person_id", "boss")], "array")
  }

  private static func permit(_ engine: JoineryProcess, _ kind: Kind) throws {
    func permission(_ operation: String, _ table: String, _ role: String, _ permission: JSON) -> (type: String, args: JSON) {
      (
        "\(kind.prefix)_create_\(operation)_permission",
        ["source": "db", "table": .string(table), "role": .string(role), "permission": permission]
      )
    }
    try engine.bulk([
      permission(
        "select", "person", "list",
        ["columns": ["id", "team", "boss"], "filter": ["team": ["_lte": 2]], "allow_aggregations": true, "limit": 100]),
      permission("select", "person", "boss", ["columns": ["id", "name", "pay"], "filter": ["boss": "X-Hasura-User"], "limit": 50]),
      permission("select", "person", "team", ["columns": ["id", "team", "name"], "filter": ["team": "X-Hasura-Team"]]),
      permission("update", "person", "boss", ["columns": ["name", "pay"], "filter": [:]]),
      permission("delete", "person", "list", ["filter": [:]]),
      permission("insert", "person", "list", ["columns": "*", "check": [:]]),
      permission("select", "note", "list", ["columns": ["id"], "filter": [:]]),
      permission("select", "note", "boss", ["columns": ["word"], "filter": ["owner": ["_is_null": false, "_eq": "7"]]]),
      permission("update", "note", "boss", ["columns": ["word"], "filter": [:]]),
      permission("select", "secret", "list", ["columns": ["word"], "filter": [:]]),
      permission("select", "secret", "boss", ["columns": ["name"], "filter": ["open": 1]]),
    ])
    try engine.metadata(
      "\(far(kind).prefix)_create_select_permission",
      ["source": "far", "table": "badge", "role": "list", "permission": ["columns": "*", "filter": [:]]])
    for (role, parents) in [("two", ["list", "boss"]), ("three", ["list", "boss", "team"]), ("nested", ["two", "team"])] as [(String, JSON)]
    {
      try engine.metadata("add_inherited_role", ["role_name": .string(role), "role_set": parents])
    }
  }

  private static func headers(_ role: String, user: Int = 1) -> [String: String] {
    ["X-Hasura-Role": role, "X-Hasura-User": String(user), "X-Hasura-Team": "3"]
  }

  private static let questions: [(query: String, answer: String)] = [
    (
      "{ person(order_by: {id: asc}) { id team name pay boss } }",
      #"{"person":[{"id":1,"team":1,"name":null,"pay":null,"boss":null},{"id":2,"team":1,"name":"Bob","pay":200.00,"boss":1},"#
        + #"{"id":3,"team":2,"name":"Cyd","pay":300.00,"boss":1},{"id":4,"team":2,"name":null,"pay":null,"boss":3}]}"#
    ),
    ("{ person_by_pk(id: 4) { name pay } }", #"{"person_by_pk":{"name":null,"pay":null}}"#),
    ("{ person_by_pk(id: 3) { name } }", #"{"person_by_pk":{"name":"Cyd"}}"#),
    ("{ person(where: {name: {_eq: \"Ada\"}}) { id } }", #"{"person":[]}"#),
    ("{ person(where: {name: {_is_null: true}}, order_by: {id: asc}) { id } }", #"{"person":[{"id":1},{"id":4}]}"#),
    ("{ person(where: {_not: {name: {_eq: \"Bob\"}}}) { id } }", #"{"person":[{"id":3}]}"#),
    ("{ person(where: {_or: [{name: {_in: [\"Ada\", \"Bob\"]}}, {pay: {_gt: 350}}]}) { id } }", #"{"person":[{"id":2}]}"#),
    ("{ person(order_by: [{pay: desc}, {id: asc}]) { id } }", #"{"person":[{"id":1},{"id":4},{"id":3},{"id":2}]}"#),
    ("{ person(order_by: [{name: asc}, {id: desc}], limit: 3, offset: 1) { id } }", #"{"person":[{"id":3},{"id":4},{"id":1}]}"#),
    (
      "{ person(distinct_on: [name], order_by: [{name: asc}, {id: desc}]) { id name } }",
      #"{"person":[{"id":2,"name":"Bob"},{"id":3,"name":"Cyd"},{"id":4,"name":null}]}"#
    ),
    (
      """
      { person_aggregate { aggregate { count max { name pay } min { name } sum { pay } names: count(columns: [name])
          pairs: count(columns: [name, pay], distinct: true) } } }
      """,
      #"{"person_aggregate":{"aggregate":{"count":4,"max":{"name":"Cyd","pay":300.00},"min":{"name":"Bob"},"sum":{"pay":500.00},"#
        + #""names":2,"pairs":3}}}"#
    ),
    (
      "{ person_aggregate(order_by: [{pay: desc_nulls_last}, {id: asc}], limit: 3) { aggregate { sum { pay } } nodes { id name } } }",
      #"{"person_aggregate":{"aggregate":{"sum":{"pay":500.00}},"#
        + #""nodes":[{"id":3,"name":"Cyd"},{"id":2,"name":"Bob"},{"id":1,"name":null}]}}"#
    ),
  ]

  private static let related: [(query: String, answer: String)] = [
    (
      "{ person(order_by: {id: asc}) { chief { name } staff(order_by: {name: asc}) { name } chief_badge { label } } }",
      #"{"person":[{"chief":null,"staff":[{"name":"Bob"},{"name":"Cyd"}],"chief_badge":null},"#
        + #"{"chief":{"name":null},"staff":[],"chief_badge":{"label":"one"}},"#
        + #"{"chief":{"name":null},"staff":[{"name":null}],"chief_badge":{"label":"one"}},"#
        + #"{"chief":{"name":"Cyd"},"staff":[],"chief_badge":{"label":"three"}}]}"#
    ),
    ("{ person(where: {chief: {name: {_eq: \"Ada\"}}}) { id } }", #"{"person":[]}"#),
    ("{ person(where: {chief: {name: {_eq: \"Cyd\"}}}) { id } }", #"{"person":[{"id":4}]}"#),
    ("{ person(where: {staff: {pay: {_gte: 300}}}) { id } }", #"{"person":[{"id":1}]}"#),
    (
      "{ person(where: {staff_aggregate: {count: {arguments: [name], predicate: {_gt: 0}}}}) { id } }", #"{"person":[{"id":1}]}"#
    ),
    ("{ person(order_by: [{chief: {name: asc}}, {id: asc}]) { id } }", #"{"person":[{"id":4},{"id":1},{"id":2},{"id":3}]}"#),
    (
      "{ person(order_by: [{staff_aggregate: {max: {pay: desc_nulls_last}}}, {id: asc}]) { id } }",
      #"{"person":[{"id":1},{"id":2},{"id":3},{"id":4}]}"#
    ),
    (
      "{ person(where: {id: {_in: [1, 3]}}, order_by: {id: asc}) { staff_aggregate { aggregate { count(columns: name) max { pay } } } } }",
      #"{"person":[{"staff_aggregate":{"aggregate":{"count":2,"max":{"pay":300.00}}}},"#
        + #"{"staff_aggregate":{"aggregate":{"count":0,"max":{"pay":null}}}}]}"#
    ),
    (
      "{ person(where: {id: {_eq: 1}}) { staff(order_by: [{pay: desc}], limit: 1) { name } } }",
      #"{"person":[{"staff":[{"name":"Cyd"}]}]}"#
    ),
    (
      "{ badge(order_by: {id: asc}) { person { name team } staff(where: {pay: {_is_null: false}}, order_by: {pay: desc}) { name } } }",
      #"{"badge":[{"person":{"name":null,"team":1},"staff":[{"name":"Cyd"},{"name":"Bob"}]},"#
        + #"{"person":{"name":"Bob","team":1},"staff":[]},{"person":{"name":"Cyd","team":2},"staff":[]},{"person":null,"staff":[]}]}"#
    ),
    (
      "{ badge(where: {id: {_eq: 3}}) { staff { id name } staff_aggregate { aggregate { count max { pay } } } } }",
      #"{"badge":[{"staff":[{"id":4,"name":null}],"staff_aggregate":{"aggregate":{"count":1,"max":{"pay":null}}}}]}"#
    ),
    ("{ secret(order_by: {word: asc}) { name word } }", #"{"secret":[{"name":"a","word":"x"},{"name":null,"word":"y"}]}"#),
    ("{ secret_by_pk(name: \"a\") { word } }", #"{"secret_by_pk":{"word":"x"}}"#),
    ("{ secret_by_pk(name: \"b\") { word } }", #"{"secret_by_pk":null}"#),
  ]

  @Test(arguments: Kind.allCases) func `a column is null where no parent shows it`(_ kind: Kind) throws {
    let engine = try Self.engines[kind]
    for (query, answer) in Self.questions + Self.related {
      #expect(try engine.answer(query, headers: Self.headers("two")).text == #"{"data":"# + answer + "}", "\(query)")
    }
  }

  @Test(arguments: Kind.allCases) func `session variables decide what is shown`(_ kind: Kind) throws {
    let engine = try Self.engines[kind]
    #expect(
      try engine.data("{ person(order_by: {id: asc}) { id team name } }", headers: Self.headers("two", user: 3)).text
        == #"{"person":[{"id":1,"team":1,"name":null},{"id":2,"team":1,"name":null},{"id":3,"team":2,"name":null},"#
        + #"{"id":4,"team":2,"name":"Dan"},{"id":5,"team":null,"name":"Eve"}]}"#)
    // What is hidden is still what relationships join by.
    for role in ["three", "nested"] {
      #expect(
        try engine.data(
          "{ person(where: {id: {_gt: 3}}, order_by: {id: asc}) { id team name pay boss chief { id } chief_badge { label } } }",
          headers: Self.headers(role)
        ).text
          == #"{"person":[{"id":4,"team":2,"name":null,"pay":null,"boss":3,"chief":{"id":3},"chief_badge":{"label":"three"}},"#
          + #"{"id":5,"team":3,"name":"Eve","pay":null,"boss":null,"chief":{"id":3},"chief_badge":{"label":"three"}}]}"#)
    }
  }

  @Test(arguments: Kind.allCases) func `only what may be hidden becomes nullable`(_ kind: Kind) throws {
    let engine = try Self.engines[kind]
    let type = try engine.data("{ __type(name: \"person\") { fields { name type { kind } } } }", headers: Self.headers("two"))
    let kinds = type["__type"]?["fields"]?.arrayValue?.map { "\($0["name"]?.stringValue ?? "") \($0["type"]?["kind"]?.stringValue ?? "")" }
    #expect(
      kinds == [
        "boss SCALAR", "chief OBJECT", "chief_badge OBJECT", "id NON_NULL", "name SCALAR", "pay SCALAR", "staff NON_NULL",
        "staff_aggregate NON_NULL", "team SCALAR",
      ])
  }

  /// The engine is one of its own.
  @Test(arguments: Kind.allCases) func `writes see and return no more than queries`(_ kind: Kind) throws {
    let engine = try Self.engine(kind)
    defer { engine.stop() }
    func run(_ mutation: String) throws -> JSON { try engine.data("mutation { \(mutation) }", headers: Self.headers("two")) }
    func sorted(_ answer: JSON?) -> [String]? { answer?["returning"]?.arrayValue?.map(\.text).sorted() }
    #expect(
      try run("update_person(where: {name: {_eq: \"Ada\"}}, _set: {pay: 1}) { affected_rows }")["update_person"] == ["affected_rows": 0])
    let hidden = try run(
      "update_person(where: {name: {_is_null: true}}, _set: {pay: 7}) { affected_rows returning { id team name pay chief { name } } }")
    #expect(
      sorted(hidden["update_person"]) == [
        #"{"id":1,"team":1,"name":null,"pay":null,"chief":null}"#, #"{"id":4,"team":2,"name":null,"pay":null,"chief":{"name":"Cyd"}}"#,
        #"{"id":5,"team":null,"name":null,"pay":null,"chief":{"name":"Cyd"}}"#,
      ])
    #expect(
      try run("update_person_by_pk(pk_columns: {id: 4}, _set: {name: \"Don\"}) { id name }")["update_person_by_pk"]
        == ["id": 4, "name": nil])
    #expect(try engine.data("{ person_by_pk(id: 4) { name } }")["person_by_pk"] == ["name": "Don"])
    #expect(
      try run("insert_person_one(object: {id: 9, team: 5, name: \"Zed\", boss: 4}) { id team name boss }")["insert_person_one"]
        == ["id": 9, "team": nil, "name": nil, "boss": nil])
    try upsert(engine, run)
    // What SQLite returns has the affinity and the nullability of another column.
    let notes = try run("update_note(where: {id: {_gt: 0}}, _set: {word: \"new\"}) { returning { id word } }")
    #expect(sorted(notes["update_note"]) == [#"{"id":1,"word":null}"#, #"{"id":2,"word":null}"#, #"{"id":3,"word":"new"}"#])
    let deleted = try run("delete_person(where: {name: {_gt: \"A\"}}) { affected_rows returning { id name } }")
    #expect(sorted(deleted["delete_person"]) == [#"{"id":2,"name":"Bob"}"#, #"{"id":3,"name":"Cyd"}"#])
    #expect(try engine.data("{ person_aggregate { aggregate { count } } }")["person_aggregate"]?["aggregate"] == ["count": 4])
  }

  private func upsert(_ engine: JoineryProcess, _ run: (String) throws -> JSON) throws {
    let names = try engine.data("{ __type(name: \"person_constraint\") { enumValues { name } } }", headers: Self.headers("two"))
    let key = try #require(names["__type"]?["enumValues"]?[0]?["name"]?.stringValue)
    func insert(_ id: Int, _ name: String) throws -> JSON? {
      try run(
        """
        insert_person(objects: [{id: \(id), team: 1, name: "new"}],
          on_conflict: {constraint: \(key), update_columns: [name], where: {name: {_eq: "\(name)"}}}) { affected_rows returning { name } }
        """)["insert_person"]
    }
    #expect(try insert(1, "Ada") == ["affected_rows": 0, "returning": []])
    #expect(try engine.data("{ person_by_pk(id: 1) { name } }")["person_by_pk"] == ["name": "Ada"])
    #expect(try insert(2, "Bob") == ["affected_rows": 1, "returning": [["name": "new"]]])
    #expect(try run("update_person_by_pk(pk_columns: {id: 2}, _set: {name: \"Bob\"}) { name }")["update_person_by_pk"] == ["name": "Bob"])
  }
}
