import Catalog
import ConnectorProtocol
import Errors
import QueryPlan

extension Planner {
  /// A filter through a remote relationship: the row's columns are among the keys of the target's rows that pass.
  ///
  /// The rows have one field, whose value the host is to fill in: so they come with the values of its key columns and are nothing else.
  func filter(of remote: RemotePredicate, _ builder: inout FetchBuilder) throws(EngineError) -> Filter {
    guard let source = role.source(named: remote.source) else {
      throw EngineError(.unexpected, "source \"\(remote.source)\" is not there")
    }
    var target = FetchBuilder(source: source, numbersAsStrings: false)
    let field = ConnectorProtocol.Field("key", .remote(use: 0, keys: remote.keys.map(RowValue.column)))
    let passing = try filter(of: remote.filter, &target)
    let selection = Selection(from: remote.from, filter: passing == .and([]) ? nil : passing, shape: .rows([field]))
    let set = KeySet(name: remote.name, fetch: target.fetch(selection), width: remote.keys.count)
    return .keys(zip(remote.members, builder.slots(of: set)).map { KeyList($0, in: $1) })
  }
}
