import ConnectorProtocol
import TestSupport
import Testing

/// Relationships between text columns whose character sets and collations differ: the server itself refuses such comparisons.
@Suite struct MySQLCollationTests {
  @Test(arguments: ["utf8mb4_general_ci", "utf8mb4_bin", "latin1_swedish_ci"], ["utf8mb4_unicode_ci", "utf8mb4_bin", "latin1_bin"])
  func conditionsAndOrdersThroughThem(parent: String, child: String) throws {
    let source = try MySQLFixture.open()
    try source.sql(
      """
      CREATE TABLE p (id INT PRIMARY KEY, k VARCHAR(10) CHARACTER SET \(parent.prefix { $0 != "_" }) COLLATE \(parent));
      CREATE TABLE c (id INT PRIMARY KEY, k VARCHAR(10) CHARACTER SET \(child.prefix { $0 != "_" }) COLLATE \(child), KEY (k));
      INSERT INTO p VALUES (1, 'one'), (2, 'two'), (3, NULL);
      INSERT INTO c VALUES (10, 'two'), (11, 'two'), (12, 'three');
      """)
    let children = Relation.table(try source.table("c").name)
    let pairs = [ColumnPair(parent: try source.column("p", "k"), child: try source.column("c", "k"))]
    let exists = Query(
      selection: Selection(
        from: .table(try source.table("p").name), filter: .exists(children, pairs, .and([])), shape: .rows(try source.fields("p", ["id"]))))
    #expect(try source.run(exists) == #"[{"id":2}]"#)
  }
}
