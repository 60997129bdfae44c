import Catalog
import CatalogFixtures
import JSON
import Testing

/// Filters of permissions through remote relationships: which can be evaluated, and what is said of those that cannot.
@Suite struct RemotePermissionTests {
  private static let schemas: JSON = [
    "shop": [
      "tables": [
        "public.orders": [
          "columns": ["id": "Int!", "user_id": "Int", "note": "String"], "key": ["id"],
        ]
      ]
    ],
    "people": [
      "tables": [
        "users": ["columns": ["id": "Int!", "name": "String!"], "key": ["id"]],
        "teams": ["columns": ["id": "Int!", "lead": "Int"], "key": ["id"]],
      ]
    ],
  ]

  private func remote(_ name: String, _ mapping: JSON, collation: String? = nil) -> JSON {
    var target: JSONObject = [
      "relationship_type": "object", "source": "people", "table": ["users"], "field_mapping": mapping,
    ]
    if let collation { target["collation"] = .string(collation) }
    return ["name": .string(name), "definition": ["to_source": .object(target)]]
  }

  private func catalog(_ filter: JSON, schemas: JSON = schemas) throws -> Catalog {
    let orders: JSON = [
      "table": ["schema": "public", "name": "orders"],
      "remote_relationships": [
        remote("user", ["user_id": "id"]), remote("namesake", ["note": "name"], collation: "target"),
      ],
      "select_permissions": [["role": "user", "permission": ["columns": "*", "filter": filter]]],
    ]
    let metadata: JSON = [
      "version": 3,
      "sources": [
        ["name": "shop", "kind": "alpha", "configuration": [:], "tables": [orders]],
        ["name": "people", "kind": "beta", "configuration": [:], "tables": [["table": ["users"]], ["table": ["teams"]]]],
      ],
    ]
    return try CatalogFixture(metadata: metadata, schemas: schemas).catalog()
  }

  /// Why the permission is left out; nil if it is not.
  private func problem(_ filter: JSON, schemas: JSON = schemas) throws -> String? {
    let catalog = try catalog(filter, schemas: schemas)
    let prefix = "Inconsistent object: in table \"orders\": in permission for role \"user\": "
    let reason = catalog.inconsistencies.map(\.reason).first { $0.hasPrefix(prefix) }
    let isShown = catalog.schema(for: "user").schema.type(named: "orders") != nil
    #expect(isShown == (reason == nil), "a role sees the table only if its permission can be evaluated")
    return reason.map { String($0.dropFirst(prefix.count)) }
  }

  @Test func `what can be evaluated`() throws {
    let filters: [JSON] = [
      ["user": [:]], ["user": ["name": "X-Hasura-Name"]], ["_not": ["user": ["id": ["_ceq": "id"]]]],
      ["user": ["_exists": ["_table": ["teams"], "_where": ["lead": ["_eq": 1]]]]],
    ]
    for filter in filters { #expect(try problem(filter) == nil, "\(filter.text)") }
  }

  @Test(arguments: [
    (#"{"user": {"nme": 1}}"#, #"in remote relationship "user": "nme" does not exist"#),
    (#"{"user": {"name": {"_near": 1}}}"#, #"in remote relationship "user": Unknown operator: _near"#),
    (#"{"user": {"_exists": {"_table": ["orders"], "_where": {}}}}"#, #"in remote relationship "user": table "orders" does not exist"#),
    (
      #"{"user": {"_not": {"id": {"_ceq": ["$", "user_id"]}}}}"#,
      #"in remote relationship "user": ["$", "user_id"] is a column of the permission's own table, which source "people" cannot compare with: behind a remote relationship only columns of the same source can be compared"#
    ),
    (
      #"{"namesake": {}}"#,
      #"filters through remote relationship "namesake" are not supported: it compares column "note" by the collation of "name", which only the source "people" knows"#
    ),
  ]) func `what cannot`(_ filter: String, _ reason: String) throws {
    #expect(try problem(try JSON(parsing: filter)) == reason)
  }

  @Test func `a source that is not there, or that cannot compare with keys`() throws {
    var schemas = Self.schemas.objectValue ?? [:]
    schemas["people"] = "no route"
    #expect(
      try problem(["user": [:]], schemas: .object(schemas))
        == #"the remote relationship "user" to source "people" is inconsistent or its source is not available"#)
    schemas = Self.schemas.objectValue ?? [:]
    var shop = schemas["shop"]?.objectValue ?? [:]
    shop["without"] = ["key_filters"]
    schemas["shop"] = .object(shop)
    #expect(
      try problem(["user": [:]], schemas: .object(schemas))
        == #"source "shop" does not support filters through remote relationships: "user""#)
  }
}
