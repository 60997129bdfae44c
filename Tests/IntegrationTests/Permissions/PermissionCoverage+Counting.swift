extension PermissionCoverage {
  /// Counts what a query uses, and the permissions of the tables that it looks at.
  func add(_ query: PermissionQuery, _ role: PermissionRole, _ world: PermissionWorld, _ schema: PermissionSchema) {
    let oracle = PermissionOracle(world: world, role: role)
    let counter = PermissionCounter(coverage: self, oracle: oracle, schema: schema, speaker: .query)
    let kind = world.tables[query.table].kind
    switch query {
    case .rows(let rows):
      add(kind, rows.from == nil ? "root: rows" : "root: function", .query)
      counter.rows(rows)
    case .byKey(let table, _, let fields):
      add(kind, "root: by key", .query)
      counter.fields(fields, of: table)
    case .aggregate(let asked):
      add(kind, asked.rows.from == nil ? "root: aggregate" : "root: aggregate of function", .query)
      counter.aggregate(asked)
    }
    for table in query.tables.sorted() where isNew("\(role.name) \(table)") {
      let counter = PermissionCounter(coverage: self, oracle: oracle, schema: schema, speaker: .permission)
      if let grant = role.grants[table] { add(grant, of: table, world, counter) }
    }
  }

  private func add(_ grant: PermissionGrant, of table: Int, _ world: PermissionWorld, _ counter: PermissionCounter) {
    let kind = world.tables[table].kind
    counter.condition(grant.filter, table, root: table)
    if grant.limit != nil { add(kind, "limit", .permission) }
    if !grant.aggregates { add(kind, "no aggregates", .permission) }
    if let roots = grant.roots { add(kind, roots.isEmpty ? "query_root_fields: []" : "query_root_fields", .permission) }
  }
}

/// Walks what is asked and counts its words.
private struct PermissionCounter {
  let coverage: PermissionCoverage
  let oracle: PermissionOracle
  let schema: PermissionSchema
  let speaker: PermissionCondition.Speaker

  private func add(_ table: Int, _ word: String) { coverage.add(oracle.world.tables[table].kind, word, speaker) }

  /// Whether a condition tells the rows of a table apart.
  private func tellsApart(_ condition: PermissionCondition, _ table: Int) -> Bool {
    let values = oracle.world.tables[table].rows.map { oracle.holds(condition, $0, root: $0, speaker) == true }
    return values.contains(true) && values.contains(false)
  }

  func condition(_ condition: PermissionCondition, _ table: Int, root: Int) {
    func inner(_ parts: [PermissionCondition]) { for part in parts { self.condition(part, table, root: root) } }
    switch condition {
    case .and(let parts):
      add(table, "_and")
      inner(parts)
    case .or(let parts):
      add(table, "_or")
      inner(parts)
    case .not(let part):
      add(table, "_not")
      inner([part])
    case .exists(let other, let part):
      add(table, "_exists")
      self.condition(part, other, root: root)
    case .related(let relation, let part):
      add(table, relation.form == .computed ? "rows of a function" : relation.isArray ? "array relationship" : "object relationship")
      self.condition(part, relation.target, root: root)
    case .counted(let relation, let count):
      add(table, "_aggregate.\(count.function.rawValue)")
      if count.isDistinct { add(table, "_aggregate distinct") }
      if !count.columns.isEmpty { add(table, "_aggregate arguments") }
      if let filter = count.filter { self.condition(filter, relation.target, root: root) }
    case .columns(_, let word, _, let ofRoot):
      // `$` speaks of a row that is not at hand here.
      if ofRoot { add(table, "$") }
      if ofRoot || tellsApart(condition, table) { add(table, word) }
    case .compare, .isNull, .cast: if tellsApart(condition, table) { leaf(condition, table) }
    }
  }

  private func leaf(_ condition: PermissionCondition, _ table: Int) {
    let whole = oracle.world.tables[table]
    func add(_ column: PermissionColumn, _ word: String) {
      let type = schema.comparison(of: column, in: whole)
      self.add(table, schema[type]?.contains(word) == true ? "\(type).\(word)" : word)
    }
    switch condition {
    case .isNull(let column, _): add(column, "_is_null")
    case .cast(let column, let word, _):
      add(column, "_cast")
      self.add(table, "_cast.\(word)")
    case .compare(let column, let word, let value):
      add(column, word)
      guard case .session(let name) = value else { return }
      if case .list = oracle.role[variable: name]?.value { self.add(table, "session variable of a list") }
      self.add(table, "session variable")
      if column.isComputed { self.add(table, "computed column") }
    default: break
    }
  }

  func rows(_ rows: PermissionRows) {
    let table = rows.table
    if let given = rows.condition {
      add(table, rows.conditionIsVariable ? "where as variable" : "where")
      condition(given, table, root: table)
    }
    for term in rows.order { order(term.key, term.direction, table) }
    if !rows.distinct.isEmpty { add(table, "distinct_on") }
    if rows.limit != nil { add(table, "limit") }
    if rows.offset != nil { add(table, "offset") }
    fields(rows.fields, of: table)
  }

  private func order(_ key: PermissionOrder.Key, _ direction: String, _ table: Int) {
    add(table, "order_by \(direction)")
    switch key {
    case .column(let column): add(table, column.isComputed ? "order_by computed column" : "order_by column")
    case .object(_, let inner): add(table, inner.isColumn ? "order_by object relationship" : "order_by through an object relationship")
    case .count: add(table, "order_by aggregate count")
    case .function(_, let function, _): add(table, "order_by aggregate \(function)")
    }
  }

  func aggregate(_ asked: PermissionAggregate) {
    let table = asked.rows.table
    for part in asked.parts {
      switch part {
      case .count(let columns, let isDistinct):
        add(table, "aggregate count")
        if columns.count == 1 { add(table, isDistinct == true ? "aggregate count of column, distinct" : "aggregate count of column") }
        if columns.count > 1 { add(table, isDistinct == true ? "aggregate count of columns, distinct" : "aggregate count of columns") }
      case .function(let function, _): add(table, "aggregate \(function)")
      }
    }
    if asked.hasNodes { add(table, "nodes") }
    rows(asked.rows)
  }

  func fields(_ fields: [PermissionField], of table: Int, afterRemote: Bool = false) {
    for field in fields {
      switch field {
      case .column(let column): if column.isComputed { add(table, "computed column") }
      case .member: add(table, "path of a document")
      case .object(let relation, let inner):
        relationship(relation, "object")
        self.fields(inner, of: relation.target)
        chain(relation, inner)
      case .array(let relation, let asked):
        relationship(relation, "array")
        rows(asked)
        chain(relation, asked.fields)
      case .aggregate(let relation, let asked):
        relationship(relation, "aggregate")
        aggregate(asked)
        chain(relation, asked.hasNodes ? asked.rows.fields : [])
      }
    }
  }

  private func relationship(_ relation: PermissionRelation, _ form: String) {
    add(relation.from, "field: \(relation.isRemote ? "remote" : relation.form == .computed ? "computed" : "local") \(form)")
    guard relation.isRemote else { return }
    add(relation.from, "join to \(oracle.world.tables[relation.target].kind.rawValue)")
  }

  private func chain(_ relation: PermissionRelation, _ inner: [PermissionField]) {
    for field in inner {
      guard case .object(let next, _) = field, relation.isRemote || next.isRemote else { continue }
      add(relation.from, relation.isRemote ? next.isRemote ? "join of a join" : "relationship of a join" : "join of a relationship")
    }
  }
}

extension PermissionOrder.Key {
  fileprivate var isColumn: Bool { if case .column = self { true } else { false } }
}
