import CatalogFixtures
import JSON
import Testing

@testable import Catalog

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
    let before = try Self.fixture(tables: 200).catalog()
    let after = try Self.fixture(tables: 201).catalog(reusing: before)
    #expect(after.inconsistencies.isEmpty)
    #expect(after.version != before.version)
    #expect(after.tables.all.count == 201)
    for table in before.tables.all { #expect(after.table(table.id)?.own === table.own) }
  }

  @Test func aChangedTableIsResolvedAgain() throws {
    let fixture = try Self.fixture(tables: 3)
    let before = fixture.catalog()
    var changed = fixture
    changed.metadata = try CatalogFixture(
      metadata: JSON(
        parsing:
          #"{"version": 3, "sources": [{"name": "default", "kind": "alpha", "configuration": {}, "tables": [{"table": "t0", "configuration": {"custom_name": "first"}}]}]}"#
      ), schemas: [:]
    ).metadata
    let after = changed.catalog(reusing: before)
    #expect(after.schema(for: "admin").schema.type(named: "first") != nil)
    #expect(after.schema(for: "admin").schema.type(named: "t1") == nil)
  }
}
