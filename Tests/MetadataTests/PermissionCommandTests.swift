import Testing

import Metadata

@Suite struct PermissionCommandTests {
  static let create =
    #"{"type":"create_select_permission","args":{"table":"author","role":"user","permission":{"columns":"*","filter":{}}}}"#

  @Test func createAndDrop() throws {
    let start = try metadata(addDefault, trackAuthor)
    let after = try apply(Self.create, to: start)
    let again = "select permission already defined on table \"author\" with role"
    #expect(try failure(Self.create, on: after) == "already-exists $.args \(again) \"user\"")
    let admin = #"{"type":"create_select_permission","args":{"table":"author","role":"admin","permission":{"columns":"*","filter":{}}}}"#
    #expect(try failure(admin, on: start) == "already-exists $.args \(again) \"admin\"")
    let drop = #"{"type":"drop_select_permission","args":{"table":"author","role":"user"}}"#
    #expect(try apply(drop, to: after) == start)
    #expect(
      try failure(drop, on: start) == "permission-denied $.args 'select' permission on \"author\" for role \"user\" does not exist")
  }

  @Test func comment() throws {
    let start = try metadata(addDefault, trackAuthor, Self.create)
    let set = #"{"type":"set_permission_comment","args":{"table":"author","role":"user","type":"select","comment":"why"}}"#
    let after = try apply(set, to: start)
    #expect(after.sources["default"]?.tables.values.first?.permission(.select, role: "user")?.comment == "why")
    let unset = #"{"type":"set_permission_comment","args":{"table":"author","role":"user","type":"select","comment":null}}"#
    #expect(try apply(unset, to: after) == start)
  }

  @Test(arguments: [
    (#"{"table":"author","role":"","permission":{"columns":"*","filter":{}}}"#, "parse-failed $.args.role empty string not allowed"),
    (#"{"table":"author","role":"u","permission":{"columns":"*"}}"#, "parse-failed $.args.permission key \"filter\" not found"),
    (
      #"{"table":"author","role":"u","permission":{"columns":"*","filter":{},"limit":-1}}"#,
      "parse-failed $.args.permission.limit unexpected negative value"
    ),
    (#"{"table":"author","role":"u"}"#, "parse-failed $.args key \"permission\" not found"),
  ])
  func malformed(_ args: String, _ expected: String) throws {
    let start = try metadata(addDefault, trackAuthor)
    #expect(try failure(#"{"type":"create_select_permission","args":\#(args)}"#, on: start) == expected)
  }
}
