import JSON
import TestSupport
import Testing

/// What joins with remote schemas answer, and what is refused when they are declared.
struct RemoteJoinTests {
  @Test func `objects of interfaces and unions are joined by their own types`() throws {
    let world = try RemoteWorld(places: 6)
    defer { world.stop() }
    try world.relate("being", ["id"], to: "people", ["anyone": ["arguments": ["id": "$id"]]])
    try world.relate("thing", ["id"], to: "people", ["found": ["arguments": ["id": "$id"]]])
    try world.relate("home", type: "Person", of: "people", RemoteWorld.toPlaces("place", "id"))
    try world.relate("home", type: "Robot", of: "people", RemoteWorld.toPlaces("maker", "id"))
    let query = """
      { places(where: {id: {_in: [2, 3]}}, order_by: {id: asc}) {
          being { __typename id ... on Person { home { name } } ... on Robot { home { id } } }
          thing { ... on Robot { maker x: home { name } } ... on Person { name home { name } } } } }
      """
    #expect(
      try world.engine.data(query).text
        == #"{"places":[{"being":{"__typename":"Person","id":"2","home":{"name":"p2"}},"thing":{"name":"n2","home":{"name":"p2"}}},"#
        + #"{"being":{"__typename":"Robot","id":"3","home":{"id":1}},"thing":{"maker":1,"x":{"name":"p1"}}}]}"#)
  }

  @Test func `from a remote schema's root to a table and on`() throws {
    let world = try RemoteWorld(.sqlite, places: 4)
    defer { world.stop() }
    try world.relate("places", type: "Person", of: "people", RemoteWorld.toPlaces("place", "owner", "array"))
    try world.relate("owner_person", ["owner"], to: "people", ["person": ["arguments": ["id": "$owner"]]])
    try world.relate(
      "texts", type: "Person", of: "people",
      RemoteWorld.to(
        "reviews", ["name"], ["reviewsOf": ["arguments": ["person": "$name"], "field": ["inner": ["arguments": ["deep": "$name"]]]]]))
    let query = """
      query ($ids: [ID!]!) { people(ids: $ids) { name places(order_by: {id: desc}) { id owner_person { places_aggregate { aggregate { count } } } }
          texts { __typename text } } person(id: 7) { places { id } } }
      """
    #expect(
      try world.engine.data(query, variables: ["ids": ["2", "4"]]).text
        == #"{"people":[{"name":"n4","places":[{"id":3,"owner_person":{"places_aggregate":{"aggregate":{"count":1}}}}],"#
        + #""texts":[[{"__typename":"R_Text","text":"n40"}],[{"__typename":"R_Text","text":"n41"}]]},"#
        + #"{"name":"n2","places":[{"id":1,"owner_person":{"places_aggregate":{"aggregate":{"count":1}}}}],"#
        + #""texts":[[{"__typename":"R_Text","text":"n20"}],[{"__typename":"R_Text","text":"n21"}]]}],"person":{"places":null}}"#)
    let subscription = try world.engine.answer("subscription { places { owner_person { id } } }")
    #expect(subscription["errors"] != nil)
  }

  @Test func `clients add to the arguments that a relationship gives in part`() throws {
    let world = try RemoteWorld(places: 2)
    defer { world.stop() }
    try world.relate("review", ["id"], to: "reviews", ["review": ["arguments": ["of": "$id", "where": ["id": ["eq": "$id"]]]]])
    let query =
      #"query ($w: R_Filter_remote_rel_placesreview) { places(limit: 1) { review(where: $w) { stars } b: review(where: {stars: {eq: 1}}) { stars } } }"#
    #expect(
      try world.engine.data(query, variables: ["w": ["stars": ["eq": 9]]]).text == #"{"places":[{"review":{"stars":1},"b":{"stars":1}}]}"#)
    let asked = try #require(world.reviews.requests.first)
    #expect(asked.query.contains("where: {id: {eq: 1}, stars: $w}"), "\(asked.query)")
    #expect(asked.query.contains("where: {id: {eq: 1}, stars: {eq: 1}}"), "\(asked.query)")
    #expect(asked.variables["w"] == ["eq": 9])
  }

