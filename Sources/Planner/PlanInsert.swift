import Catalog
import ConnectorProtocol
import Errors
import GraphQL
import Metadata
import QueryPlan

extension Planner {
  /// `insert_author`, `insert_author_one`.
  func insert(_ field: CollectedField, _ table: CatalogTable, isOne: Bool, _ builder: inout WriteBuilder) throws(EngineError)
    -> QueryPlan.Value
  {
    let name = isOne ? "object" : "objects"
    let written = try at(.key("args")) { () throws(EngineError) in
      let conflict = try self.conflict(of: field, table, &builder.fetch)
      guard let value = argument(name, of: field), let type = field.definition.arguments[name]?.type.baseName else {
        return WrittenOperations(rows: [], all: [])
      }
      let place = InsertPlace(
        field: field.name, path: ErrorPath(keys: "selectionSet", field.name, "args", name), table: table, type: type, conflict: conflict)
      return try at(.key(name)) { () throws(EngineError) in
        let elements = try isOne ? [value] : value.requiredElements()
        return try insert(elements, isList: !isOne, at: place, &builder)
      }
    }
    return try answer(field, table, written, isSingle: isOne, &builder)
  }

  private func conflict(
    of field: CollectedField, _ table: CatalogTable, _ builder: inout FetchBuilder
  ) throws(EngineError) -> Mutation.Conflict? {
    for written in field.arguments where written.name.text == "on_conflict" || written.name.text == "onConflict" {
      guard let definition = field.definition.arguments[written.name.text] else { continue }
      return try at(.key(definition.name)) { () throws(EngineError) in
        try conflict(InputValue(written.value, in: request), definition.type.baseName, table, &builder)
      }
    }
    return nil
  }

  /// Inserts objects: with one statement if none of them has partners, else object by object, as Hasura does.
  private func insert(
    _ elements: [InputValue], isList: Bool, at place: InsertPlace, _ builder: inout WriteBuilder
  ) throws(EngineError) -> WrittenOperations {
    var objects: [InsertObject] = []
    for (index, element) in elements.enumerated() {
      let read = { (builder: inout FetchBuilder) throws(EngineError) in try object(element, place, &builder) }
      objects.append(try isList ? at(.index(index)) { () throws(EngineError) in try read(&builder.fetch) } : read(&builder.fetch))
    }
    guard !objects.isEmpty else { return WrittenOperations(rows: [], all: []) }
    guard objects.contains(where: { !$0.partners.isEmpty }) else {
      if isList { try refuseDetermined(objects, place) } else { try objects[0].refuseDetermined(place) }
      let index = builder.add(.insert(try statement(objects, place, [], &builder)), place.step)
      return WrittenOperations(rows: [index], all: [index])
    }
    var written = WrittenOperations(rows: [], all: [])
    for (index, object) in objects.enumerated() {
      let insert = { (builder: inout WriteBuilder) throws(EngineError) in
        try self.insert(object, at: isList ? place.inside(.index(index)) : place, &builder)
      }
      let one = try isList ? at(.index(index)) { () throws(EngineError) in try insert(&builder) } : insert(&builder)
      written.rows += one.rows
      written.all += one.all
    }
    return written
  }

  private func refuseDetermined(_ objects: [InsertObject], _ place: InsertPlace) throws(EngineError) {
    for (index, object) in objects.enumerated() {
      try at(.index(index)) { () throws(EngineError) in try object.refuseDetermined(place) }
    }
  }

  /// Partners that the row refers to first, then the row, then the partners that refer to it.
  private func insert(
    _ object: InsertObject, at place: InsertPlace, _ builder: inout WriteBuilder
  ) throws(EngineError) -> WrittenOperations {
    try object.refuseDetermined(place)
    var references: [Mutation.Reference] = []
    var all: [Int] = []
    for partner in object.partners where !partner.relationship.isInsertedAfterParent {
      let written = try insert(partner, of: place, references: [], &builder)
      all += written.all
      guard let operation = written.rows.first else { continue }
      references += partner.relationship.pairs.map {
        Mutation.Reference(column: $0.parent, operation: operation, source: $0.child)
      }
    }
    var step = place.step
    if let first = object.partners.first(where: { !$0.relationship.isInsertedAfterParent }) {
      let target = try visibleForWrites(first.relationship.target)
      step.orphanMessage =
        "cannot proceed to insert object relation \"\(first.relationship.name)\" since insert to table "
        + "\"\(target.id.name.text)\" affects zero rows"
    }
    let index = builder.add(.insert(try statement([object], place, references, &builder)), step)
    all.append(index)
    for partner in object.partners where partner.relationship.isInsertedAfterParent {
      let references = partner.relationship.pairs.map { Mutation.Reference(column: $0.child, operation: index, source: $0.parent) }
      all += try insert(partner, of: place, references: references, &builder).all
    }
    return WrittenOperations(rows: [index], all: all)
  }

