import JSON
import TestSupport
import Testing

/// How often remote servers are asked, counted by the servers themselves.
struct RemoteJoinCountTests {
  private static let byID: JSON = ["person": ["arguments": ["id": "$owner"]]]

  /// The number of different keys in requests, and whether one stands there twice.
  private func aliases(in request: RemoteGraphQLServer.Request) -> [Substring] {
    request.query.split(separator: " ").filter { $0.hasPrefix("person(") || $0.hasPrefix("review(") }
  }

  @Test func `a thousand parents, three depths, two remotes: one request each, every key once, none for null`() throws {
    let world = try RemoteWorld(places: 1000)
    defer { world.stop() }
    try world.relate("owner_person", ["owner"], to: "people", Self.byID)
    try world.relate("owner_review", ["owner"], to: "reviews", ["review": ["arguments": ["of": "$owner"]]])
    try world.relate("place_of", type: "Person", of: "people", RemoteWorld.toPlaces("place", "owner"))
    try world.relate("review", type: "Person", of: "people", RemoteWorld.to("reviews", ["id"], ["review": ["arguments": ["of": "$id"]]]))
    let query = """
      { places(order_by: {id: asc}) { id owner_person { id review { stars } place_of { id owner_person { name } owner_review { stars } } }
          owner_review { stars } }
        again: places(limit: 10) { owner_person { id } } }
      """
    for _ in 0..<2 {
      world.people.forgetRequests()
      world.reviews.forgetRequests()
      let data = try world.engine.data(query)
      #expect(data["places"]?.arrayValue?.count == 1000)
      // People at depths 1 and 3; reviews at depths 1 (of places), 2 (of people) and 3 (of the places of people).
      #expect(world.people.requests.count == 2)
      #expect(world.reviews.requests.count == 3)
      let asked = aliases(in: try #require(world.people.requests.first))
      // Owners of odd places: (1, 3, ... 99) + 1, and of one selection more: those of the first ten places.
      #expect(asked.count == 50 + 5)
      for request in world.people.requests + world.reviews.requests { #expect(!request.query.contains("null")) }
      let first = try #require(data["places"]?[0])
      #expect(first["owner_person"]?["id"] == "2")
      #expect(first["owner_person"]?["review"] == ["stars": 2])
      #expect(first["owner_person"]?["place_of"]?["owner_person"] == ["name": "n2"])
      #expect(first["owner_person"]?["place_of"]?["owner_review"] == ["stars": 2])
      #expect(data["places"]?[1]?["owner_person"]?.isNull == true)
      #expect(data["places"]?[2]?["owner_review"] == ["stars": 4])
    }
  }

  @Test func `nothing to look up is no request`() throws {
    let world = try RemoteWorld()
    defer { world.stop() }
    try world.relate("owner_person", ["owner"], to: "people", Self.byID)
    try world.relate("review", type: "Person", of: "people", RemoteWorld.to("reviews", ["id"], ["review": ["arguments": ["of": "$id"]]]))
    #expect(
      try world.engine.data(
        "{ places(where: {id: {_eq: 2}}) { owner_person { name review { stars } } } none: places(limit: 0) { owner_person { id } } }"
      ).text
        == #"{"places":[{"owner_person":null}],"none":[]}"#)
    #expect(world.people.requests.isEmpty)
    #expect(world.reviews.requests.isEmpty)
  }

  @Test func `a batch is one field for all keys`() throws {
    let world = try RemoteWorld(places: 1000)
    defer { world.stop() }
    try world.relate(
      "owner_person", ["owner"], to: "people", ["people": ["arguments": ["ids": ["$owner"]]]],
      batch: ["key": "id", "relationship_type": "object"])
    try world.relate(
      "reviews", ["id"], to: "reviews", ["search": ["arguments": ["where": ["id": ["_in": ["$id"]]]]]],
      batch: ["key": "author", "relationship_type": "array"])
    let data = try world.engine.data("{ places(order_by: {id: asc}) { owner_person { name } reviews { stars } } }")
    #expect(data["places"]?[0]?.text == #"{"owner_person":{"name":"n2"},"reviews":[{"stars":5},{"stars":4}]}"#)
    #expect(data["places"]?[1]?.text == #"{"owner_person":null,"reviews":[{"stars":3}]}"#)
    let asked = try #require(world.people.requests.first)
    #expect(world.people.requests.count == 1)
    #expect(asked.query.contains("f0: people(ids: [2, 4, 6,"))
    #expect(!asked.query.contains("f1"))
    #expect(world.reviews.requests.count == 1)
  }

  @Test func `headers of the client reach servers that only joins ask`() throws {
    let world = try RemoteWorld()
    defer { world.stop() }
    try world.engine.metadata(
      "update_remote_schema",
      ["name": "people", "definition": ["url": .string(world.people.url), "forward_client_headers": true]])
    try world.relate("owner_person", ["owner"], to: "people", Self.byID)
    world.people.forgetRequests()
    _ = try world.engine.data("{ places(where: {id: {_eq: 1}}) { owner_person { name } } }", headers: ["X-Mine": "mine"])
    #expect(world.people.requests.map { $0.header("x-mine") } == ["mine"])
  }
}