  @Test(arguments: [
    (["id"], "people", #"{"nobody":{"arguments":{}}}"#, #"remote field with name "nobody" and type "Query" not found"#),
    (["id"], "people", #"{"person":{"arguments":{"ids":"$id"}}}"#, #"argument with name "ids" not found in remote schema"#),
    (["id"], "people", #"{"person":{"arguments":{"id":"$name"}}}"#, #"variable "name" is not found"#),
    (["name"], "people", #"{"anyone":{"arguments":{"id":"$name"}}}"#, #"expected type "Int" but got "String""#),
    (["id"], "people", #"{"anyone":{"arguments":{"id":"abc"}}}"#, #"expected type "Int" but got "String""#),
    (["id"], "people", #"{"anyone":{"arguments":{"id":null}}}"#, "null is not allowed here"),
    (["id"], "people", #"{"anyone":{"arguments":{"id":["$id"]}}}"#, #"type "Int" is not a list type"#),
    (
      ["id"], "reviews", #"{"search":{"arguments":{"where":{"id":{"_in":["$id",1]}}}}}"#, "multiple elements in list value is not supported"
    ),
    (
      ["id"], "reviews", #"{"search":{"arguments":{"where":{"id":{"xyz":"$id"}}}}}"#,
      #"argument with name "xyz" not found in remote schema"#
    ),
    (
      ["nope"], "people", #"{"person":{"arguments":{"id":"$nope"}}}"#,
      #"field with name "nope" is not provided by the lhs entity "places" for defining a join condition, the allowed fields are "id", "name", or "owner""#
    ),
    (["id"], "nobody", #"{"person":{"arguments":{"id":"$id"}}}"#, #"remote schema with name "nobody" not found"#),
    (
      ["id"], "reviews", #"{"review":{"arguments":{},"field":{"inner":{"arguments":{"deep":"x"}}}}}"#,
      #"required argument with name "of" is missing"#
    ),
    (
      ["id"], "people", #"{"person":{"arguments":{"id":"$id"},"field":{"nope":{"arguments":{}}}}}"#,
      #"remote field with name "nope" and type "Person" not found"#
    ),
  ])
  func refused(_ fields: [String], _ schema: String, _ field: String, _ reason: String) throws {
    let world = try Self.world.get()
    do {
      try world.relate("broken", fields, to: schema, try JSON(parsing: field))
      Issue.record("\(field) was accepted")
    } catch let refusal as JoineryProcess.Refusal {
      #expect(refusal.status == 400)
      #expect(refusal.body["error"]?.stringValue == #"Inconsistent object: in table "places": in remote relationship "broken": "# + reason)
      #expect(refusal.body["code"] == "invalid-configuration")
      #expect(refusal.body["path"] == "$.args")
      #expect(refusal.body["internal"]?[0]?["type"] == "remote_relationship")
    }
  }

  private static let world = Result { try RemoteWorld() }

  @Test func `a remote schema that is needed is not removed`() throws {
    let world = try RemoteWorld()
    defer { world.stop() }
    try world.relate("review", type: "Person", of: "people", RemoteWorld.to("reviews", ["id"], ["review": ["arguments": ["of": "$id"]]]))
    try world.relate("owner_person", ["owner"], to: "people", ["person": ["arguments": ["id": "$owner"]]])
    for name in ["people", "reviews"] {
      let answer = try world.engine.post("/v1/metadata", ["type": "remove_remote_schema", "args": ["name": .string(name)]])
      #expect(answer.status == 400)
      #expect(answer.json?["code"] == "dependency-error")
    }
    try world.engine.metadata(
      "delete_remote_relationship", ["source": "places_db", "table": "places", "name": "owner_person"])
    try world.engine.metadata(
      "delete_remote_schema_remote_relationship", ["remote_schema": "people", "type_name": "Person", "name": "review"])
    try world.engine.metadata("remove_remote_schema", ["name": "people"])
    try world.engine.metadata("remove_remote_schema", ["name": "reviews"])
  }

  @Test func `a remote that fails fails the operation`() throws {
    let world = try RemoteWorld()
    defer { world.stop() }
    try world.relate("owner_person", ["owner"], to: "people", ["person": ["arguments": ["id": "$owner"]]])
    let query = "{ places(order_by: {id: asc}) { id owner_person { name fails } } }"
    let answer = try world.engine.answer(query)
    #expect(answer["data"] == nil)
    #expect(answer["errors"]?[0]?["message"] == "Errors from remote server")
    #expect(answer["errors"]?[0]?["extensions"]?["code"] == "unexpected")
    #expect(answer["errors"]?[0]?["extensions"]?["internal"]?["errors"]?[0]?["path"] == ["f0", "fails"])
    world.people.behave(.close)
    let down = try world.engine.answer("{ places { id owner_person { name } } other: places { owner_person { id } } }")
    #expect(down["data"] == nil)
    #expect(down["errors"]?[0]?["extensions"]?["code"] == "remote-schema-error")
    world.people.behave(.normal)
    #expect(try world.engine.data("{ places(limit: 1) { owner_person { name } } }").text == #"{"places":[{"owner_person":{"name":"n2"}}]}"#)
  }
}
