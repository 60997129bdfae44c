import ConnectorProtocol
import JSON
import SQLConnector

extension MySQLDialect {
  /// Keys come in the length of the column instead of as `LONGTEXT`, of which the server makes no index: a longer key matches nothing.
  func keySetForm(_ key: LookupKey) throws(ConnectorError) -> SQLKeyForm {
    var form = try keyForm(sent: key.sent, column: key.column, usesTargetCollation: key.usesTargetCollation)
    let isBytes = key.column.type.canonical == .bytes
    guard let length = Self.length(of: key.column.type) else { return isBytes ? Self.hexadecimalForm(form) : form }
    let (admit, longest) = (form.admit, isBytes ? "\\x".utf8.count + 2 * length : length)
    form.type = "VARCHAR(\(max(1, isBytes ? 2 * length : length))) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"
    form.admit = { text, out in
      let isContinuation = { (byte: UInt8) in byte & 0xC0 == 0x80 }
      return text.count { !isContinuation($0) } <= longest && admit(text, &out)
    }
    return form
  }

  /// The server gives `UNHEX` of a `LONGTEXT` no length, and cuts what it keeps of it: so values of any length meet as digits.
  private static func hexadecimalForm(_ form: SQLKeyForm) -> SQLKeyForm {
    var form = form
    let admit = form.admit
    form.equalities = [SQLKeyEquality(column: { .call("HEX", [$0]) })]
    form.admit = { text, out in
      var digits = ByteWriter(capacity: text.count)
      guard admit(text, &digits) else { return false }
      digits.withBytes { for digit in $0 { out.append(digit >= UInt8(ascii: "a") ? digit & 0xDF : digit) } }
      return true
    }
    return form
  }

  /// The number of characters or bytes in a column's values; nil if there may be so many that they are kept outside of rows.
  private static func length(of type: ColumnType) -> Int? {
    let native = type.native.lowercased()
    switch type.canonical {
    // The longest name of a value.
    case .enumeration where native.hasPrefix("enum"): return 255
    case .text, .bytes:
      guard let start = native.firstIndex(of: "("), ["char", "varchar", "binary", "varbinary"].contains(native[..<start]) else {
        return nil
      }
      let length = Int(native[native.index(after: start)...].prefix { $0 != ")" })
      return length.flatMap { $0 <= 512 ? $0 : nil }
    default: return nil
    }
  }

  /// The distinct keys are a relation of their own, with every part that is compared as a column: the server then looks them up in the
  /// column's index, or the rows in an index of the keys, which it makes. It does neither with expressions, nor in an update or a delete.
  func isAmong(_ columns: [SQLExpression], _ set: SQLKeySet, as alias: String) -> SQLExpression {
    var keys = SQLSelect()
    keys.isDistinct = true
    keys.from = .keySet(set, as: "k")
    var conditions: [SQLExpression] = []
    for (index, form) in set.forms.enumerated() {
      for equality in form.equalities {
        let name = "v\(conditions.count)"
        let key = equality.key(.column(of: "k", "k\(index)"))
        keys.columns.append(SQLResultColumn(key, as: name, type: ColumnType(native: "", canonical: .opaque)))
        conditions.append(.infix(equality.column(columns[index]), "=", .column(of: alias, name)))
      }
    }
    var select = SQLSelect()
    select.columns = [SQLResultColumn(.verbatim("1"), type: ColumnType(native: "", canonical: .opaque))]
    select.from = .subquery(keys, as: alias)
    select.filter = .and(conditions)
    return .exists(select)
  }
}
