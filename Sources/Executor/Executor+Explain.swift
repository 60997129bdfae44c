package import ConnectorProtocol
package import Errors
package import QueryPlan

extension Executor {
  /// What would be run for a plan: nothing is read.
  ///
  /// One element per root field, in the order of the answer; throws `invalid-params` for fields of remote schemas, as Hasura. The fields of a namespace are named with it, `shop.orders`.
  package func explain(
    _ plan: QueryPlan, bindings: Bindings, context: CallContext
  ) async throws(EngineError) -> [ExplainedRoot] {
    // Nothing is read, so that keys are not known: what is compared with them is explained for an empty list.
    var bindings = bindings
    for set in plan.keySets.joined() { bindings.add(Array(repeating: .list([]), count: set.width), for: set) }
    return try await explain(plan.roots, within: "", bindings, context)
  }

  private func explain(
    _ roots: [QueryPlan.Root], within namespace: String, _ bindings: Bindings, _ context: CallContext
  ) async throws(EngineError) -> [ExplainedRoot] {
    var explained: [ExplainedRoot] = []
    for root in roots {
      let name = namespace + root.alias
      switch root.value {
      case .constant: explained.append(ExplainedRoot(field: name, fetch: nil))
      case .fetch(let fetch): explained.append(ExplainedRoot(field: name, fetch: try await explain(fetch, bindings, context)))
      case .remote: throw EngineError(.invalidParams, "only hasura queries can be explained")
      case .list, .affectedRows, .returned: throw EngineError(.invalidParams, "only queries can be explained")
      case .object(let members): explained += try await explain(members, within: "\(name).", bindings, context)
      }
    }
    return explained
  }

  private func explain(_ fetch: Fetch, _ bindings: Bindings, _ context: CallContext) async throws(EngineError) -> ExplainedFetch {
    guard let source = sources[fetch.source] else {
      throw EngineError(.unexpected, "the source \"\(fetch.source)\" is not available")
    }
    let call = QueryCall(query: fetch.encodedQuery, parameters: try bindings.parameters(fetch.parameters))
    let statements = try await source.explain(call, context: context).statements
    return ExplainedFetch(
      from: .source(fetch.source), statements: statements, joins: try await explain(fetch.joins, bindings, context),
      keySets: try await explainKeySets(of: fetch, bindings, context))
  }

  /// The queries for the keys that a fetch is filtered by.
  private func explainKeySets(
    of fetch: Fetch, _ bindings: Bindings, _ context: CallContext
  ) async throws(EngineError) -> [ExplainedKeySet] {
    var explained: [ExplainedKeySet] = []
    for case .keys(let set, column: 0) in fetch.parameters {
      explained.append(ExplainedKeySet(relationship: set.name, fetch: try await explain(set.fetch, bindings, context)))
    }
    return explained
  }

  private func explain(_ joins: [Join], _ bindings: Bindings, _ context: CallContext) async throws(EngineError) -> [ExplainedJoin] {
    var explained: [ExplainedJoin] = []
    for join in joins {
      let fetch: ExplainedFetch
      var keys: [String] = []
      switch join.lookup {
      case .source(let lookup):
        keys = lookup.query.keys.map(\.column.name)
        fetch = try await explain(lookup, bindings, context)
      case .remote(let lookup):
        fetch = ExplainedFetch(
          from: .remoteSchema(lookup.remote), statements: [], joins: try await explain(lookup.joins, bindings, context))
      }
      explained.append(ExplainedJoin(field: join.name, cardinality: join.cardinality, keys: keys, fetch: fetch))
    }
    return explained
  }
}

/// A root field and what answers it.
package struct ExplainedRoot: Equatable, Sendable {
  /// Its key in the answer, with the namespace in front.
  package let field: String
  /// Nil if no database is asked (`__typename`, introspection).
  package let fetch: ExplainedFetch?
}

/// A fetch as its source would run it.
package struct ExplainedFetch: Equatable, Sendable {
  package let from: Place
  /// In the order in which they would run; none of a remote schema.
  package let statements: [ExplainResult.Statement]
  /// The lookups that fill the places it leaves open.
  package let joins: [ExplainedJoin]
  /// The queries that are run before, for the keys that it is filtered by.
  package var keySets: [ExplainedKeySet] = []

  /// Who is asked, by name.
  package enum Place: Equatable, Sendable {
    case source(String)
    case remoteSchema(String)
  }
}

/// A lookup as its source would run it. There are no keys before anything is read, so it is explained for an empty list of them.
package struct ExplainedJoin: Equatable, Sendable {
  /// The remote field, e.g. `orders.ordered_by_user`.
  package let field: String
  package let cardinality: Join.Cardinality
  /// The columns of the lookup's table that the keys are compared with; none of a remote schema.
  package let keys: [String]
  package let fetch: ExplainedFetch
}

/// The query for the keys that a permission's filter through a remote relationship compares with.
package struct ExplainedKeySet: Equatable, Sendable {
  /// The remote relationship.
  package let relationship: String
  package let fetch: ExplainedFetch
}
