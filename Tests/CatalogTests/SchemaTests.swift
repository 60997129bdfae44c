import Catalog
import CatalogFixtures
import GraphQL
import Testing

struct SchemaTests {
}
