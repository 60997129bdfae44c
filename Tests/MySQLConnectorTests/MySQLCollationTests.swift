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

  @Test(arguments: ["utf8mb4_general_ci", "utf8mb4_bin", "latin1_swedish_ci"], ["utf8mb4_unicode_ci", "utf8mb4_nopad_bin", "latin1_bin"])
  func columnsComparedWithEachOther(one: String, other: String) throws {
    let source = try MySQLFixture.open()
    try source.sql(
      """
      CREATE TABLE t (
        id INT PRIMARY KEY, a VARCHAR(10) CHARACTER SET \(one.prefix { $0 != "_" }) COLLATE \(one),
        b VARCHAR(10) CHARACTER SET \(other.prefix { $0 != "_" }) COLLATE \(other));
      INSERT INTO t VALUES (1, 'one', 'one'), (2, 'one', 'two'), (3, 'two', 'one'), (4, NULL, 'one');
      """)
    let (a, b) = (try source.column("t", "a"), try source.column("t", "b"))
    func ids(_ operator: String, _ left: Column, _ right: Column) throws -> String {
      try source.run(
        Query(
          selection: Selection(
            from: .table(try source.table("t").name), filter: .comparison(Operand(left), operator: `operator`, .column(right, outer: 0)),
            order: [OrderTerm(.column(try source.column("t", "id")))], shape: .rows(try source.fields("t", ["id"])))))
    }
    for (left, right) in [(a, b), (b, a)] {
      #expect(try ids("_eq", left, right) == #"[{"id":1}]"#)
      #expect(try ids("_neq", left, right) == #"[{"id":2},{"id":3}]"#)
      #expect(try ids("_lte", left, right) == (left == a ? #"[{"id":1},{"id":2}]"# : #"[{"id":1},{"id":3}]"#))
      #expect(try ids("_like", left, right) == #"[{"id":1}]"#)
      #expect(try ids("_ilike", left, right) == #"[{"id":1}]"#)
    }
  }
}