  private func insert(
    _ partner: InsertObject.Partner, of place: InsertPlace, references: [Mutation.Reference], _ builder: inout WriteBuilder
  ) throws(EngineError) -> WrittenOperations {
    try at(.key(partner.relationship.name)) { () throws(EngineError) in
      let table = try visibleForWrites(partner.relationship.target)
      var conflict: Mutation.Conflict?
      var data: InputValue?
      for (key, value) in try partner.value.requiredMembers(of: partner.type) {
        if key == "data" {
          data = value
        } else {
          conflict = try at(.key(key)) { () throws(EngineError) in
            try self.conflict(value, inputType(of: key, on: partner.type), table, &builder.fetch)
          }
        }
      }
      guard let data else { return WrittenOperations(rows: [], all: []) }
      var inner = InsertPlace(
        field: place.field, path: place.path.appending(.key(partner.relationship.name)).appending("data"), table: table,
        type: inputType(of: "data", on: partner.type), conflict: conflict)
      inner.references = references
      inner.orphanMessage =
        references.isEmpty
        ? nil : "cannot proceed to insert array relations since insert to table \"\(place.table.id.name.text)\" affects zero rows"
      let isList = partner.relationship.cardinality == .array
      return try at(.key("data")) { () throws(EngineError) in
        try insert(isList ? try data.requiredElements() : [data], isList: isList, at: inner, &builder)
      }
    }
  }

  /// What an object gives: slots of its columns, and its partners.
  private func object(_ value: InputValue, _ place: InsertPlace, _ builder: inout FetchBuilder) throws(EngineError) -> InsertObject {
    var object = InsertObject()
    for (key, member) in try value.requiredMembers(of: place.type) {
      switch role.meaning(ofInput: key, on: place.type) {
      case .column(let column):
        object.slots[column.column] = try at(.key(key)) { () throws(EngineError) in
          builder.slot(try member.source(as: .scalar(column.valueScalar)))
        }
        object.columns.append(column.column)
      case .nestedInsert(let relationship):
        guard !member.isNull else { continue }
        object.partners.append(
          InsertObject.Partner(relationship: relationship, value: member, type: inputType(of: key, on: place.type)))
      default: throw EngineError(.unexpected, "field '\(key)' of type '\(place.type)' has no meaning")
      }
    }
    return object
  }

  private func statement(
    _ objects: [InsertObject], _ place: InsertPlace, _ references: [Mutation.Reference], _ builder: inout WriteBuilder
  ) throws(EngineError) -> Mutation.Insert {
    var columns: [Column] = []
    var known: Set<String> = []
    for object in objects { for column in object.columns where known.insert(column.name).inserted { columns.append(column) } }
    // A preset stands above everything, also above what a partner determines: a role must not get around it by nesting.
    let presets = try insertPresets(of: place.table, &builder.fetch)
    let determined = (references + place.references).filter { reference in !presets.contains { $0.column.name == reference.column.name } }
    let rows = objects.map { object in columns.map { object.slots[$0] } + presets.map(\.slot) }
    return Mutation.Insert(
      table: place.table.reference, columns: columns + presets.map(\.column), rows: rows, conflict: place.conflict,
      references: determined, check: try insertCheck(of: place.table, &builder.fetch))
  }

  /// `{constraint update_columns where}`; nil for null.
  private func conflict(
    _ value: InputValue, _ type: String, _ table: CatalogTable, _ builder: inout FetchBuilder
  ) throws(EngineError) -> Mutation.Conflict? {
    guard !value.isNull else { return nil }
    var conflict = Mutation.Conflict(constraint: nil, columns: [], update: [])
    for (key, member) in try value.requiredMembers(of: type) {
      switch key {
      case "constraint":
        guard let key = table.uniqueKeys.first(where: { $0.name == member.enumeration }) else {
          throw EngineError(.validationFailed, "expected an enum value for type '\(inputType(of: key, on: type))', but found a value")
        }
        conflict.constraint = key.name
        conflict.columns = key.columns
      case "where":
        guard !member.isNull else { continue }
        conflict.filter = try at(.key(key)) { () throws(EngineError) in
          try masked(try filter(member, inputType(of: key, on: type), &builder), on: table, &builder)
        }
      default: conflict.update = try updated(member, inputType(of: key, on: type))
      }
    }
    guard !conflict.update.isEmpty else { return conflict }
    conflict.presets = try updatePresets(of: table, &builder)
    conflict.filter = .all(try updateFilter(of: table, &builder) + (conflict.filter.map { [$0] } ?? []))
    conflict.check = try updateCheck(of: table, &builder)
    return conflict
  }

  private func updated(_ value: InputValue, _ type: String) throws(EngineError) -> [Column] {
    var columns: [Column] = []
    for element in try value.requiredElements() {
      guard let name = element.enumeration, let column = role.column(ofValue: name, on: type) else {
        throw EngineError(.validationFailed, "erroneous column name")
      }
      if !columns.contains(column.column) { columns.append(column.column) }
    }
    return columns
  }

  func visibleForWrites(_ id: TableID) throws(EngineError) -> CatalogTable {
    guard let table = role.writtenTable(id) else { throw EngineError(.unexpected, "table \"\(id.name.text)\" is not visible") }
    return table
  }
}
