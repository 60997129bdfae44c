import JSON
import Synchronization
import TestSupport
import Testing

/// `run_sql` on a database whose tables and columns keep their identity when they are renamed.
@Suite(.enabled(if: MetadataFixture.hasPostgres, "PostgreSQL's server programs are not installed"))
struct MetadataSQLTests {
  private let joinery: JoineryProcess

  private static let databases = Atomic(0)

  init() throws {
    let server = try TemporaryPostgres.shared.get()
    let database = "sql_\(Self.databases.add(1, ordering: .relaxed).newValue)"
    try server.run("CREATE DATABASE \(database)")
    joinery = try JoineryProcess()
    try joinery.metadata(
      "pg_add_source", ["name": "default", "configuration": ["connection_info": ["database_url": .string(server.url(database))]]])
    try run(
      """
      CREATE TABLE author (id int PRIMARY KEY, name text, born int);
      CREATE TABLE article (id int PRIMARY KEY, title text, author_id int REFERENCES author);
      INSERT INTO author VALUES (1, 'Ann', 1970);
      INSERT INTO article VALUES (1, 'One', 1);
      """)
    try joinery.bulk([
      ("pg_track_tables", ["tables": ["author", "article"]]),
      (
        "pg_create_array_relationship",
        ["table": "author", "name": "articles", "using": ["foreign_key_constraint_on": ["table": "article", "column": "author_id"]]]
      ),
      ("pg_create_object_relationship", ["table": "article", "name": "author", "using": ["foreign_key_constraint_on": "author_id"]]),
      (
        "pg_create_select_permission",
        ["table": "article", "role": "user", "permission": ["columns": ["id", "title"], "filter": ["author": ["born": ["_gt": 1950]]]]]
      ),
    ])
  }

  @discardableResult
  private func run(_ sql: String, cascade: Bool = false) throws -> JSON {
    try joinery.query("run_sql", ["sql": .string(sql), "cascade": .bool(cascade)])
  }

  private func refusal(_ sql: String) throws -> JSON {
    let answer = try joinery.post("/v2/query", ["type": "run_sql", "args": ["sql": .string(sql)]])
    #expect(answer.status == 400)
    return answer.json ?? .null
  }

  private var tables: [JSON] { get throws { try joinery.export()["metadata"]?["sources"]?[0]?["tables"]?.arrayValue ?? [] } }

  @Test func answersAsHasura() throws {
    let rows = try run("SELECT id, name, NULL AS nothing, true AS yes FROM author")
    #expect(rows == ["result_type": "TuplesOk", "result": [["id", "name", "nothing", "yes"], ["1", "Ann", "NULL", "t"]]])
    #expect(try run("SET TIME ZONE 'UTC'") == ["result_type": "CommandOk", "result": nil])
    let refused = try refusal("SELECT nothing FROM author")
    #expect(refused["error"] == "query execution failed" && refused["code"] == "postgres-error" && refused["path"] == "$.args")
    #expect(refused["internal"]?["error"]?["status_code"] == "42703")
    #expect(refused["internal"]?["statement"] == "SELECT nothing FROM author")
  }

