/// Key tuples that a filter compares with: those that the rows of a fetch have, each once, none with a null in it.
///
///     orders: fetch orders_db
///       rows of orders where (ordered_by_user_id) among keys ($0 as int32)
///       $0 = column 0 of keys of ordered_by_user
///     keys of ordered_by_user: fetch users_db
///       rows of users where team _eq $0
///         key: remote #0 by (id)
package struct KeySet: Equatable, Sendable {
  /// The remote relationship, for explain and for errors.
  package var name: String
  /// Its rows have one field: a place of use 0 with the columns of the keys. Nothing fills it.
  package var fetch: Fetch
  /// The number of columns.
  package var width: Int

  package init(name: String, fetch: Fetch, width: Int) {
    self.name = name
    self.fetch = fetch
    self.width = width
  }
}

extension KeySet {
  /// The key sets that the values of slots are taken from, each once. Those of one level can be read at the same time, after those before.
  package static func levels(of parameters: [ParameterSource]) -> [[KeySet]] {
    var search = KeySetSearch()
    search.visit(parameters)
    return search.levels
  }
}

/// Finds the key sets of a plan, each once, in levels: what one is made with lies at a level before.
struct KeySetSearch {
  private(set) var levels: [[KeySet]] = []

  mutating func visit(_ value: QueryPlan.Value) {
    switch value {
    case .fetch(let fetch): visit(fetch)
    case .object(let members): for member in members { visit(member.value) }
    case .list(let elements): for element in elements { visit(element) }
    case .constant, .remote, .affectedRows, .returned: break
    }
  }

  mutating func visit(_ joins: [Join]) {
    for join in joins {
      switch join.lookup {
      case .source(let fetch): visit(fetch)
      case .remote(let lookup): visit(lookup.joins)
      }
    }
  }

  mutating func visit(_ parameters: [ParameterSource]) { _ = depth(of: parameters) }

  private mutating func visit(_ fetch: Fetch) {
    visit(fetch.parameters)
    visit(fetch.joins)
  }

  /// The number of levels that must be read before the parameters are known.
  private mutating func depth(of parameters: [ParameterSource]) -> Int {
    var depth = 0
    for case .keys(let set, _) in parameters { depth = max(depth, level(of: set) + 1) }
    return depth
  }

  private mutating func level(of set: KeySet) -> Int {
    if let known = levels.firstIndex(where: { $0.contains(set) }) { return known }
    let level = depth(of: set.fetch.parameters)
    if level == levels.count { levels.append([]) }
    levels[level].append(set)
    return level
  }
}
