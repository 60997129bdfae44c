import ConnectorProtocol
import JSON
import TestSupport
import Testing

extension PostgresTests {
  /// PostGIS and casts. Nothing is checked where the extension is not installed.
  @Suite struct Shapes {
    let source: SourceUnderTest
    let hasShapes: Bool

    init() throws {
      source = try PostgresConnectorTests.makeSource(
        "CREATE TABLE doc (id integer PRIMARY KEY, d jsonb); INSERT INTO doc VALUES (1, '{\"a\": \"xyz\"}')")
      do {
        try source.sql(
          """
          CREATE EXTENSION postgis;
          CREATE TABLE place (id integer PRIMARY KEY, g geometry(Point,4326), e geography);
          INSERT INTO place VALUES (1, 'SRID=4326;POINT(1 2)', 'POINT(1 2)'), (2, 'SRID=4326;POINT(5 5)', NULL);
          """)
        hasShapes = true
      } catch {
        hasShapes = false
      }
    }

    func run(
      _ table: String, _ column: String, as cast: ColumnType? = nil, _ name: String, _ parameter: Parameter, showing shown: String = "id"
    ) throws -> String {
      let column = try source.column(table, column)
      let argument: Argument =
        if case .list = parameter { .list(0, cast ?? column.type) } else { .value(0, cast ?? column.type) }
      let selection = Selection(
        from: .table(TableReference(["public", table])), filter: .comparison(Operand(column, cast: cast), operator: name, argument),
        order: try source.order(table, ["id"]), shape: .rows(try source.fields(table, [shown])))
      return try source.run(Query(selection: selection), [parameter])
    }

    private let point = #"{"type":"Point","coordinates":[1,2]}"#

    @Test func jsonAsText() throws {
      let text = ColumnType(native: "text", canonical: .text)
      #expect(try run("doc", "d", as: text, "_like", .text("%xyz%")) == #"[{"id":1}]"#)
      #expect(try run("doc", "d", as: text, "_like", .text("%abc%")) == "[]")
    }

    @Test func shapesAreGeoJSON() throws {
      guard hasShapes else { return }
      let shown = #"{"type":"Point","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4326"}},"coordinates":[1,2]}"#
      #expect(try run("place", "g", "_eq", .text(point), showing: "g") == "[{\"g\":\(shown)}]")
      #expect(try run("place", "g", "_in", .list([point]), showing: "e") == "[{\"e\":\(shown)}]")
    }

    @Test func relationsAndDistances() throws {
      guard hasShapes else { return }
      let near = Parameter.text(#"{"distance":1000,"from":\#(point)}"#)
      let square = #"{"type":"Polygon","coordinates":[[[0,0],[0,3],[3,3],[3,0],[0,0]]]}"#
      #expect(try run("place", "g", "_st_within", .text(square)) == #"[{"id":1}]"#)
      #expect(try run("place", "g", "_st_d_within", near) == #"[{"id":1},{"id":2}]"#)
      #expect(try run("place", "e", "_st_d_within", near) == #"[{"id":1}]"#)
      #expect(try run("place", "g", as: ColumnType(native: "geography", canonical: .geometry), "_st_d_within", near) == #"[{"id":1}]"#)
    }
  }
}
