import ConnectorProtocol
import SQLConnector

/// PostGIS: values come as GeoJSON, relations between shapes are functions.
extension PostgresDialect {
  /// A spatial comparison; nil for operators that are none.
  func spatialComparison(
    _ name: String, _ operand: SQLExpression, _ type: ColumnType, _ argument: SQLExpression
  ) -> SQLExpression? {
    if let function = Self.relations[name] { return .call(function, [operand, Self.shape(argument, of: type)]) }
    guard let function = Self.distances[name] else { return nil }
    let from = Self.shape(Self.member("from", of: argument), of: type)
    var arguments = [operand, from, .cast(Self.member("distance", of: argument), to: "double precision")]
    if Self.isGeography(type) {
      arguments.append(.call("COALESCE", [.cast(Self.member("use_spheroid", of: argument), to: "boolean"), .verbatim("true")]))
    }
    return .call(function, arguments)
  }

  /// The shape that GeoJSON text describes.
  static func shape(_ text: SQLExpression, of type: ColumnType) -> SQLExpression {
    let geometry = SQLExpression.call("ST_GeomFromGeoJSON", [.cast(text, to: "text")])
    return isGeography(type) ? .cast(geometry, to: "geography") : geometry
  }

  /// A shape as GeoJSON text with 15 digits and the long name of its reference system (option 4), as Hasura has it.
  static func geoJSON(_ shape: SQLExpression) -> SQLExpression { .call("ST_AsGeoJSON", [shape, .verbatim("15"), .verbatim("4")]) }

  private static func isGeography(_ type: ColumnType) -> Bool {
    let name = PostgresType.base(type.native)
    return name == "geography" || name.hasSuffix(".geography")
  }

  private static func member(_ key: StaticString, of object: SQLExpression) -> SQLExpression {
    .infix(.cast(object, to: "jsonb"), "->>", .verbatim("'\(key)'"))
  }

  private static let relations: [String: String] = [
    "_st_contains": "ST_Contains", "_st_crosses": "ST_Crosses", "_st_equals": "ST_Equals", "_st_intersects": "ST_Intersects",
    "_st_3d_intersects": "ST_3DIntersects", "_st_overlaps": "ST_Overlaps", "_st_touches": "ST_Touches", "_st_within": "ST_Within",
  ]

  private static let distances: [String: String] = ["_st_d_within": "ST_DWithin", "_st_3d_d_within": "ST_3DDWithin"]
}
