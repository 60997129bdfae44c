import ConnectorKit
import ConnectorProtocol
import Foundation
import JSON
import PostgresConnector
import TestSupport
import Testing

extension PostgresTests {
  @Suite struct Sessions {
    let source: SourceUnderTest

    init() throws {
      source = try makeSource(
        """
        CREATE TABLE t (id serial PRIMARY KEY, name text NOT NULL UNIQUE, n integer CHECK (n < 100), doc jsonb);
        CREATE TABLE child (id integer PRIMARY KEY, t_id integer NOT NULL REFERENCES t(id));
        COMMENT ON TABLE t IS 'things'; COMMENT ON COLUMN t.n IS 'a number';
        CREATE VIEW v AS SELECT id, name FROM t; CREATE MATERIALIZED VIEW m AS SELECT count(*) AS c FROM t;
        """)
    }

    func all(_ names: [String] = ["id", "name"]) throws -> Query {
      Query(
        selection: Selection(
          from: .table(TableReference(["public", "t"])), order: try source.order("t", ["id"]), shape: .rows(try source.fields("t", names))))
    }

    func insert(_ rows: [[Slot?]], _ columns: [String], conflict: Mutation.Conflict? = nil, returning: [String] = []) throws
      -> Mutation.Operation
    {
      .insert(
        Mutation.Insert(
          table: TableReference(["public", "t"]), columns: try source.columns("t", columns), rows: rows, conflict: conflict,
          returning: try source.fields("t", returning)))
    }

    func mutate(_ operations: [Mutation.Operation], _ parameters: [Parameter]) throws -> [(Int, String)] {
      try source.session.mutate(MutationCall(mutation: Mutation(operations: operations), parameters: parameters), context: CallContext())
        .map {
          ($0.affectedRows, String(decoding: $0.returning.json, as: UTF8.self))
        }
    }

    func failure(_ body: () throws -> Void) -> ConnectorError? {
      do { try body() } catch { return error as? ConnectorError }
      return nil
    }

