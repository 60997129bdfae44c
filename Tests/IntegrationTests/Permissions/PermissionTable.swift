import JSON

/// A table of the permission suite with its rows, and how GraphQL names it.
struct PermissionTable {
  /// What GraphQL calls the root fields.
  struct Roots {
    var rows: String
    var byKey: String
    var aggregate: String
  }

  let name: String
  let kind: Kind
  /// Those that permissions may grant. `c` is beside them, never granted, and says `classified` in every row.
  let columns: [PermissionColumn]
  /// The primary key; empty if there is none.
  let key: [String]
  /// A column whose values are unique, and which every grant includes, so that orders can be total.
  let unique: String
  var rows: [CellRow]
  /// The name that types are made of.
  let type: String
  let roots: Roots
  /// `configuration` of the table's metadata.
  let configuration: JSON

  /// Whether it has a column of every type.
  var isWide: Bool { columns.count > 10 }

  subscript(_ name: String) -> PermissionColumn { columns.first { $0.name == name } ?? PermissionColumn(name, .int) }

  private var stored: [PermissionColumn] { columns.filter { !$0.isComputed } }

  /// Makes the table.
  var statements: [String] {
    let definitions = stored.map { column in
      "\(column.name) \(column.type.native(on: kind) ?? "INT")" + (key.contains(column.name) ? " NOT NULL" : "")
    }
    let keys = key.isEmpty ? "" : ", PRIMARY KEY (\(key.joined(separator: ", ")))"
    return ["CREATE TABLE \(name) (\(definitions.joined(separator: ", ")), c VARCHAR(40)\(keys))", filling]
  }

  /// Inserts the rows.
  var filling: String {
    let values = rows.map { row in
      "(" + stored.map { $0.type.sql(row[$0.name] ?? .null, on: kind) }.joined(separator: ", ") + ", 'classified \(name)')"
    }
    return "INSERT INTO \(name) VALUES " + values.joined(separator: ", ")
  }
}
