import ConnectorProtocol
import GraphQL
import Metadata

extension TypeMaker {
  /// `author_insert_input`.
  func insertInput(_ table: CatalogTable, _ name: String) -> MadeType {
    var fields = Gathered<InputValueDefinition, InputMeaning>()
    for column in view.writes.insertedColumns(of: table) { fields.add(input(column), .column(column)) }
    for relationship in view.writes.nestedInserts(of: table) {
      guard let target = view.known[relationship.target] else { continue }
      let type = type(relationship.cardinality == .object ? .objectInsert : .arrayInsert, of: target)
      fields.add(InputValueDefinition(name: relationship.name, type: type), .nestedInsert(relationship))
    }
    return fields.input(name, "input type for inserting data into table \"\(table.id.name.text)\"")
  }

  private func input(_ column: CatalogColumn) -> InputValueDefinition {
    InputValueDefinition(name: column.name, description: column.description, type: column.writtenType)
  }

  /// `author_obj_rel_insert_input`, `author_arr_rel_insert_input`.
  func nestedInsert(_ table: CatalogTable, _ name: String, isList: Bool) -> MadeType {
    let rows = type(.insert, of: table)
    var fields = [InputValueDefinition(name: "data", type: isList ? .listOfRequired(rows) : .nonNull(rows))]
    if !view.writes.conflictKeys(of: table).isEmpty {
      fields.append(
        InputValueDefinition(
          name: fieldName("on_conflict", of: table), description: "upsert condition", type: type(.conflict, of: table)))
    }
    let description = "input type for inserting \(isList ? "array" : "object") relation for remote table \"\(table.id.name.text)\""
    return MadeType(definition: .inputObject(InputObjectType(name: name, description: description, fields: fields)))
  }

  /// `author_on_conflict`.
  func conflict(_ table: CatalogTable, _ name: String) -> MadeType {
    let fields = [
      InputValueDefinition(name: "constraint", type: .nonNull(type(.constraint, of: table))),
      InputValueDefinition(
        name: fieldName("update_columns", of: table), type: .listOfRequired(type(.updateColumn, of: table)),
        defaultValue: Value(.list([]))),
      InputValueDefinition(name: "where", type: type(.filter, of: table)),
    ]
    let description = "on_conflict condition type for table \"\(table.id.name.text)\""
    return MadeType(definition: .inputObject(InputObjectType(name: name, description: description, fields: fields)))
  }

  /// `author_constraint`.
  func constraints(_ table: CatalogTable, _ name: String) -> MadeType {
    let values = view.writes.conflictKeys(of: table).map { key in
      let columns = key.columns.sorted().map { "\"\($0)\"" }.joined(separator: ", ")
      return EnumValueDefinition(name: key.name, description: "unique or primary key constraint on columns \(columns)")
    }
    return MadeType(
      definition: .enumeration(
        EnumType(name: name, description: "unique or primary key constraints on table \"\(table.id.name.text)\"", values: values)))
  }

  /// `author_update_column`. An enumeration cannot be empty, so Hasura gives a role that may update nothing a value that it refuses.
  func updateColumns(_ table: CatalogTable, _ name: String) -> MadeType {
    let columns = view.writes.updatedColumns(of: table)
    let description = "update columns of table \"\(table.id.name.text)\""
    guard columns.isEmpty else { return columnEnumeration(columns, name, description, table) }
    let placeholder = EnumValueDefinition(name: Self.placeholder, description: "placeholder (do not use)")
    return MadeType(definition: .enumeration(EnumType(name: name, description: description, values: [placeholder])))
  }

  private static let placeholder = "_PLACEHOLDER"

  /// `author_set_input`, `author_inc_input` ...
  func updateInput(_ table: CatalogTable, _ updateOperator: String, _ name: String) -> MadeType {
    var fields = Gathered<InputValueDefinition, InputMeaning>()
    guard let (form, columns) = view.writes.updateOperators(of: table).first(where: { $0.form.name == updateOperator }) else {
      return fields.input(name, nil)
    }
    for column in columns {
      let type: TypeReference =
        switch form.argument {
        case .scalar(let scalar): .named(scalar)
        case .listOfScalar(let scalar): .list(.nonNull(.named(scalar)))
        default: column.writtenType
        }
      let description = form.argument == .same ? column.description : nil
      fields.add(InputValueDefinition(name: column.name, description: description, type: type), .updated(column, form))
    }
    return fields.input(name, Self.description(of: form, table))
  }

  private static func description(of form: ComparisonOperator, _ table: CatalogTable) -> String? {
    switch form.name {
    case "_set": "input type for updating data in table \"\(table.id.name.text)\""
    case "_inc": "input type for incrementing numeric columns in table \"\(table.id.name.text)\""
    default: form.comment
    }
  }

  /// `author_updates`: one of several updates of a field.
  func updates(_ table: CatalogTable, _ name: String) -> MadeType {
    let fields =
      view.writes.updateOperators(of: table).map { form, _ in
        InputValueDefinition(
          name: fieldName(form.name, of: table),
          description: form.name == "_inc" ? "increments the numeric columns with given value of the filtered values" : form.comment,
          type: type(.update(form.name), of: table))
      } + [
        InputValueDefinition(
          name: "where", description: "filter the rows which have to be updated", type: .nonNull(type(.filter, of: table)))
      ]
    return MadeType(
      definition: .inputObject(InputObjectType(name: name, description: nil, fields: fields.sorted { $0.name < $1.name })))
  }

  /// `author_pk_columns_input`.
  func keyInput(_ table: CatalogTable, _ name: String) -> MadeType {
    var fields = Gathered<InputValueDefinition, InputMeaning>()
    for column in view.primaryKey(of: table) ?? [] {
      fields.add(
        InputValueDefinition(name: column.name, description: column.description, type: .nonNull(column.valueType)), .column(column))
    }
    return fields.input(name, "primary key columns input for table: \(table.id.name.text)")
  }
}