  @Test func metadataFollowsNewNames() throws {
    try run(
      "ALTER TABLE author RENAME TO writer; ALTER TABLE writer RENAME COLUMN born TO year; ALTER TABLE article RENAME author_id TO by")
    #expect(
      try joinery.data("{ writer { year articles { by author { name } } } }")["writer"]?[0]?["articles"]?[0]?["author"]?["name"] == "Ann")
    let article = try tables.first { $0["table"]?["name"] == "article" }
    #expect(article?["object_relationships"]?[0]?["using"]?["foreign_key_constraint_on"] == "by")
    #expect(article?["select_permissions"]?[0]?["permission"]?["filter"] == ["author": ["year": ["_gt": 1950]]])
    #expect(try joinery.metadata("get_inconsistent_metadata")["is_consistent"] == true)
  }

  @Test func whatOthersNeedStaysUnlessTheyMayGoToo() throws {
    for sql in ["DROP TABLE article", "ALTER TABLE author DROP COLUMN born", "ALTER TABLE article DROP COLUMN author_id"] {
      let refused = try refusal(sql)
      #expect(refused["code"] == "dependency-error" && refused["path"] == "$.args")
    }
    // The transaction took the changes back.
    #expect(try joinery.data("{ author { born articles { author_id } } }")["author"]?[0]?["born"] == 1970)

    try run("ALTER TABLE article DROP CONSTRAINT article_author_id_fkey", cascade: true)
    let article = try tables.first { $0["table"]?["name"] == "article" }
    #expect(try tables.count == 2)
    #expect(article?["object_relationships"]?.arrayValue?.isEmpty ?? true)
    #expect(article?["select_permissions"]?.arrayValue?.isEmpty ?? true)

    try run("DROP TABLE article", cascade: true)
    #expect(try tables.map { $0["table"]?["name"] } == ["author"])
    #expect(try joinery.metadata("get_inconsistent_metadata")["is_consistent"] == true)
  }

  @Test func comparedColumnKeepsItsType() throws {
    let refused = try refusal("ALTER TABLE author ALTER COLUMN born TYPE text")
    #expect(
      refused["error"]
        == #"cannot change type of column "born" in table "author" because of the following dependencies: permission article.user.select in source "default""#
    )
    #expect(try run("ALTER TABLE author ALTER COLUMN name TYPE varchar(20)")["result_type"] == "CommandOk")
    try run("ALTER TABLE article ALTER COLUMN title TYPE json USING to_json(title)")
    #expect(try joinery.data("{ article { title } }") == ["article": [["title": "One"]]])
  }

  @Test func tableMadeAnewIsTheSameTable() throws {
    try run(
      "ALTER TABLE author DROP COLUMN name; CREATE TABLE copy AS TABLE article; DROP TABLE article; ALTER TABLE copy RENAME TO article",
      cascade: true)
    #expect(try joinery.data("{ article { id title } }") == ["article": [["id": 1, "title": "One"]]])
  }

  @Test func newColumnMustNotHaveTheNameOfAField() throws {
    let refused = try refusal("ALTER TABLE author ADD COLUMN articles int")
    #expect(refused["code"] == "already-exists")
    #expect(try run("ALTER TABLE author ADD COLUMN age int")["result_type"] == "CommandOk")
    #expect(try joinery.data("{ author { age } }") == ["author": [["age": nil]]])
  }

  @Test func someStatementsWantNoTransaction() throws {
    let sql =
      "CREATE INDEX CONCURRENTLY a ON author (name); /* ; */ CREATE INDEX CONCURRENTLY b ON author (born) -- ;\n; SELECT ';' AS \"x;\""
    #expect(try refusal(sql)["internal"]?["error"]?["status_code"] == "25001")
    let done = try joinery.query("run_sql", ["sql": .string(sql), "no_transaction": true])
    #expect(done == ["result_type": "TuplesOk", "result": [["x;"], [";"]]])
  }

  @Test func readOnlyOnesCannotWrite() throws {
    let answer = try joinery.post("/v2/query", ["type": "run_sql", "args": ["sql": "DROP TABLE article", "read_only": true]])
    #expect(answer.status == 400 && answer.json?["internal"]?["error"]?["status_code"] == "25006")
  }
}

/// `run_sql` on a database that commits data definition by itself.
@Suite(.enabled(if: MetadataFixture.hasMariaDB, "MariaDB's server programs are not installed"))
struct MetadataSQLWithoutRollbackTests {
  @Test func whatIsGoneIsInconsistent() throws {
    let server = try TemporaryMariaDB.shared.get()
    try server.run("CREATE DATABASE run_sql_test")
    let joinery = try JoineryProcess()
    let url = "mysql://root@localhost/run_sql_test?socket=\(server.socket)"
    try joinery.metadata("mysql_add_source", ["name": "default", "configuration": ["connection_info": ["database_url": .string(url)]]])
    let sql = { (text: String, cascade: Bool) throws in
      try joinery.post("/v2/query", ["type": "run_sql", "args": ["sql": .string(text), "cascade": .bool(cascade)]])
    }
    #expect(
      try sql("CREATE TABLE a (id INT PRIMARY KEY); CREATE TABLE b (id INT PRIMARY KEY, a INT REFERENCES a (id))", false).status == 200)
    try joinery.metadata("mysql_track_tables", ["tables": ["a", "b"]])
    try joinery.metadata("create_object_relationship", ["table": "b", "name": "up", "using": ["foreign_key_constraint_on": "a"]])

    #expect(try sql("SELECT id FROM a", false).json == ["result_type": "TuplesOk", "result": [["id"]]])
    #expect(try sql("SET FOREIGN_KEY_CHECKS = 0; DROP TABLE a", false).json?["code"] == "dependency-error")
    let inconsistencies = try joinery.metadata("get_inconsistent_metadata")["inconsistent_objects"]?.arrayValue ?? []
    #expect(inconsistencies.compactMap { $0["type"]?.stringValue } == ["table", "object_relation"])
    #expect(try joinery.data("{ b { id } }") == ["b": []])
  }
}
