import Catalog
import ConnectorProtocol
import Errors
import QueryPlan

/// A list of objects to insert: where it stands in the request, and what holds for all of them.
struct InsertPlace {
  /// The root field.
  let field: String
  /// The way to the objects from the request's root.
  var path: ErrorPath
  let table: CatalogTable
  /// The objects' input type.
  let type: String
  var conflict: Mutation.Conflict?
  /// Columns that the row of another table gives.
  var references: [Mutation.Reference] = []
  /// What is said if that row was not written.
  var orphanMessage: String?

  init(field: String, path: ErrorPath, table: CatalogTable, type: String, conflict: Mutation.Conflict?) {
    self.field = field
    self.path = path
    self.table = table
    self.type = type
    self.conflict = conflict
  }

  var step: Write.Step { Write.Step(field: field, path: path, orphanMessage: orphanMessage) }

  /// One of the objects.
  func inside(_ component: ErrorPath.Component) -> InsertPlace {
    var place = self
    place.path = path.appending(component)
    return place
  }
}

/// One object to insert.
struct InsertObject {
  var columns: [Column] = []
  var slots: [Column: Slot] = [:]
  var partners: [Partner] = []

  /// The rows to insert with it.
  struct Partner {
    let relationship: CatalogRelationship
    let value: InputValue
    let type: String
  }

  /// Hasura's refusal of values that another row determines (`validateInsert`).
  func refuseDetermined(_ place: InsertPlace) throws(EngineError) {
    let fromParent = place.references.map(\.column.name)
    let given = columns.map(\.name).filter(fromParent.contains)
    guard given.isEmpty else {
      throw EngineError(
        .validationFailed, "cannot insert \(Self.list(given)) columns as their values are already being determined by parent insert")
    }
    let determined = fromParent + columns.map(\.name)
    for partner in partners where !partner.relationship.isInsertedAfterParent {
      let clashing = partner.relationship.pairs.map(\.parent.name).filter(determined.contains)
      guard !clashing.isEmpty else { continue }
      throw EngineError(
        .validationFailed,
        "cannot insert object relationship \"\(partner.relationship.name)\" as \(Self.list(clashing)) column values are already determined",
        at: ErrorPath([.key(partner.relationship.name)]))
    }
  }

  private static func list(_ columns: [String]) -> String { columns.map { "\"\($0)\"" }.joined(separator: ", ") }
}
