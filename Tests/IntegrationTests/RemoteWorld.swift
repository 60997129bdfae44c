import JSON
import TestSupport

/// A table of places, and two remote servers that know people and reviews, with everything related to everything.
struct RemoteWorld {
  let engine: JoineryProcess
  let people: RemoteGraphQLServer
  let reviews: RemoteGraphQLServer

  /// People 1...n by their ids; person `i` lives at place `i`.
  private static let peopleSDL = """
    type Query { person(id: ID!): Person  people(ids: [ID!]!): [Person!]!  peopleAt(place: Int!): [Person!]!  anyone(id: Int!): Being  found(id: Int!): Found }
    type Mutation { noop: Int }
    interface Being { id: ID! }
    union Found = Person | Robot
    type Person implements Being { id: ID!  name: String  place: Int  nothing: Int  fails: Int }
    type Robot implements Being { id: ID!  maker: Int  place: Int }
    """

  private static let reviewsSDL = """
    type Query { review(of: ID!, where: Filter): Review  reviewsOf(person: String!, limit: Int): [Review!]!  search(where: Filter): [Review!]! }
    type Review { stars: Int!  author: Int  inner(deep: String!): [Text!] }
    type Text { text: String }
    input Filter { id: Comparison  stars: Comparison }
    input Comparison { eq: Int  _in: [Int!] }
    """

  init(_ kind: Kind = .sqlite, places: Int = 4, timeout: Int = 60) throws {
    engine = try JoineryProcess()
    let series = (1...places).map { "(\($0), 'p\($0)', \($0 % 2 == 0 ? "NULL" : "\($0 % 100 + 1)"))" }.joined(separator: ", ")
    try engine.addSource(
      "places_db", kind,
      ["CREATE TABLE places (id INT PRIMARY KEY, name VARCHAR(20), owner INT)", "INSERT INTO places VALUES \(series)"], tables: ["places"])
    people = try RemoteGraphQLServer(sdl: Self.peopleSDL, resolvers: Self.people)
    reviews = try RemoteGraphQLServer(sdl: Self.reviewsSDL, resolvers: Self.reviews)
    try engine.metadata(
      "add_remote_schema",
      ["name": "people", "definition": ["url": .string(people.url), "timeout_seconds": .number(JSONNumber(timeout))]])
    try engine.metadata(
      "add_remote_schema",
      [
        "name": "reviews",
        "definition": ["url": .string(reviews.url), "customization": ["root_fields_namespace": "r", "type_names": ["prefix": "R_"]]],
      ])
  }

  func stop() {
    engine.stop()
    people.stop()
    reviews.stop()
  }

  private static func person(_ id: String) -> JSON {
    let number = Int(id) ?? 0
    return [
      "__typename": "Person", "id": .string(id), "name": .string("n\(id)"), "place": number % 7 == 0 ? nil : .number(JSONNumber(number)),
    ]
  }

  private static func being(_ id: Int) -> JSON {
    if id % 3 == 0 { return ["__typename": "Robot", "id": .string("\(id)"), "maker": 1, "place": .number(JSONNumber(id))] }
    return person(String(id))
  }

  private static let people: [String: RemoteGraphQLServer.Resolver] = [
    "Query.person": { _, arguments in person(arguments["id"]?.stringValue ?? "") },
    "Query.people": { _, arguments in .array((arguments["ids"]?.arrayValue ?? []).reversed().map { person($0.stringValue ?? "") }) },
    "Query.peopleAt": { _, arguments in [person("\(arguments["place"]?.int ?? 0)")] },
    "Query.anyone": { _, arguments in being(arguments["id"]?.int ?? 0) },
    "Query.found": { _, arguments in being(arguments["id"]?.int ?? 0) },
    "Person.fails": { parent, _ in throw RemoteGraphQLServer.FieldError("no \(parent["id"]?.stringValue ?? "")") },
  ]

  private static let reviews: [String: RemoteGraphQLServer.Resolver] = [
    "Query.review": { _, arguments in
      let of = Int(arguments["of"]?.stringValue ?? "") ?? 0
      return ["stars": .number(JSONNumber(of % 5)), "author": .number(JSONNumber(of))]
    },
    "Query.reviewsOf": { _, arguments in
      let count = min(2, arguments["limit"]?.int ?? 2)
      return .array((0..<count).map { ["stars": .number(JSONNumber($0)), "author": .number(JSONNumber($0 + 1))] })
    },
    "Query.search": { _, arguments in
      let ids = arguments["where"]?["id"]?["_in"]?.arrayValue ?? []
      return .array(
        ids.flatMap { id -> [JSON] in
          id.int == 1 ? [["stars": 5, "author": id], ["stars": 4, "author": id]] : [["stars": 3, "author": id]]
        })
    },
    "Review.inner": { parent, arguments in [["text": .string("\(arguments["deep"]?.stringValue ?? "")\(parent["stars"]?.int ?? 0)")]] },
  ]

  /// Relates the table's rows to a field of a remote schema.
  func relate(_ name: String, _ fields: [String], to schema: String, _ field: JSON, batch: JSON? = nil) throws {
    var definition: JSONObject = [
      "remote_schema": .string(schema), "lhs_fields": .array(fields.map(JSON.string)), "remote_field": field,
    ]
    definition["batch"] = batch
    try engine.metadata(
      "create_remote_relationship",
      ["name": .string(name), "source": "places_db", "table": "places", "definition": ["to_remote_schema": .object(definition)]])
  }

  /// Relates the objects of a remote's type to something.
  func relate(_ name: String, type: String, of schema: String, _ definition: JSON) throws {
    try engine.metadata(
      "create_remote_schema_remote_relationship",
      ["remote_schema": .string(schema), "type_name": .string(type), "name": .string(name), "definition": definition])
  }

  /// The definition of a relationship to the table.
  static func toPlaces(_ field: String, _ column: String, _ type: String = "object") -> JSON {
    [
      "to_source": [
        "source": "places_db", "table": "places", "relationship_type": .string(type), "field_mapping": .object([field: .string(column)]),
      ]
    ]
  }

  /// The definition of a relationship to a field of a remote schema.
  static func to(_ schema: String, _ fields: [String], _ field: JSON) -> JSON {
    ["to_remote_schema": ["remote_schema": .string(schema), "lhs_fields": .array(fields.map(JSON.string)), "remote_field": field]]
  }
}
