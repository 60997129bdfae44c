import JSON
import TestSupport
import Testing

/// Tables declared as enumerations, on every kind.
@Suite(.enabled(if: Kind.missingServers == nil, "needs PostgreSQL and MariaDB"))
struct EnumTableTests {
  private static func statements(_ kind: Kind) -> [String] {
    // MySQL has no keys of unbounded text.
    let text = kind == .mysql ? "varchar(40)" : "text"
    return [
      "CREATE TABLE colors (value \(text) PRIMARY KEY, comment \(text))",
      "INSERT INTO colors VALUES ('red', 'F00'), ('dark_blue', NULL)",
      "CREATE TABLE cars (id integer PRIMARY KEY, color \(text) NOT NULL, second \(text), FOREIGN KEY (color) REFERENCES colors (value), "
        + "FOREIGN KEY (second) REFERENCES colors (value))",
      "INSERT INTO cars VALUES (1, 'red', NULL), (2, 'dark_blue', 'red')",
      "CREATE TABLE empty (value \(text) PRIMARY KEY)",
      "CREATE TABLE numbers (value integer PRIMARY KEY, comment \(text))",
      "CREATE TABLE wide (value \(text) PRIMARY KEY, b \(text), a \(text))",
      "CREATE TABLE words (value \(text) PRIMARY KEY)", "INSERT INTO words VALUES ('good'), ('not good'), ('true')",
    ]
  }

  private func started(_ kind: Kind, customization: JSON? = nil) throws -> JoineryProcess {
    let engine = try JoineryProcess()
    var source: JSONObject = ["name": "garage", "configuration": try kind.makeDatabase(in: engine.folder)]
    if let customization { source["customization"] = customization }
    try engine.metadata("\(kind.prefix)_add_source", .object(source))
    try engine.sql(source: "garage", kind, Self.statements(kind))
    try engine.track(["colors", "cars", "empty", "numbers", "wide", "words"], source: "garage", kind)
    return engine
  }

  private func setEnum(_ table: String, _ engine: JoineryProcess, _ kind: Kind, _ isEnum: Bool = true) throws {
    try engine.metadata("\(kind.prefix)_set_table_is_enum", ["source": "garage", "table": .string(table), "is_enum": .bool(isEnum)])
  }

  @Test(arguments: Kind.allCases) func `columns that refer to it have its values as type`(_ kind: Kind) throws {
    let engine = try started(kind)
    defer { engine.stop() }
    try setEnum("colors", engine, kind)
    let schema = try engine.data(
      """
      { type: __type(name: "colors_enum") { kind enumValues { name description } }
        cars: __type(name: "cars") { fields { name type { name ofType { name } } } }
        compare: __type(name: "colors_enum_comparison_exp") { inputFields { name } } }
      """)
    #expect(
      schema.text
        == #"{"type":{"kind":"ENUM","enumValues":[{"name":"dark_blue","description":null},{"name":"red","description":"F00"}]},"#
        + #""cars":{"fields":[{"name":"color","type":{"name":null,"ofType":{"name":"colors_enum"}}},"#
        + #"{"name":"id","type":{"name":null,"ofType":{"name":"Int"}}},{"name":"second","type":{"name":"colors_enum","ofType":null}}]},"#
        + #""compare":{"inputFields":[{"name":"_eq"},{"name":"_in"},{"name":"_is_null"},{"name":"_neq"},{"name":"_nin"}]}}"#)
    #expect(
      try engine.data(
        "query ($c: colors_enum) { a: cars(where: {color: {_eq: $c}}) { id color } b: cars(where: {second: {_in: [red]}}) { id second } "
          + "colors(order_by: {value: asc}) { value } }", variables: ["c": "dark_blue"]
      ).text
        == #"{"a":[{"id":2,"color":"dark_blue"}],"b":[{"id":2,"second":"red"}],"colors":[{"value":"dark_blue"},{"value":"red"}]}"#)
    let wrong = try engine.answer("query ($c: colors_enum) { cars(where: {color: {_eq: $c}}) { id } }", variables: ["c": "pink"])
    #expect(
      wrong["errors"]?[0]?.text
        == #"{"message":"expected one of the values ['dark_blue', 'red'] for type 'colors_enum', but found 'pink'","#
        + #""extensions":{"path":"$.selectionSet.cars.args.where.color._eq","code":"validation-failed"}}"#)
    try setEnum("colors", engine, kind, false)
    #expect(try engine.data(#"{ __type(name: "colors_enum") { name } cars(where: {color: {_eq: "red"}}) { id } }"#)["__type"] == .null)
  }

  @Test(arguments: Kind.allCases) func `new rows are new values after a reload`(_ kind: Kind) throws {
    let engine = try started(kind)
    defer { engine.stop() }
    try setEnum("colors", engine, kind)
    try engine.sql(source: "garage", kind, ["INSERT INTO colors VALUES ('pink', 'new')"])
    let query = #"{ __type(name: "colors_enum") { enumValues { name } } }"#
    #expect(try engine.data(query)["__type"]?["enumValues"]?.arrayValue?.count == 2)
    try engine.metadata("reload_metadata", [:])
    #expect(try engine.data(query)["__type"]?["enumValues"]?.arrayValue?.count == 3)
  }

  @Test(arguments: Kind.allCases) func `what is no enumeration is refused in Hasura's words`(_ kind: Kind) throws {
    let engine = try started(kind)
    defer { engine.stop() }
    let subject = "Inconsistent object: the table \"%\" cannot be used as an enum "
    for (table, reason) in [
      ("empty", "because the table must have at least one row"),
      ("wide", "because the table must have exactly one primary key and optionally one comment column, not 2 columns (a, b)"),
      ("words", "because the values \"not good\" and \"true\" are not valid GraphQL enum value names"),
    ] {
      let refusal = #expect(throws: JoineryProcess.Refusal.self) { try setEnum(table, engine, kind) }
      #expect(refusal?.body["error"]?.stringValue == subject.replacing("%", with: table) + reason)
      #expect(refusal?.body["code"] == "invalid-configuration")
    }
    let refusal = #expect(throws: JoineryProcess.Refusal.self) { try setEnum("numbers", engine, kind) }
    #expect(
      refusal?.body["error"]?.stringValue?.lowercased().contains("primary key (\"value\") must have type \"text\", not type \"int") == true)
    #expect(try engine.data("{ words { value } }")["words"]?.arrayValue?.count == 3)
  }

  @Test(arguments: Kind.allCases) func `values are in capitals under the naming convention`(_ kind: Kind) throws {
    let engine = try started(kind, customization: ["naming_convention": "graphql-default"])
    defer { engine.stop() }
    try setEnum("colors", engine, kind)
    #expect(
      try engine.data(
        "query ($c: ColorsEnum) { __type(name: \"ColorsEnum\") { enumValues { name } } cars(where: {color: {_eq: $c}}) { id } "
          + "more: cars(where: {color: {_in: [RED]}}) { id } }", variables: ["c": "DARK_BLUE"]
      ).text
        == #"{"__type":{"enumValues":[{"name":"DARK_BLUE"},{"name":"RED"}]},"cars":[{"id":2}],"more":[{"id":1}]}"#)
  }
}
