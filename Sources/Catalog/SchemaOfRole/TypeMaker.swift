import GraphQL
import Metadata

/// Makes the types of a role's schema.
///
/// Names and descriptions are Hasura's. Fields, arguments and values stand in alphabetical order, as its introspection lists them.
struct TypeMaker: Sendable {
  let view: RoleView

  func make(_ recipe: TypeRecipe, named name: String) -> MadeType {
    switch recipe {
    case .root(let isSubscription): root(name, isSubscription: isSubscription)
    case .namespace(let source, let isSubscription): namespace(name, of: source, isSubscription: isSubscription)
    case .mutationRoot: mutationRoot(name)
    case .mutationNamespace(let source): mutationNamespace(name, of: source)
    case .table(let table, let part): make(part, of: table, named: name)
    case .comparison(let scalar, let isArray, let source): comparison(name, scalar, isArray: isArray, source)
    case .casts(let scalar, let source): casts(name, of: scalar, source)
    case .argument(let object): Self.argument(object)
    case .order(let names): MadeType(definition: Self.orderEnumeration(name, names))
    case .cursorOrder: MadeType(definition: Self.cursorOrderEnumeration(name))
    case .remainingInput(let type, let field, let remote): remainingInput(type, of: field, remote, named: name)
    case .remote(let upstream, let remote): self.remote(upstream, of: remote, named: name)
    case .functionArguments(let call): Self.arguments(name, of: call)
    case .scalar: MadeType(definition: .scalar(ScalarType(name: name)))
    case .enumeration(let enumeration): MadeType(definition: .enumeration(enumeration.type))
    }
  }

  private func make(_ part: TablePart, of table: CatalogTable, named name: String) -> MadeType {
    switch part {
    case .row: row(table, name)
    case .aggregate: aggregate(table, name)
    case .aggregateFields: aggregateFields(table, name)
    case .function(let function): functionFields(table, function, name)
    case .filter: filter(table, name)
    case .order: order(table, name)
    case .aggregateOrder: aggregateOrder(table, name)
    case .functionOrder(let function): functionOrder(table, function, name)
    case .column: columnEnumeration(view.columns(of: table), name, "select columns of table \"\(table.id.name.text)\"", table)
    case .aggregateFilter: aggregateFilter(table, name)
    case .aggregateFilterFunction(let function): aggregateFilterFunction(table, function, name)
    case .aggregateFilterColumn(let function): aggregateFilterColumn(table, function, name)
    case .streamCursor: streamCursor(table, name)
    case .streamCursorValue: streamCursorValue(table, name)
    case .nativeQueryArguments:
      table.native.map { nativeQueryArguments($0, name) } ?? MadeType(definition: .scalar(ScalarType(name: name)))
    case .mutationResponse: mutationResponse(table, name)
    case .insert: insertInput(table, name)
    case .objectInsert: nestedInsert(table, name, isList: false)
    case .arrayInsert: nestedInsert(table, name, isList: true)
    case .conflict: conflict(table, name)
    case .constraint: constraints(table, name)
    case .updateColumn: updateColumns(table, name)
    case .update(let updateOperator): updateInput(table, updateOperator, name)
    case .updates: updates(table, name)
    case .key: keyInput(table, name)
    // Made of the column that refers to it: a role may see that one and not the table.
    case .enumeration: MadeType(definition: .scalar(ScalarType(name: name)))
    }
  }

  /// The name of a type of a table.
  func typeName(_ part: TablePart, of table: CatalogTable) -> String {
    view.sources[table.id.source]?.names.type(part, of: table.own) ?? table.own.baseName
  }

  /// A type of a table, nullable.
  func type(_ part: TablePart, of table: CatalogTable) -> TypeReference { .named(typeName(part, of: table)) }

  /// A generated name in the casing of a table's source.
  func fieldName(_ generated: String, of table: CatalogTable) -> String {
    view.sources[table.id.source]?.names.field(generated) ?? generated
  }

  /// `order_by` in the casing of a table's source.
  func orderType(for table: CatalogTable) -> TypeReference {
    .named(view.sources[table.id.source]?.names.sharedType("order_by") ?? "order_by")
  }

  /// An enumeration of columns, with the columns that its values mean.
  func columnEnumeration(_ columns: [CatalogColumn], _ name: String, _ description: String, _ table: CatalogTable) -> MadeType {
    let names = view.sources[table.id.source]?.names
    // A generated name has lost the words of the column's, which capitals need: `AUTHOR_ID`, not `AUTHORID`.
    let named = columns.map { column in
      let isGenerated = names?.field(column.column.name) == column.name
      return (value: names?.value(isGenerated ? column.column.name : column.name) ?? column.name, column: column)
    }
    return MadeType(
      definition: .enumeration(
        EnumType(
          name: name, description: description,
          values: named.map { EnumValueDefinition(name: $0.value, description: "column name") })),
      values: Dictionary(named.map { ($0.value, $0.column) }, uniquingKeysWith: { first, _ in first }))
  }
}

/// Fields or input fields with their meanings, gathered while a type is made.
struct Gathered<Definition: Named, Meaning> {
  private(set) var definitions: [Definition] = []
  private(set) var meanings: [String: Meaning] = [:]

  mutating func add(_ definition: Definition, _ meaning: Meaning) {
    definitions.append(definition)
    meanings[definition.name] = meaning
  }

  /// In alphabetical order.
  var sorted: [Definition] { definitions.sorted { $0.name < $1.name } }
}

extension Gathered where Definition == FieldDefinition, Meaning == FieldMeaning {
  /// The object type of the gathered fields.
  func object(_ name: String, _ description: String?) -> MadeType {
    MadeType(definition: .object(ObjectType(name: name, description: description, fields: sorted)), fields: meanings)
  }
}

extension Gathered where Definition == InputValueDefinition, Meaning == InputMeaning {
  /// The input object of the gathered fields.
  func input(_ name: String, _ description: String?) -> MadeType {
    MadeType(definition: .inputObject(InputObjectType(name: name, description: description, fields: sorted)), inputs: meanings)
  }
}
