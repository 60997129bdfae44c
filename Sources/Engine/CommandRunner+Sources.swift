import Catalog
import ConnectorHost
import ConnectorProtocol
import Errors
import JSON
import Metadata

extension CommandRunner {
  /// The names of all tables of a source, in the order of their names, in the spelling of its kind.
  func listTables(_ target: SourceTarget) async throws(EngineError) -> JSON {
    let declared = try draft.metadata.source(target)
    let schema = try await source(target).handle.describe(DescribeCall(namesOnly: true))
    return .array(schema.tables.map { declared.tableNaming.json(declared.tableNaming.name($0.name.path)) })
  }

  /// The columns and keys of a table, in the layout of Hasura's `get_table_info`.
  func describe(_ target: TableTarget) async throws(EngineError) -> JSON {
    let id = try draft.metadata.tableID(target)
    let reference = TableReference(id.name.components)
    let schema = try await source(target.target).handle.describe(DescribeCall(tables: [reference]))
    guard let table = schema.tables.first(where: { $0.name == reference }) else {
      throw EngineError(.notExists, "table \"\(id.name)\" does not exist in source: \(id.source)")
    }
    return table.information(name: try draft.metadata.source(target.target).tableNaming.json(id.name))
  }

  /// Relationships that foreign keys between tracked tables suggest and that are not declared yet.
  func suggestRelationships(_ target: SourceTarget) throws(EngineError) -> JSON {
    let declared = try draft.metadata.source(target)
    guard case .available(let schema, _) = try source(target).state else { return ["relationships": []] }
    var suggestions: [JSON] = []
    for table in schema.tables {
      for key in table.foreignKeys where schema.tables.contains(where: { $0.name == key.table }) {
        suggestions.append(key.suggestion(from: table.name, naming: declared.tableNaming))
      }
    }
    return ["relationships": .array(suggestions)]
  }

  func source(_ target: SourceTarget) throws(EngineError) -> ConnectedSource {
    _ = try draft.metadata.source(target)
    guard let source = draft.sources[target.source] else {
      throw EngineError(.notExists, "source with name \"\(target.source)\" does not exist")
    }
    return source
  }
}

extension TableDescription {
  fileprivate func information(name: JSON) -> JSON {
    let columns = columns.map { column -> JSON in
      [
        "name": .string(column.name), "type": .string(column.scalar), "nullable": .bool(column.isNullable),
        "native_type": .string(column.type.native),
      ]
    }
    return [
      "name": name, "type": .string(kind.rawValue), "columns": .array(columns),
      "primary_key": primaryKey.map { .array($0.columns.map(JSON.string)) } ?? .null,
      "foreign_keys": .array(foreignKeys.map { $0.information }),
    ]
  }
}

extension ForeignKey {
  fileprivate var information: JSON {
    let mapping = zip(columns, referencedColumns).map { (key: $0, value: JSON.string($1)) }
    return [
      "name": .string(name), "foreign_table": .array(table.path.map(JSON.string)), "column_mapping": .object(JSONObject(mapping)),
    ]
  }

  fileprivate func suggestion(from child: TableReference, naming: TableNaming) -> JSON {
    let mapping = zip(columns, referencedColumns).map { (key: $0, value: JSON.string($1)) }
    return [
      "type": "object",
      "from": ["table": naming.json(naming.name(child.path)), "columns": .array(columns.map(JSON.string))],
      "to": ["table": naming.json(naming.name(table.path)), "columns": .array(mapping.map(\.value))],
    ]
  }
}
