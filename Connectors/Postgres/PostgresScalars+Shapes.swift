import ConnectorProtocol

/// PostGIS's types, as Hasura equips them.
extension PostgresScalars {
  static let shapes: [ScalarType] = [
    shape("geometry", geometryOperators, comparedAs: "geography"), shape("geography", geographyOperators, comparedAs: "geometry"),
  ]

  private static func shape(_ name: String, _ operators: [ComparisonOperator], comparedAs other: String) -> ScalarType {
    var type = scalar(name, .geometry, .json, operators)
    type.casts = [ScalarCast(to: other, native: other)]
    return type
  }

  private static let geometryOperators: [ComparisonOperator] = [
    ComparisonOperator("_st_contains", comment: "does the column contain the given geometry value"),
    ComparisonOperator("_st_crosses", comment: "does the column cross the given geometry value"),
    ComparisonOperator("_st_equals", comment: "is the column equal to given geometry value (directionality is ignored)"),
    ComparisonOperator("_st_intersects", comment: "does the column spatially intersect the given geometry value"),
    ComparisonOperator("_st_3d_intersects", comment: "does the column spatially intersect the given geometry value in 3D"),
    ComparisonOperator(
      "_st_overlaps", comment: "does the column 'spatially overlap' (intersect but not completely contain) the given geometry value"),
    ComparisonOperator("_st_touches", comment: "does the column have atleast one point in common with the given geometry value"),
    ComparisonOperator("_st_within", comment: "is the column contained in the given geometry value"),
    ComparisonOperator("_st_d_within", .object(distance), comment: "is the column within a given distance from the given geometry value"),
    ComparisonOperator(
      "_st_3d_d_within", .object(distance), comment: "is the column within a given 3D distance from the given geometry value"),
  ]

  private static let geographyOperators: [ComparisonOperator] = [
    ComparisonOperator("_st_intersects", comment: "does the column spatially intersect the given geography value"),
    ComparisonOperator(
      "_st_d_within", .object(distanceOnEarth), comment: "is the column within a given distance from the given geography value"),
  ]

  private static let distance = ArgumentObject(
    name: "st_d_within_input",
    fields: [ArgumentObject.Field("distance", "Float", isRequired: true), ArgumentObject.Field("from", "geometry", isRequired: true)])

  private static let distanceOnEarth = ArgumentObject(
    name: "st_d_within_geography_input",
    fields: [
      ArgumentObject.Field("distance", "Float", isRequired: true), ArgumentObject.Field("from", "geography", isRequired: true),
      ArgumentObject.Field("use_spheroid", "Boolean", isRequired: false),
    ])
}
