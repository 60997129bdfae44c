import ConnectorProtocol

/// How many rows of a selection are wanted.
struct RowRange {
  var limit: SQLExpression?
  var offset: SQLExpression?
}

extension Translator {
  /// The select of a selection's rows. `columns` refer to `alias`. With `keys`, the first column of the result is the key tuple's ordinal,
  /// or the key itself if rows are labelled by bytes. `cap` is a second limit.
  func rows(
    _ selection: Selection, as alias: String, _ columns: [SQLResultColumn], matching keys: KeyMatch?, named: Bool = false,
    cap: Slot? = nil
  ) throws(ConnectorError) -> SQLSelect {
    let scope = FilterScope(row: alias)
    var base = SQLSelect()
    base.columns = columns
    let outer = keys?.row.map { SQLExpression.cast(.column(of: Self.keys, "k0"), to: dialect.name(of: $0)) }
    base.from = try source(selection.from, as: alias, outer: outer)
    base.filter = try selection.filter.map { filter throws(ConnectorError) in try condition(filter, scope) }
    if let isThere = selection.from.isThere(alias) { base.filter = .and([isThere] + (base.filter.map { [$0] } ?? [])) }
    base.order = try order(selection.order, of: selection.from, scope)

    let distinct = selection.distinctOn.map { SQLExpression.column(of: alias, $0.name) }
    let range = RowRange(limit: limit(selection.limit, atMost: cap), offset: offset(selection.offset))
    let isCut = !distinct.isEmpty || selection.limit != nil || selection.offset != nil
    guard let keys else {
      if !distinct.isEmpty, !dialect.hasDistinctOn { return windowed(base, distinct, range, isKeyed: false) }
      base.columns = name(base.columns, named)
      return cut(base, distinct, range)
    }
    if !isCut {
      addKeys(keys, alias, to: &base, canUseBytes: true)
      base.columns = name(base.columns, named)
      return base
    }
    if dialect.hasLateral, dialect.hasDistinctOn || distinct.isEmpty { return lateral(base, distinct, range, keys, alias) }
    addKeys(keys, alias, to: &base, canUseBytes: false)
    return windowed(base, distinct, range, isKeyed: true)
  }

  private func cut(_ base: SQLSelect, _ distinct: [SQLExpression], _ range: RowRange) -> SQLSelect {
    var select = base
    select.distinctOn = distinct
    if !distinct.isEmpty, select.order.isEmpty { select.order = distinct.map { SQLOrderTerm($0) } }
    select.limit = range.limit
    select.offset = range.offset
    return select
  }

  /// Adds the key source and puts the label in front of the columns.
  private func addKeys(_ keys: KeyMatch, _ alias: String, to select: inout SQLSelect, canUseBytes: Bool) {
    if canUseBytes, keys.isByBytes(dialect) {
      let column = actual(keys.columns[0], of: alias)
      if let condition = dialect.matchesAny(column, keys.forms[0]) {
        select.filter = .and([condition] + (select.filter.map { [$0] } ?? []))
        select.columns.insert(SQLResultColumn(column, type: keys.columns[0].type), at: 0)
        return
      }
    }
    guard let table = select.from else { return }
    select.joins.insert(SQLJoin(table, on: match(keys, alias), isLateral: keys.row != nil), at: 0)
    select.from = .keys(keys.forms, as: Self.keys)
    select.columns.insert(SQLResultColumn(.column(of: Self.keys, Self.ordinal), type: Self.count), at: 0)
  }

  /// Nil if the key is an argument of the relation instead.
  private func match(_ keys: KeyMatch, _ alias: String) -> SQLExpression? {
    if keys.row != nil { return nil }
    return .and(
      keys.columns.enumerated().map { index, column in
        keys.forms[index].match(actual(column, of: alias), .column(of: Self.keys, "k\(index)"))
      })
  }

  /// `keys CROSS JOIN LATERAL (SELECT ... LIMIT n)`: the database reads no more rows of a key than are asked for, through the index.
  private func lateral(
    _ base: SQLSelect, _ distinct: [SQLExpression], _ range: RowRange, _ keys: KeyMatch, _ alias: String
  ) -> SQLSelect {
    var inner = cut(base, distinct, range)
    if let match = match(keys, alias) { inner.filter = .and([match] + (inner.filter.map { [$0] } ?? [])) }
    inner.columns = name(inner.columns, true)
    let outerAlias = makeAlias()
    var outer = SQLSelect()
    outer.columns =
      [SQLResultColumn(.column(of: Self.keys, Self.ordinal), as: Self.ordinal, type: Self.count)]
      + inner.columns.enumerated().map { SQLResultColumn(.column(of: outerAlias, "c\($0)"), as: "c\($0)", type: $1.type) }
    outer.from = .keys(keys.forms, as: Self.keys)
    outer.joins = [SQLJoin(.subquery(inner, as: outerAlias), isLateral: true)]
    return outer
  }

