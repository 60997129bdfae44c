import ConnectorProtocol
import Glibc
import JSON

/// A source's configuration:
///
///     {"tables": [{"name": "author", "columns": [{"name": "id", "type": "int32", "nullable": false}, {"name": "name", "type": "text"}],
///       "primary_key": ["id"], "unique_keys": [["name"]], "foreign_keys": [{"columns": ["x"], "table": "other", "referenced": ["id"]}],
///       "rows": [[1, "a"]]}],
///      "misbehave": {"crash_on_query": 3}}
///
/// or `{"path": "file with such JSON"}`.
struct ReferenceConfiguration {
  let tables: [ReferenceTable]
  let misbehaviour: Misbehaviour

  init(_ text: String) throws(ConnectorError) {
    let json = try Self.parse(text, "the configuration")
    misbehaviour = Misbehaviour(json["misbehave"])
    var source = json
    if let path = json["path"]?.stringValue { source = try Self.parse(try Self.read(path), "the file of the configuration's path") }
    var tables: [ReferenceTable] = []
    for table in source["tables"]?.arrayValue ?? [] { tables.append(try ReferenceTable(table)) }
    self.tables = tables
  }

  private static func parse(_ text: String, _ what: String) throws(ConnectorError) -> JSON {
    do throws(JSONSyntaxError) {
      return try JSON(parsing: text)
    } catch {
      throw ConnectorError(.user, code: "invalid-configuration", message: "\(what) is not JSON: \(error.message)")
    }
  }

  private static func read(_ path: String) throws(ConnectorError) -> String {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw ConnectorError(.user, code: "invalid-configuration", message: "the file of the configuration's path cannot be read")
    }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = Glibc.read(descriptor, &buffer, buffer.count), count > 0 { bytes += buffer[..<count] }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// A table: what it is, and its rows.
struct ReferenceTable {
  var description: TableDescription
  var rows: [[Cell]]

  init(_ json: JSON) throws(ConnectorError) {
    let name = try Self.reference(json["name"])
    var columns: [ColumnDescription] = []
    for column in json["columns"]?.arrayValue ?? [] { columns.append(try Self.column(column, of: name)) }
    var foreignKeys: [ForeignKey] = []
    for key in json["foreign_keys"]?.arrayValue ?? [] {
      foreignKeys.append(
        ForeignKey(
          name: key["name"]?.stringValue ?? "\(name.name)_fkey\(foreignKeys.count)", columns: key["columns"].texts,
          table: try Self.reference(key["table"]), referencedColumns: key["referenced"].texts))
    }
    let isView = json["view"]?.boolValue ?? false
    description = TableDescription(
      name: name, kind: isView ? .view : .table, comment: json["comment"]?.stringValue, columns: columns,
      primaryKey: json["primary_key"].map { UniqueKey(name: "\(name.name)_pkey", columns: Optional($0).texts) },
      uniqueKeys: (json["unique_keys"]?.arrayValue ?? []).map(Optional.init).map { key in
        UniqueKey(name: ([name.name] + key.texts + ["key"]).joined(separator: "_"), columns: key.texts)
      },
      foreignKeys: foreignKeys, isInsertable: !isView, isUpdatable: !isView, isDeletable: !isView)
    rows = []
    for row in json["rows"]?.arrayValue ?? [] { rows.append(try Self.cells(row, columns, of: name)) }
  }

  private static func reference(_ json: JSON?) throws(ConnectorError) -> TableReference {
    let path = json?.stringValue.map { [$0] } ?? json.texts
    guard !path.isEmpty else { throw invalid("a table has no name") }
    return TableReference(path)
  }

  private static func column(_ json: JSON, of table: TableReference) throws(ConnectorError) -> ColumnDescription {
    guard let name = json["name"]?.stringValue, let native = json["type"]?.stringValue else {
      throw invalid("a column of table \(table) has no name or no type")
    }
    let isArray = native.hasSuffix("[]")
    guard let entry = ReferenceScalars.entries.first(where: { $0.native == (isArray ? String(native.dropLast(2)) : native) }) else {
      throw invalid("column \(name) of table \(table) has the unknown type \(native)")
    }
    return ColumnDescription(
      name: name,
      type: ColumnType(
        native: native, canonical: isArray ? .array(of: entry.canonical) : entry.canonical, collation: json["collation"]?.stringValue),
      scalar: entry.scalar, isNullable: json["nullable"]?.boolValue ?? true, hasDefault: json["default"]?.boolValue ?? false,
      isIdentity: json["identity"]?.boolValue ?? false, comment: json["comment"]?.stringValue)
  }

  private static func cells(_ json: JSON, _ columns: [ColumnDescription], of table: TableReference) throws(ConnectorError) -> [Cell] {
    guard let values = json.arrayValue, values.count == columns.count else {
      throw invalid("a row of table \(table) is not a list of \(columns.count) values")
    }
    var cells: [Cell] = []
    for (value, column) in zip(values, columns) {
      guard let cell = Cell(value, column.type.canonical) else {
        throw invalid("a value of column \(column.name) of table \(table) is no \(column.type.native)")
      }
      cells.append(cell)
    }
    return cells
  }

  private static func invalid(_ message: String) -> ConnectorError {
    ConnectorError(.user, code: "invalid-configuration", message: message)
  }

  /// The position of a column in every row.
  func index(of column: String) throws(ConnectorError) -> Int {
    guard let index = description.columns.firstIndex(where: { $0.name == column }) else {
      throw ConnectorError(.user, code: "undefined-column", message: "table \(description.name) has no column \(column)")
    }
    return index
  }
}

extension JSON? {
  /// The strings of a list.
  fileprivate var texts: [String] { self?.arrayValue?.compactMap(\.stringValue) ?? [] }
}
