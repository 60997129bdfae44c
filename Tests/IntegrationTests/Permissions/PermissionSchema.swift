import JSON
import TestSupport

/// What the administrator's schema offers, by introspection: the generators ask it what there is, and the coverage what there must be.
struct PermissionSchema {
  /// The names of the fields of objects and inputs and of the values of enumerations, each with the name of its type, by type.
  private let members: [String: [(name: String, type: String)]]

  init(_ engine: JoineryProcess, headers: [String: String] = [:]) throws {
    let named = "name kind ofType { name ofType { name ofType { name } } }"
    let text = """
      { __schema { types {
        name fields { name type { \(named) } } inputFields { name type { \(named) } } enumValues { name }
      } } }
      """
    let types = try engine.data(text, headers: headers)["__schema"]?["types"]?.arrayValue ?? []
    var members: [String: [(name: String, type: String)]] = [:]
    for type in types {
      let lists = ["fields", "inputFields", "enumValues"].compactMap { type[$0]?.arrayValue }
      members[type["name"]?.stringValue ?? ""] = lists.joined().map { ($0["name"]?.stringValue ?? "", Self.name($0["type"])) }
    }
    self.members = members
  }

  private static func name(_ type: JSON?) -> String {
    guard let type, type != nil else { return "" }
    return type["name"]?.stringValue ?? name(type["ofType"])
  }

  var types: [String] { members.keys.sorted() }

  /// The members of a type; nil if there is no such type.
  subscript(_ type: String) -> [String]? { members[type]?.map(\.name) }

  /// The type of a member.
  func type(of member: String, in type: String) -> String? { members[type]?.first { $0.name == member }?.type }

  /// The name of the type that compares a column.
  func comparison(of column: PermissionColumn, in table: PermissionTable) -> String {
    type(of: column.field, in: table.type + "_bool_exp") ?? ""
  }

  /// The operators of a column, without `_is_null` and `_cast`.
  func operators(of column: PermissionColumn, in table: PermissionTable) -> [String] {
    (self[comparison(of: column, in: table)] ?? []).filter { $0 != "_is_null" && $0 != "_cast" }
  }

  func hasCast(_ column: PermissionColumn, in table: PermissionTable) -> Bool {
    self[comparison(of: column, in: table)]?.contains("_cast") == true
  }

  func isOrderable(_ column: PermissionColumn, in table: PermissionTable) -> Bool {
    self[table.type + "_order_by"]?.contains(column.field) == true
  }

  /// The functions of a table's rows that take columns, in summaries (`fields`) or in orders (`order_by`).
  func functions(of table: PermissionTable, in form: String) -> [String] {
    let whole = table.type + (form == "fields" ? "_aggregate_fields" : "_aggregate_order_by")
    return (self[whole] ?? []).filter { $0 != "count" }
  }

  /// The columns that a function takes.
  func columns(of function: String, in form: String, of table: PermissionTable) -> [PermissionColumn] {
    let names = self["\(table.type)_\(function)_\(form)"] ?? []
    return table.columns.filter { names.contains($0.field) }
  }
}
