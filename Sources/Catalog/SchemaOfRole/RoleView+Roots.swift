extension RoleView {
  /// The root fields that show a table to the role.
  func roots(of table: CatalogTable, isSubscription: Bool) -> Set<SelectRoot> {
    guard let access = access[table.id] else { return [] }
    var roots = isSubscription ? access.subscriptionRoots : access.queryRoots
    if !isSubscription { roots.remove(.selectStream) }
    if !showsRows(of: table) { roots.subtract([.select, .selectByPrimaryKey]) }
    // Cursors are columns.
    if columns(of: table).isEmpty { roots.remove(.selectStream) }
    if primaryKey(of: table) == nil { roots.remove(.selectByPrimaryKey) }
    if !allowsAggregates(of: table) { roots.remove(.selectAggregate) }
    return roots
  }

  /// Whether anything can be asked in a subscription.
  var hasSubscriptions: Bool { tables.contains { !roots(of: $0, isSubscription: true).isEmpty } || !trackedFunctions.isEmpty }

  /// Whether a row has anything to show. A role that may only count rows sees none.
  func showsRows(of table: CatalogTable) -> Bool {
    !columns(of: table).isEmpty || !relationships(of: table).isEmpty || !remoteRelationships(of: table).isEmpty
      || !computedFields(of: table).isEmpty
  }

  /// Whether the type with the names of a table's columns has any.
  func hasColumnEnumeration(_ table: CatalogTable) -> Bool { !columns(of: table).isEmpty }
}
