import JSON

extension PermissionTable {
  /// The tables of every kind, in this order.
  static let names = ["person", "article", "remark", "thing", "note"]

  private static let plain = [
    PermissionColumn("id", .int), PermissionColumn("n", .int), PermissionColumn("m", .int), PermissionColumn("t", .text),
    PermissionColumn("b", .flag), PermissionColumn("f", .float), PermissionColumn("ref", .int),
  ]

  /// `person`, `article` and `remark` are alike; on PostgreSQL a function of a person stands beside its columns.
  static func plain(_ name: String, _ kind: Kind, _ dice: inout Dice) -> PermissionTable {
    let isComputed = kind == .postgres && name == "person"
    let columns = plain + (isComputed ? [PermissionColumn("twice", .int, isComputed: true)] : [])
    let rows = (1...30).map { id in
      var row = row(plain, &dice)
      row["id"] = .int(id)
      row["ref"] = dice.happens(20) ? .null : .int(dice.number(1...12))
      if isComputed { row["twice"] = twice(row["n"]) }
      return row
    }
    return PermissionTable(full(name, kind), kind, columns, key: ["id"], unique: "id", rows)
  }

  /// What the function `twice` says.
  static func twice(_ cell: Cell?) -> Cell { if case .int(let value) = cell { .int(value * 2) } else { .null } }

  /// A column of every type that the kind has, a key of two columns and none called `id`, and names of its own in GraphQL: `n` and `m`
  /// change places.
  static func thing(_ kind: Kind, _ dice: inout Dice) -> PermissionTable {
    let typed = PermissionType.allCases.filter { $0.native(on: kind) != nil && $0 != .int }
    let columns =
      [
        PermissionColumn("serial", .int), PermissionColumn("part", .int), PermissionColumn("side", .text),
        PermissionColumn("n", .int, field: "m"), PermissionColumn("m", .int, field: "n"), PermissionColumn("ref", .int, field: "owner"),
      ] + typed.map { PermissionColumn("x_\($0.rawValue.lowercased())", $0, field: "\($0.rawValue)_value") }
    let rows = (1...30).map { serial in
      var row = row(columns, &dice)
      // Every column has a null.
      if columns.indices.contains(serial) { row[columns[serial].name] = .null }
      row["serial"] = .int(serial)
      row["part"] = .int(serial % 8)
      row["side"] = .text(PermissionType.words[serial / 8])
      row["ref"] = dice.happens(20) ? .null : .int(dice.number(1...12))
      return row
    }
    let name = full("thing", kind)
    let type = kind.rawValue.prefix(1).uppercased() + "Thing"
    let renamed = columns.filter { $0.field != $0.name }
    let configuration: JSON = [
      "custom_name": .string(type),
      "column_config": .object(JSONObject(renamed.map { (key: $0.name, value: ["custom_name": .string($0.field)]) })),
      "custom_root_fields": [
        "select": .string("\(type)s"), "select_by_pk": .string("one\(type)"), "select_aggregate": .string("sum_of_\(type)s"),
      ],
    ]
    return PermissionTable(
      name: name, kind: kind, columns: columns.map { $0.on(kind) }, key: ["part", "side"], unique: "serial", rows: rows, type: type,
      roots: Roots(rows: "\(type)s", byKey: "one\(type)", aggregate: "sum_of_\(type)s"), configuration: configuration)
  }

  /// A table without a primary key.
  static func note(_ kind: Kind, _ dice: inout Dice) -> PermissionTable {
    let columns = plain.map { $0.name == "id" ? PermissionColumn("serial", .int) : $0 }
    let rows = (1...30).map { serial in
      var row = row(columns, &dice)
      row["serial"] = .int(serial)
      row["ref"] = dice.happens(20) ? .null : .int(dice.number(1...12))
      return row
    }
    return PermissionTable(full("note", kind), kind, columns, key: [], unique: "serial", rows)
  }

  private init(
    _ name: String, _ kind: Kind, _ columns: [PermissionColumn], key: [String], unique: String, _ rows: [CellRow]
  ) {
    self.init(
      name: name, kind: kind, columns: columns.map { $0.on(kind) }, key: key, unique: unique, rows: rows, type: name,
      roots: Roots(rows: name, byKey: name + "_by_pk", aggregate: name + "_aggregate"), configuration: [:])
  }

  private static func full(_ name: String, _ kind: Kind) -> String { "\(kind.rawValue.prefix(1))_\(name)" }

  private static func row(_ columns: [PermissionColumn], _ dice: inout Dice) -> CellRow {
    CellRow(uniqueKeysWithValues: columns.map { ($0.name, dice.happens(15) ? .null : $0.type.value(&dice)) })
  }
}
