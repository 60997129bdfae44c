import Errors
import JSON

/// The rules of GeoJSON (RFC 7946, section 3.1) that are checked before a shape is sent to a database; messages are Hasura's.
enum GeoJSON {
  /// Throws `parse-failed` for what is no geometry object.
  static func check(_ value: JSON) throws(EngineError) {
    guard let object = value.objectValue, case .string(let type)? = object["type"] else {
      throw EngineError(.parseFailed, "key \"type\" not found")
    }
    if type == "GeometryCollection" {
      for geometry in object["geometries"]?.arrayValue ?? [] { try check(geometry) }
      return
    }
    guard let rule = rules[type] else { throw EngineError(.parseFailed, "unexpected geometry type: \(type)") }
    guard let coordinates = object["coordinates"] else { throw EngineError(.parseFailed, "key \"coordinates\" not found") }
    try rule(coordinates)
  }

  private static let rules: [String: @Sendable (JSON) throws(EngineError) -> Void] = [
    "Point": { value throws(EngineError) in try position(value) },
    "MultiPoint": { value throws(EngineError) in for element in try list(value) { try position(element) } },
    "LineString": { value throws(EngineError) in try line(value) },
    "MultiLineString": { value throws(EngineError) in for element in try list(value) { try line(element) } },
    "Polygon": { value throws(EngineError) in for element in try list(value) { try ring(element) } },
    "MultiPolygon": { value throws(EngineError) in
      for polygon in try list(value) { for element in try list(polygon) { try ring(element) } }
    },
  ]

  private static func list(_ value: JSON) throws(EngineError) -> [JSON] {
    guard let elements = value.arrayValue else { throw EngineError(.parseFailed, "coordinates must be an array") }
    return elements
  }

  private static func position(_ value: JSON) throws(EngineError) {
    guard try list(value).count >= 2 else { throw EngineError(.parseFailed, "A Position needs at least 2 elements") }
  }

  private static func line(_ value: JSON) throws(EngineError) {
    let positions = try list(value)
    for element in positions { try position(element) }
    guard positions.count >= 2 else { throw EngineError(.parseFailed, "A LineString needs at least 2 Positions") }
  }

  private static func ring(_ value: JSON) throws(EngineError) {
    let positions = try list(value)
    for element in positions { try position(element) }
    guard positions.count >= 4 else { throw EngineError(.parseFailed, "A LinearRing needs at least 4 Positions") }
    guard positions.first == positions.last else {
      throw EngineError(.parseFailed, "the first and last locations have to be equal for a LinearRing")
    }
  }
}
