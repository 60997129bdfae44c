package import ConnectorProtocol

/// What answers one GraphQL operation: pure data between thinking and doing.
///
///     query { orders { id ordered_by_user { id name } } }
///
///     orders: fetch orders_db
///       rows of orders: id, remote #0 by (ordered_by_user_id)
///       #0 ordered_by_user: lookup users_db
///         first row of users by (id): id, name
package struct QueryPlan: Equatable, Sendable {
  /// The members of `data`, in the order of the answer.
  package var roots: [Root]
  /// Requests to remote GraphQL servers, one for all fields of a server; `Value.remote` points into them.
  package var remotes: [RemoteFetch]

  /// What a mutation writes, before anything is fetched: one transaction per source, one after the other.
  package var writes: [Write]

  /// The key sets that the values of slots are taken from, each once. Those of one level are read at the same time, after those before.
  package let keySets: [[KeySet]]

  /// A plan of these members.
  package init(roots: [Root], remotes: [RemoteFetch] = [], writes: [Write] = []) {
    self.roots = roots
    self.remotes = remotes
    self.writes = writes
    var search = KeySetSearch()
    for root in roots { search.visit(root.value) }
    for remote in remotes { search.visit(remote.joins) }
    for write in writes {
      search.visit(write.parameters)
      search.visit(write.joins)
    }
    keySets = search.levels
  }

  /// Whether a remote server may be asked, for root fields or for joins.
  package var asksRemotes: Bool {
    !remotes.isEmpty || roots.contains { $0.value.asksRemotes } || writes.contains { $0.joins.contains(where: \.asksRemotes) }
  }

  /// Whether any field is filled from a second source.
  package var joinsSources: Bool { roots.contains { $0.value.joinsSources } || remotes.contains { !$0.joins.isEmpty } }

  /// One member of an object that the host itself writes.
  package struct Root: Equatable, Sendable {
    /// The key in the answer.
    package var alias: String
    package var value: Value

    package init(_ alias: String, _ value: Value) {
      self.alias = alias
      self.value = value
    }
  }

  /// What a member holds.
  package indirect enum Value: Equatable, Sendable {
    /// JSON bytes known at planning time: `__typename`, introspection.
    case constant([UInt8])
    case fetch(Fetch)
    /// An object of the host's own: a source's namespace field, the response of a mutation.
    case object([Root])
    /// The member `key` of the answer of `remotes[fetch]`.
    case remote(fetch: Int, key: String)
    /// An array of the host's own: the responses of several updates of one field.
    case list([Value])
    /// The number of rows that operations of a write inserted, changed or deleted.
    case affectedRows(write: Int, operations: [Int])
    /// The rows that an operation of a write returns: all of them, or the only one (null if there is none).
    case returned(write: Int, operation: Int, isSingle: Bool)

    fileprivate var asksRemotes: Bool {
      switch self {
      case .fetch(let fetch): fetch.joins.contains(where: \.asksRemotes)
      case .object(let members): members.contains { $0.value.asksRemotes }
      case .constant, .remote, .list, .affectedRows, .returned: false
      }
    }

    fileprivate var joinsSources: Bool {
      switch self {
      case .constant, .remote: false
      case .fetch(let fetch): !fetch.joins.isEmpty
      case .object(let members): members.contains { $0.value.joinsSources }
      case .list(let elements): elements.contains { $0.joinsSources }
      case .affectedRows, .returned: false
      }
    }
  }
}

/// One query for one source, and the lookups that fill the places it leaves open.
package struct Fetch: Equatable, Sendable {
  package var source: String
  /// The query as the connector reads it. Its encoding is kept beside it, since it is the same for every request of this plan.
  package var query: Query
  package var encodedQuery: [UInt8]
  /// The values of the query's slots, in order.
  package var parameters: [ParameterSource]
  /// `joins[i]` fills the places of remote use `i`.
  package var joins: [Join]

  package init(source: String, query: Query, encodedQuery: [UInt8], parameters: [ParameterSource], joins: [Join]) {
    self.source = source
    self.query = query
    self.encodedQuery = encodedQuery
    self.parameters = parameters
    self.joins = joins
  }
}

