import Foundation
import JSON
import TestSupport
import Testing

/// Metadata that changes, and sources that come and go, under requests that go on.
@Suite struct ChangeTests {
  @Test(.enabled(if: Kind.missingServers == nil, "needs PostgreSQL and MariaDB"))
  func `requests see one catalog or the other, and never fail`() throws {
    let engine = try JoineryProcess()
    defer { engine.stop() }
    try engine.addSource("orders_db", .postgres, OrdersAndUsers.orders, tables: ["orders"])
    try engine.addSource("users_db", .mysql, OrdersAndUsers.users, tables: ["users"])
    try engine.relate("user", from: ("orders_db", "orders"), to: ("users_db", "users"), [("ordered_by_user_id", "id")])
    let query = "{ orders(order_by: {id: asc}) { id user { id name } } }"
    let expected = try engine.data(query)
    let over = Flag()
    let failures = inThreads(5) { number -> [String] in
      if number > 0 {
        var failures: [String] = []
        while !over.isRaised {
          do { if try engine.data(query) != expected { failures.append("another answer") } } catch { failures.append("\(error)") }
        }
        return failures
      }
      defer { over.raise() }
      do { for round in 0..<4 { try Self.change(engine, round) } } catch { return ["\(error)"] }
      return []
    }.flatMap { $0 }
    #expect(failures.isEmpty, "\(failures.count), the first: \(failures.first ?? "")")
  }

  private static func change(_ engine: JoineryProcess, _ round: Int) throws {
    try engine.metadata("reload_metadata", ["reload_sources": true])
    try engine.track(["notes"], source: "orders_db", .postgres)
    try engine.metadata(
      "pg_set_table_customization",
      ["source": "orders_db", "table": "notes", "configuration": ["custom_name": .string("notes_\(round)")]])
    try engine.addSource("extra_\(round)", .sqlite, ["CREATE TABLE extra (id INT PRIMARY KEY)"], tables: ["extra"])
    try engine.metadata("sqlite_drop_source", ["name": .string("extra_\(round)"), "cascade": true])
    try engine.sql(source: "users_db", .mysql, ["ALTER TABLE users ADD COLUMN c\(round) INT"])
    try engine.metadata("reload_metadata", ["reload_sources": ["users_db"]])
    try engine.metadata("pg_untrack_table", ["source": "orders_db", "table": "notes"])
    try engine.metadata("replace_metadata", try engine.metadata("export_metadata"))
  }

  @Test func `a source that is away is inconsistent, takes nothing with it, and heals`() throws {
    let first = try JoineryProcess()
    let files = (path: first.folder + "/away.db", hidden: first.folder + "/hidden.db")
    let configuration: JSON = ["connection_info": ["path": .string(files.path), "create": true]]
    try first.addSource("orders_db", .sqlite, OrdersAndUsers.orders, tables: ["orders"])
    try first.addSource("users_db", .sqlite, OrdersAndUsers.users, tables: ["users"], configuration: configuration)
    try first.metadata(
      "sqlite_add_source",
      ["name": "users_db", "configuration": ["connection_info": ["path": .string(files.path)]], "replace_configuration": true])
    try first.relate("user", from: ("orders_db", "orders"), to: ("users_db", "users"), [("ordered_by_user_id", "id")])
    let metadata = try first.metadata("export_metadata")
    first.stop()
    try FileManager.default.moveItem(atPath: files.path, toPath: files.hidden)
    let engine = try JoineryProcess(folder: first.folder)
    defer { engine.stop() }
    #expect(try engine.metadata("get_inconsistent_metadata")["is_consistent"] == false)
    #expect(try engine.metadata("export_metadata") == metadata)
    #expect(try engine.data("{ orders_by_pk(id: 1) { id } }").text == #"{"orders_by_pk":{"id":1}}"#)
    #expect(try engine.answer("{ orders_by_pk(id: 1) { user { name } } }")["errors"] != nil)
    #expect(try engine.client.send("GET", "/healthz").status == 200)
    try FileManager.default.moveItem(atPath: files.hidden, toPath: files.path)
    #expect(
      eventually(within: 10) {
        (try? engine.data("{ orders_by_pk(id: 1) { user { name } } }").text) == #"{"orders_by_pk":{"user":{"name":"Ada"}}}"#
      })
    #expect(try engine.metadata("get_inconsistent_metadata")["is_consistent"] == true)
  }

  @Test func `a second host cannot take the same metadata file`() throws {
    let engine = try JoineryProcess()
    defer { engine.stop() }
    #expect(throws: JoineryProcess.Failure.self) { try JoineryProcess(folder: engine.folder) }
    try engine.addSource("users_db", .sqlite, OrdersAndUsers.users, tables: ["users"])
    #expect(try engine.data("{ users_by_pk(id: 1) { name } }").text == #"{"users_by_pk":{"name":"Ada"}}"#)
  }

  @Test(.enabled(if: Kind.missingServers == nil, "needs PostgreSQL"))
  func `metadata in PostgreSQL is shared by hosts and survives them`() throws {
    let server = try TemporaryPostgres.shared.get()
    try server.run("CREATE DATABASE joinery_metadata TEMPLATE template0 STRATEGY file_copy")
    let options = ["--metadata-database-url", server.url("joinery_metadata")]
    let first = try JoineryProcess(options)
    try first.addSource("users_db", .sqlite, OrdersAndUsers.users, tables: ["users"])
    let metadata = try first.metadata("export_metadata")
    let second = try JoineryProcess(options)
    defer { second.stop() }
    #expect(try second.metadata("export_metadata") == metadata)
    first.killOutright()
    #expect(try second.data("{ users_by_pk(id: 1) { name } }").text == #"{"users_by_pk":{"name":"Ada"}}"#)
    try server.run(
      "SELECT 1 / (count(*) = 1)::int FROM hdb_catalog.hdb_metadata WHERE metadata ->> 'version' = '3'", database: "joinery_metadata")
  }
}
