import Catalog
import CatalogFixtures
import JSON
import Testing

struct ScaleTests {
  private static func fixture(tables: Int) throws -> CatalogFixture {
    let declared = (0..<tables).map { index in
      index == 0
        ? #"{"table": "t0"}"#
        : """
        {"table": "t\(index)", "object_relationships": [{"name": "parent", "using": {"foreign_key_constraint_on": "parent_id"}}],
         "array_relationships": [{"name": "siblings", "using": {"manual_configuration":
           {"remote_table": "t\(index - 1)", "column_mapping": {"id": "parent_id"}}}}]}
        """
    }
    let described = (0...tables).map { index in
      """
      "public.t\(index)": {"columns": {"id": "Int!", "parent_id": "Int", "c1": "String", "c2": "String", "c3": "numeric",
        "c4": "Boolean", "c5": "timestamptz", "c6": "String", "c7": "Int", "c8": "Int"}, "key": ["id"],
        "foreign": {"parent_id": "public.t\(max(0, index - 1)).id"}}
      """
    }
    return try CatalogFixture(
      metadata: JSON(
        parsing: """
          {"version": 3, "sources": [{"name": "default", "kind": "alpha", "configuration": {}, "tables": [\(declared.joined(separator: ","))]}]}
          """),
      schemas: JSON(parsing: "{\"default\": {\"tables\": {\(described.joined(separator: ","))}}}"))
  }

  @Test func oneMoreTableReusesTheRest() throws {
    let before = try Self.fixture(tables: 2_000)
    let after = try Self.fixture(tables: 2_001)
    let clock = ContinuousClock()
    var first = before.catalog()
    let cold = clock.measure { first = before.catalog() }
    var again = first
    let warm = clock.measure { again = after.catalog(reusing: first) }
    let schema = clock.measure { _ = again.schema(for: "admin").schema.type(named: "query_root") }
    #expect(again.inconsistencies.isEmpty)
    #expect(again.version != first.version)
    print("2,000 tables: cold \(cold), one more \(warm), schema and query root \(schema)")
  }
}
