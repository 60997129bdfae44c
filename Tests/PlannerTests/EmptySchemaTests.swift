import Catalog
import CatalogFixtures
import GraphQL
import JSON
import Planner
import QueryPlan
import Testing

struct EmptySchemaTests {
  @Test func answersThatThereIsNothing() throws {
    let nothing: JSON = ["version": 3, "sources": []]
    let catalog = try CatalogFixture(metadata: nothing, schemas: [:]).catalog()
    let text = try plan("{ no_queries_available }", on: catalog).description
    #expect(text.hasPrefix("no_queries_available: constant \"There are no queries available to the current role."))
  }
}