    @Test func insertsUpdatesAndDeletes() throws {
      let rows: [[Slot?]] = [[0, 1], [2, nil]]
      let inserted = try mutate([try insert(rows, ["name", "n"], returning: ["id", "name", "n"])], [.text("a"), .text("1"), .text("b")])
      #expect(inserted[0] == (2, #"[{"id":1,"name":"a","n":1},{"id":2,"name":"b","n":null}]"#))
      let table = TableReference(["public", "t"])
      let update = Mutation.Operation.update(
        table: table,
        set: [
          Mutation.Assignment(column: try source.column("t", "n"), operator: "_inc", slot: 0),
          Mutation.Assignment(column: try source.column("t", "doc"), operator: "_set", slot: 1),
        ], filter: try source.comparison("t", "name", "_eq", 2), returning: try source.fields("t", ["n", "doc"]))
      let append = Mutation.Operation.update(
        table: table, set: [Mutation.Assignment(column: try source.column("t", "doc"), operator: "_append", slot: 3)], filter: .and([]),
        returning: try source.fields("t", ["doc"]))
      let updated = try mutate([update, append], [.text("5"), .text(#"{"a":1}"#), .text("a"), .text(#"{"b":2}"#)])
      #expect(updated[0] == (1, #"[{"n":6,"doc":{"a": 1}}]"#))
      #expect(updated[1].0 == 2)
      let upsert = Mutation.Conflict(constraint: "t_name_key", columns: [], update: try source.columns("t", ["n"]))
      #expect(
        try mutate([try insert([[0, 1]], ["name", "n"], conflict: upsert, returning: ["id", "n"])], [.text("a"), .text("9")])[0] == (
          1, #"[{"id":1,"n":9}]"#
        ))
      let ignore = Mutation.Conflict(constraint: nil, columns: [], update: [])
      #expect(try mutate([try insert([[0]], ["name"], conflict: ignore)], [.text("a")])[0] == (0, ""))
      let delete = Mutation.Operation.delete(table: table, filter: try source.comparison("t", "id", "_in", 0), returning: [])
      #expect(try mutate([delete], [.list(["1", "2", "77"])])[0].0 == 2)
    }

    @Test func aFailedMutationLeavesNoTrace() throws {
      let two = [try insert([[0]], ["name"]), try insert([[0]], ["name"])]
      let error = failure { _ = try mutate(two, [.text("x")]) }
      #expect(error?.family == .constraint)
      #expect(error?.message == "Uniqueness violation. duplicate key value violates unique constraint \"t_name_key\"")
      #expect(try source.run(try all()) == "[]")
    }

    @Test func errorsAreInHasurasWords() throws {
      let null = failure { _ = try mutate([try insert([[0]], ["name"])], [.null]) }
      #expect(null?.message == "Not-NULL violation. null value in column \"name\" of relation \"t\" violates not-null constraint")
      #expect(null?.code == "constraint-violation" && null?.native == "23502")
      let check = failure { _ = try mutate([try insert([[0, 1]], ["name", "n"])], [.text("x"), .text("100")]) }
      #expect(check?.code == "permission-error" && check?.message.hasPrefix("Check constraint violation. ") == true)
      let data = failure {
        var query = try all()
        query.selection.filter = try source.comparison("t", "n", "_eq", 0)
        _ = try source.run(query, [.text("abc")])
      }
      #expect(data?.family == .user && data?.code == "data-exception")
      #expect(data?.message == "invalid input syntax for type integer: \"abc\"")
      let raw = failure { try source.sql("SELECT * FROM nowhere") }
      #expect(raw?.code == "postgres-error" && raw?.message == "query execution failed" && raw?.native == "42P01")
      let detail = try JSON(parsing: raw?.detail ?? "")
      #expect(detail["statement"]?.stringValue == "SELECT * FROM nowhere" && detail["prepared"] == false && detail["arguments"] == [])
      #expect(detail["error"]?["status_code"] == "42P01" && detail["error"]?["exec_status"] == "FatalError")
    }

    @Test func rawSQLGivesTheLastResult() throws {
      let result = try source.sql("SELECT 1; SELECT 2 AS two, NULL AS nothing, true AS yes")
      #expect(result.columns == ["two", "nothing", "yes"] && result.rows == [["2", nil, "t"]])
      #expect(try source.sql("INSERT INTO t (name) VALUES ('z')").columns == nil)
      #expect(
        failure { _ = try source.session.runSQL(RawSQLCall(sql: "DELETE FROM t", isReadOnly: true), context: CallContext()) }?.native
          == "25006")
      #expect(failure { try source.sql("INSERT INTO t (name) VALUES ('y'); SELECT 1/0") }?.native == "22012")
      #expect(try source.run(try all(["name"])) == #"[{"name":"z"}]"#)
      #expect(failure { try source.sql("COPY t FROM STDIN") } != nil)
      try source.sql("SET search_path = ''; SET datestyle = 'German'; CREATE TEMP TABLE left_over (id int); SET ROLE pg_monitor")
      let settings =
        "SELECT current_setting('search_path'), current_setting('datestyle'), current_user = session_user, to_regclass('left_over')"
      #expect(try source.sql(settings).rows == [["\"$user\", public", "ISO, MDY", "t", nil]])
      try source.sql("COPY t TO STDOUT; BEGIN; DELETE FROM t")
      #expect(try source.run(try all(["name"])) == "[]")
    }

    @Test func preparedStatementsSurviveChangesOfTheTable() throws {
      try source.sql("INSERT INTO t (name, n) VALUES ('a', 1)")
      let compiled = try source.session.compile(try all(["n"]))
      func run() throws -> String {
        let answer = Answer()
        try compiled.run(parameters: [], keys: KeyColumns(), context: CallContext(), into: answer)
        return String(decoding: answer.takeChunk().json, as: UTF8.self)
      }
      #expect(try run() == #"[{"n":1}]"#)
      let other = try makeSource()
      try other.sql("ALTER TABLE t ALTER COLUMN n TYPE bigint")
      #expect(try run() == #"[{"n":1}]"#)
      try source.sql("DISCARD ALL")
      #expect(try run() == #"[{"n":1}]"#)
      try other.sql("ALTER TABLE t DROP CONSTRAINT t_n_check; ALTER TABLE t ALTER COLUMN n TYPE text")
      let me = Selection(from: .table(TableReference(["public", "t"])), shape: .rows(try source.fields("t", ["name"])))
      let id = try source.column("t", "id")
      var nested = try all(["name", "n"])
      nested.selection.shape = .rows(try source.fields("t", ["n"]) + [Field("me", .related([ColumnPair(parent: id, child: id)], me))])
      #expect(try source.run(nested) == #"[{"n":"1","me":[{"name":"a"}]}]"#)
      try other.sql("ALTER TABLE t ALTER COLUMN n TYPE varchar(9)")
      #expect(try source.run(nested) == #"[{"n":"1","me":[{"name":"a"}]}]"#)
    }

    @Test func aBrokenConnectionIsMadeAnew() throws {
      try source.sql("INSERT INTO t (name) VALUES ('a')")
      let killer = try makeSource()
      for _ in 0..<2 {
        try killer.sql(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND application_name = 'joinery'")
        #expect(try source.run(try all(["name"])) == #"[{"name":"a"}]"#)
      }
      try killer.sql(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND application_name = 'joinery'")
      #expect(try mutate([try insert([[0]], ["name"])], [.text("b")])[0].0 == 1)
      try source.session.checkHealth()
    }

    @Test func deadlinesAndCancels() throws {
      let started = ContinuousClock.now
      let late = failure {
        _ = try source.session.runSQL(RawSQLCall(sql: "SELECT pg_sleep(20)"), context: CallContext(deadline: 100))
      }
      #expect(late?.family == .timeout && ContinuousClock.now - started < .seconds(5))
      nonisolated(unsafe) let session = source.session
      Thread.detachNewThread {
        usleep(200_000)
        session.cancel()
      }
      let cancelled = failure { try source.sql("SELECT pg_sleep(20)") }
      #expect(cancelled?.family == .cancelled && ContinuousClock.now - started < .seconds(10))
      #expect(try source.sql("SELECT 1").rows == [["1"]])
      // The deadline of a call is over with it, also for a transaction that begins later.
      _ = try source.session.compile(try all()).run(parameters: [], keys: KeyColumns(), context: CallContext(deadline: 20), into: Answer())
      usleep(40_000)
      for _ in 0..<20 {
        try source.session.begin()
        #expect(try source.sql("SELECT 1").rows == [["1"]])
        try source.session.commit()
      }
    }

    @Test func errorsInTheMiddleOfAStream() throws {
      try source.sql(
        """
        CREATE VIEW failing AS SELECT i AS id, 1 / (i - 4000) AS n FROM generate_series(1, 5000) i;
        CREATE VIEW endless AS SELECT i AS id FROM generate_series(1, 100000000) i
        """)
      func query(_ view: String, _ names: [String]) throws -> Query {
        Query(selection: Selection(from: .table(TableReference(["public", view])), shape: .rows(try source.fields(view, names))))
      }
      for _ in 0..<2 {
        #expect(failure { _ = try source.run(try query("failing", ["id", "n"])) }?.native == "22012")
        let late = failure {
          let compiled = try source.session.compile(try query("endless", ["id"]))
          try compiled.run(parameters: [], keys: KeyColumns(), context: CallContext(deadline: 300), into: Answer())
        }
        #expect(late?.family == .timeout)
        #expect(try source.run(try all()) == "[]")
      }
      let id = try source.column("failing", "id")
      var nested = try query("failing", ["id"])
      let inner = Selection(from: .table(TableReference(["public", "failing"])), shape: .rows(try source.fields("failing", ["n"])))
      nested.selection.shape = .rows([Field("x", .related([ColumnPair(parent: id, child: id)], inner))])
      #expect(failure { _ = try source.run(nested) }?.native == "22012")
      #expect(try source.run(try all()) == "[]")
    }

    @Test func malformedKeysAreRefused() throws {
      var query = try all()
      query.keys = [LookupKey(column: try source.column("t", "id"), sent: .int32)]
      let bad = [KeyColumns(columns: [], count: 1), KeyColumns(columns: [KeyColumn(bytes: [49], ends: [9])], count: 1)]
      for keys in bad { #expect(failure { _ = try source.chunk(query, [], keys: keys) }?.family == .internal) }
    }

    @Test func storesMetadata() throws {
      try source.sql("DROP SCHEMA IF EXISTS hdb_catalog CASCADE")
      let session = source.session
      try session.openStore()
      try session.openStore()
      #expect(try session.loadMetadata() == StoredMetadata(metadata: nil, version: 0))
      #expect(try session.saveMetadata(#"{"b": 1, "a": 2}"#, expecting: 0) == 1)
      #expect(try session.saveMetadata(#"{"v":2}"#, expecting: 1) == 2)
      #expect(failure { _ = try session.saveMetadata("{}", expecting: 1) }?.family == .conflict)
      #expect(failure { _ = try session.saveMetadata("{}", expecting: 0) }?.family == .conflict)
      #expect(try session.loadMetadata() == StoredMetadata(metadata: #"{"v":2}"#, version: 2))
    }

    @Test func introspectsTables() throws {
      let schema = try source.session.describe(DescribeCall())
      #expect(schema.tables.map(\.name.name) == ["child", "m", "t", "v"])
      let table = try source.table("t")
      #expect(table.comment == "things" && table.primaryKey == UniqueKey(name: "t_pkey", columns: ["id"]))
      #expect(table.uniqueKeys == [UniqueKey(name: "t_name_key", columns: ["name"])])
      #expect(
        table.columns[0].hasDefault && !table.columns[0].isNullable && table.columns[2].isNullable && table.columns[2].comment == "a number"
      )
      let child = try source.table("child")
      #expect(child.foreignKeys == [ForeignKey(name: "child_t_id_fkey", columns: ["t_id"], table: table.name, referencedColumns: ["id"])])
      #expect(try source.table("v").isInsertable && source.table("m").isUpdatable == false)
      let one = try source.session.describe(DescribeCall(tables: [child.name, TableReference(["public", "nope"])]))
      #expect(one.tables.map(\.name) == [child.name])
      #expect(try source.session.describe(DescribeCall(namesOnly: true)).tables[0].columns.isEmpty)
    }

    @Test func transactionsSpanCalls() throws {
      try source.session.begin()
      _ = try mutate([try insert([[0]], ["name"])], [.text("tx")])
      #expect(try source.run(try all(["name"])) == #"[{"name":"tx"}]"#)
      try source.session.rollback()
      #expect(try source.run(try all(["name"])) == "[]")
    }

    @Test func unpreparedStatements() throws {
      let plain = try makeSource(["use_prepared_statements": false, "isolation_level": "serializable"])
      #expect(try plain.run(try all(["name"])) == "[]")
      #expect(try plain.sql("SELECT count(*) FROM pg_prepared_statements").rows == [["0"]])
    }

    @Test(arguments: [
      "{", #"{"a":1}"#, #"{"connection_info":{}}"#, #"{"connection_info":{"database_url":5}}"#,
      #"{"connection_info":{"database_url":"postgres://u:s3cret@/x?nope=1"}}"#,
      #"{"connection_info":{"database_url":"postgres://u:s3cret@[::1"}}"#,
      #"{"connection_info":{"database_url":"postgres://u:s3cret@/x?host=/nowhere"}}"#,
      #"{"connection_info":{"database_url":"host='s3cret"}}"#, #"{"connection_info":{"database_url":"","isolation_level":"x"}}"#,
    ])
    func badConfigurationsFailWithoutSecrets(_ configuration: String) throws {
      let error = failure { _ = try PostgresConnector().open(OpenCall(source: "s", kind: "postgres", configuration: configuration)) }
      #expect(error != nil && error?.message.contains("s3cret") == false && error?.message.isEmpty == false)
    }

    @Test func connectionParameters() throws {
      let folder = try TemporaryPostgres.shared.get().socketFolder
      let parts: JSON = ["connection_parameters": ["host": .string(folder), "username": "tester", "database": "postgres", "port": 5432]]
      let session = try PostgresConnector().open(
        OpenCall(source: "s", kind: "postgres", configuration: (["connection_info": ["database_url": parts]] as JSON).text))
      try session.checkHealth()
    }
  }
}
