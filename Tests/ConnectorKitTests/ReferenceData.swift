import ConnectorKit
import ConnectorProtocol
import JSON
import ReferenceConnector

/// Authors and their articles, and the columns that queries on them need.
enum ReferenceData {
  static let tables: JSON = [
    [
      "name": "author", "primary_key": ["id"], "unique_keys": [["name"]],
      "columns": [
        ["name": "id", "type": "int32", "nullable": false, "identity": true], ["name": "name", "type": "text", "nullable": false],
        ["name": "score", "type": "numeric"], ["name": "city_id", "type": "int32"],
      ],
      "rows": [[1, "Ann", 2.5, 10], [2, "Bob", nil, 20], [3, "cyd", 0.5, nil], [4, "Dan", 10, 10]],
    ],
    [
      "name": "article", "primary_key": ["id"],
      "foreign_keys": [["columns": ["author_id"], "table": "author", "referenced": ["id"]]],
      "columns": [
        ["name": "id", "type": "int64", "nullable": false], ["name": "author_id", "type": "int32"], ["name": "title", "type": "text"],
        ["name": "words", "type": "int32"],
      ],
      "rows": [[1, 1, "a\"1", 100], [2, 1, "a2", 300], [3, 2, "b1", nil], [4, nil, "none", 50], [5, 1, "a3", 200]],
    ],
  ]

  static func configuration(_ misbehaviour: JSON = nil, name: String = #function) -> String {
    JSON.object(["tables": tables, "misbehave": misbehaviour, "name": .string(name)]).text
  }

  static let author = Relation.table(TableReference(["author"]))
  static let article = Relation.table(TableReference(["article"]))

  static func column(_ name: String, _ type: CanonicalType = .int32) -> Column {
    Column(name: name, type: ColumnType(native: "x", canonical: type))
  }

  static let id = column("id")
  static let name = column("name", .text)
  static let score = column("score", .numeric(precision: nil, scale: nil))
  static let authorID = column("author_id")
  static let title = column("title", .text)
  static let words = column("words")
  static let articleID = column("id", .int64)
  static let articlesOfAuthor = [ColumnPair(parent: id, child: authorID)]
  static let authorOfArticle = [ColumnPair(parent: authorID, child: id)]

  static func field(_ column: Column) -> Field { Field(column.name, .column(column, path: nil)) }

  static func compare(_ column: Column, _ name: String, _ slot: Slot) -> Filter {
    .comparison(Operand(column), operator: name, .value(slot, column.type))
  }

  /// A connection to a connector in this process, whose data no other test sees.
  static func connect(_ misbehaviour: JSON = nil, name: String = #function) throws -> (ConnectorClient, ClientConnection) {
    let client = try ConnectorClient(inProcess: ReferenceConnector())
    return (client, try client.open(kind: "reference", configuration: configuration(misbehaviour, name: name)))
  }
}