/// Fills one remote field: distinct key tuples of all its places go to `lookup` in one call.
package struct Join: Equatable, Sendable {
  /// The field, for explain and for errors, e.g. `orders.ordered_by_user`.
  package var name: String
  package var cardinality: Cardinality
  package var lookup: Lookup

  /// A join that looks up rows of a source; its query has as many keys as the use has key columns.
  package init(name: String, cardinality: Cardinality, lookup: Fetch) {
    self.name = name
    self.cardinality = cardinality
    self.lookup = .source(lookup)
  }

  /// A join that asks a remote server; whatever it answers for a key stands at the key's places.
  package init(name: String, lookup: RemoteLookup) {
    self.name = name
    cardinality = .object
    self.lookup = .remote(lookup)
  }

  fileprivate var asksRemotes: Bool {
    if case .remote = lookup { true } else { lookup.joins.contains(where: \.asksRemotes) }
  }

  /// Who is asked.
  package indirect enum Lookup: Equatable, Sendable {
    case source(Fetch)
    case remote(RemoteLookup)

    /// The number of columns of a key.
    package var keyCount: Int {
      switch self {
      case .source(let fetch): fetch.query.keys.count
      case .remote(let lookup): lookup.keyCount
      }
    }

    /// What fills the places that the answer leaves open.
    package var joins: [Join] {
      switch self {
      case .source(let fetch): fetch.joins
      case .remote(let lookup): lookup.joins
      }
    }
  }

  /// What stands at a place: the first row or null, all rows in an array, or the one aggregate object of the key.
  package enum Cardinality: String, Equatable, Sendable {
    case object, array, aggregate
  }
}

/// Where a parameter's value comes from when a plan is run.
package indirect enum ParameterSource: Equatable, Sendable {
  case constant(Parameter)
  /// A value inside of the operation's variables: `path` leads into the coerced value of variable `name`.
  case variable(name: String, path: [PathStep], as: ValueForm)
  /// A session variable in lower case, e.g. `x-hasura-user-id`.
  case session(name: String, as: ValueForm)
  /// All session variables, as the text of a JSON object.
  case sessionVariables
  /// A value written in the document with variables inside of it: `_in: [$a, $b]`, `_contains: {tag: $t}`.
  case composed(ValueTemplate, as: ValueForm)
  /// A number of a variable (or nil if null or absent), capped; for limits of permissions and the engine.
  case cappedLimit(variable: String, path: [PathStep], cap: Int)
  /// A list of single values, some of the session.
  case list([ParameterSource])
  /// The JSON text of an object; a member's text that is JSON stands in it as that, any other as a string.
  case object([Member])
  /// The values of one column of key tuples that are read before: a list as long as there are tuples.
  case keys(KeySet, column: Int)

  /// A member of an object.
  package struct Member: Equatable, Sendable {
    package var key: String
    package var value: ParameterSource

    /// A member of these parts.
    package init(_ key: String, _ value: ParameterSource) {
      self.key = key
      self.value = value
    }
  }

  /// A step into a JSON value.
  package enum PathStep: Hashable, Sendable {
    case key(String)
    case index(Int)
  }
}

/// How a JSON value of a variable becomes the text of a parameter, and what is refused on the way.
package enum ValueForm: Equatable, Sendable {
  case scalar(ScalarType)
  case list(ScalarType)
  /// A non-negative 32-bit integer (`limit`).
  case count
  /// A non-negative 64-bit integer, or its text (`offset`).
  case offset
  /// The text of a path into a JSON value (`$.a[0]["b c"]`), as the list of its keys and indices.
  case jsonPath
}
