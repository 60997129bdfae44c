import Catalog
import ConnectorProtocol
import Errors
import GraphQL
import QueryPlan

extension Planner {
  /// The place of a remote schema's field in rows of a table, and the question that fills it.
  func remoteJoin(
    _ joined: CatalogRemoteField, _ view: RemoteView, _ field: CollectedField, _ path: [String], _ builder: inout FetchBuilder
  ) throws(EngineError) -> FieldValue {
    let use = builder.use(Join(name: path.joined(separator: "."), lookup: try lookup(joined, view, field, path)))
    var keys: [RowValue] = []
    for key in joined.keys {
      switch key.value {
      case .column(let column): keys.append(.column(column))
      case .computed(let computed, let scalar): keys.append(.computed(try value(computed, scalar, &builder)))
      case .member: throw EngineError(.unexpected, "relationship \"\(joined.name)\" does not start from a table")
      }
    }
    return .remote(use: use, keys: keys)
  }

  /// What a joined field asks its server for a key.
  private func lookup(
    _ joined: CatalogRemoteField, _ view: RemoteView, _ field: CollectedField, _ path: [String]
  ) throws(EngineError) -> RemoteLookup {
    let joins = RemoteJoins(path: path)
    let arguments = JoinArguments(values: RemoteValues(view: view))
    var calls = joined.calls.map { call in
      RemoteField(key: call.name, name: call.name, arguments: arguments.given(call.arguments))
    }
    guard let last = joined.calls.last else { throw EngineError(.unexpected, "relationship \"\(joined.name)\" names no field") }
    calls[calls.count - 1].arguments = try self.arguments(of: last, field, view, arguments)
    var selection = try remoteSelection(of: field.selectionSets, on: field.definition.type.baseName, view, joins)
    if let batch = joined.batch {
      selection.append(.field(RemoteField(key: RemoteJoins.batchKey, name: batch.key, isHidden: true)))
    }
    calls[calls.count - 1].selection = selection
    return RemoteLookup(
      remote: joined.schema, calls: calls, keyCount: joined.keys.count,
      batch: joined.batch.map { RemoteLookup.Batch(key: RemoteJoins.batchKey, isObject: $0.cardinality == .object) },
      typeNames: view.typeNames, joins: joins.joins)
  }

  /// The arguments of the field that is shown: those of the relationship, of the role, and of the client.
  private func arguments(
    of call: CatalogRemoteField.Call, _ field: CollectedField, _ view: RemoteView, _ arguments: JoinArguments
  ) throws(EngineError) -> [RemoteArgument] {
    var result: [RemoteArgument] = []
    for definition in call.definition.arguments {
      let given = call.arguments.first { $0.name == definition.name }?.value
      let asked = argument(definition.name, of: field)
      if let value = arguments.merged(given, asked, definition.type) {
        result.append(RemoteArgument(definition.name, value))
      } else if let preset = view.preset(definition, of: call.name, on: call.type) {
        result.append(RemoteArgument(definition.name, arguments.values.preset(preset, as: definition.type)))
      }
    }
    return result
  }

  /// What is selected for a field that is joined to the objects of a remote's type; nil for the type's own fields.
  func joinPlace(
    of field: CollectedField, on type: String, _ upstream: String, _ joins: RemoteJoins
  ) throws(EngineError) -> [RemoteSelection]? {
    let path = joins.path + [field.responseKey]
    switch role.meaning(ofField: field.name, on: type) {
    case .remoteJoin(let joined, let view):
      let join = Join(name: path.joined(separator: "."), lookup: try lookup(joined, view, field, path))
      return joins.place(join, by: joined.keys, field.responseKey, upstream)
    case .typeRelationship(let relationship):
      guard case .table(let table, let keys) = relationship.target else { return nil }
      let isObject = table.cardinality == .object
      let join = try self.join(table, path, isObject ? .object : .array) { target, lookup throws(EngineError) in
        isObject ? try firstRow(of: target, field, path, &lookup) : try rows(of: target, field, path, &lookup)
      }
      return joins.place(join, by: keys, field.responseKey, upstream)
    case .typeRelationshipAggregate(let relationship):
      guard case .table(let table, let keys) = relationship.target else { return nil }
      let join = try self.join(table, path, .aggregate) { target, lookup throws(EngineError) in
        try aggregate(of: target, field, path, &lookup)
      }
      return joins.place(join, by: keys, field.responseKey, upstream)
    default: return nil
    }
  }
}

/// The joins below one remote answer, gathered while its selection is planned.
final class RemoteJoins {
  /// The key of the hidden field that objects of a batch carry their key in.
  static let batchKey = "joinery_batch"

  private final class Gathered {
    var joins: [Join] = []
  }

  private let gathered: Gathered
  /// The way of response keys to the objects that are planned.
  let path: [String]

  init(path: [String]) {
    self.path = path
    gathered = Gathered()
  }

  private init(path: [String], _ gathered: Gathered) {
    self.path = path
    self.gathered = gathered
  }

  var joins: [Join] { gathered.joins }

  /// The same joins, one level further in.
  func inside(of key: String) -> RemoteJoins { RemoteJoins(path: path + [key], gathered) }

  /// The place of a join, with the hidden fields that its keys are read from.
  func place(_ join: Join, by keys: [JoinField], _ responseKey: String, _ type: String) -> [RemoteSelection] {
    gathered.joins.append(join)
    var selection: [RemoteSelection] = []
    var hidden: [String] = []
    for key in keys {
      guard case .member(let name) = key.value else { continue }
      hidden.append("joinery_key_\(name)")
      selection.append(.field(RemoteField(key: "joinery_key_\(name)", name: name, isHidden: true)))
    }
    if keys.isEmpty { selection.append(.field(RemoteField(key: RemotePlace.typeKey, name: "__typename", isHidden: true))) }
    return selection + [.join(RemotePlace(key: responseKey, use: gathered.joins.count - 1, keys: hidden, type: type))]
  }
}

extension RemoteSelection {
  /// Whether it is a fragment in which something is joined that other types of the same place do not have.
  fileprivate var hasJoins: Bool {
    switch self {
    case .field: false
    case .join: true
    case .fragment(_, let selection): selection.contains(where: \.hasJoins)
    }
  }

  var isJoinedByType: Bool { if case .fragment = self { hasJoins } else { false } }

  fileprivate func shiftingUses(by count: Int) -> RemoteSelection {
    switch self {
    case .field(let field): return .field(field.shiftingUses(by: count))
    case .fragment(let type, let selection): return .fragment(on: type, selection.map { $0.shiftingUses(by: count) })
    case .join(var place):
      place.use += count
      return .join(place)
    }
  }
}

extension RemoteField {
  func shiftingUses(by count: Int) -> RemoteField {
    var field = self
    field.selection = selection.map { $0.shiftingUses(by: count) }
    return field
  }
}