  /// Gives the columns the names `c0`, `c1` ...; a label in front is `ord`.
  private func name(_ columns: [SQLResultColumn], _ named: Bool) -> [SQLResultColumn] {
    guard named else { return columns }
    return columns.enumerated().map { SQLResultColumn($1.expression, as: "c\($0)", type: $1.type) }
  }

  /// Distinct rows and per-key limits by window functions, for databases without the forms made for them.
  ///
  /// Layers: the rows with a number per combination, the first of each with a number per key, those whose number is in the limit's range.
  private func windowed(
    _ base: SQLSelect, _ distinct: [SQLExpression], _ range: RowRange, isKeyed: Bool
  ) -> SQLSelect {
    var layer = base
    let label = isKeyed ? [base.columns[0].expression] : []
    var columns = Array(layer.columns.dropFirst(label.count))
    columns += layer.order.map { SQLResultColumn($0.expression, type: Self.count) }
    let order = layer.order
    layer.columns = labels(label) + name(columns, true)
    layer.order = []
    if !distinct.isEmpty {
      layer.columns.append(
        SQLResultColumn(.rowNumber(partition: label + distinct, order: order), as: "d", type: Self.count))
      layer = wrap(layer, isKeyed, columns, keeping: { .infix(.column(of: $0, "d"), "=", .verbatim("1")) })
    }
    let shown = columns.count - order.count
    guard isKeyed, range.limit != nil || range.offset != nil else {
      return ordered(layer, isKeyed, Array(columns.prefix(shown)), order, from: shown, range)
    }
    var numbered = wrap(layer, isKeyed, columns, keeping: nil)
    let alias = alias(of: numbered)
    numbered.columns.append(
      SQLResultColumn(
        .rowNumber(partition: [.column(of: alias, Self.ordinal)], order: positions(order, alias, from: shown)), as: "n", type: Self.count))
    return limited(numbered, Array(columns.prefix(shown)), range)
  }

  private func labels(_ label: [SQLExpression]) -> [SQLResultColumn] {
    label.map { SQLResultColumn($0, as: Self.ordinal, type: Self.count) }
  }

  /// `SELECT * FROM (layer)` by name.
  private func wrap(
    _ layer: SQLSelect, _ isKeyed: Bool, _ columns: [SQLResultColumn], keeping condition: ((String) -> SQLExpression)?
  ) -> SQLSelect {
    let alias = makeAlias()
    var outer = SQLSelect()
    outer.columns =
      labels(isKeyed ? [.column(of: alias, Self.ordinal)] : [])
      + columns.enumerated().map { SQLResultColumn(.column(of: alias, "c\($0)"), as: "c\($0)", type: $1.type) }
    outer.from = .subquery(layer, as: alias)
    outer.filter = condition?(alias)
    return outer
  }

  private func alias(of select: SQLSelect) -> String {
    guard case .subquery(_, let alias) = select.from else { return Self.keys }
    return alias
  }

  private func positions(_ order: [SQLOrderTerm], _ alias: String, from first: Int) -> [SQLOrderTerm] {
    order.enumerated().map {
      SQLOrderTerm(.column(of: alias, "c\(first + $0)"), descending: $1.descending, nullsFirst: $1.nullsFirst)
    }
  }

  private func ordered(
    _ layer: SQLSelect, _ isKeyed: Bool, _ shown: [SQLResultColumn], _ order: [SQLOrderTerm], from first: Int, _ range: RowRange
  ) -> SQLSelect {
    var outer = wrap(layer, isKeyed, shown, keeping: nil)
    outer.order = positions(order, alias(of: outer), from: first)
    if !isKeyed {
      outer.limit = range.limit
      outer.offset = range.offset
    }
    return outer
  }

  /// Keeps the rows whose number `n` is within offset and limit, in the order of the numbers.
  private func limited(_ numbered: SQLSelect, _ shown: [SQLResultColumn], _ range: RowRange) -> SQLSelect {
    var outer = wrap(numbered, true, shown, keeping: nil)
    let number = SQLExpression.column(of: alias(of: outer), "n")
    var conditions: [SQLExpression] = []
    if let offset = range.offset { conditions.append(.infix(number, ">", offset)) }
    if let limit = range.limit {
      let end = range.offset.map { SQLExpression.infix(limit, "+", $0) } ?? limit
      conditions.append(.infix(number, "<=", end))
    }
    outer.filter = .and(conditions)
    outer.order = [SQLOrderTerm(number)]
    return outer
  }
}
