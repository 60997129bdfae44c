import ConnectorProtocol

extension MaskedRows {
  /// `(author where id _gt $0 showing (name if id _eq $1))`
  var text: String {
    "(\(relation.text)\(filter.map { " where \($0.text)" } ?? "") showing (\(masks.map(\.text).joined(separator: ", "))))"
  }
}

extension Mask {
  /// `name if id _eq $1`
  var text: String { "\(column.name) if \(shown.text)" }
}
