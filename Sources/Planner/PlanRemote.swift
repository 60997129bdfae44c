import Catalog
import Errors
import GraphQL
import JSON
import QueryPlan

extension Planner {
  /// The place of a remote root field in the answer, and the field in the request that goes to its server.
  func remoteRoot(
    of field: CollectedField, on type: String, _ view: RemoteView, place: [String]
  ) throws(EngineError) -> QueryPlan.Value {
    let operation = try remoteOperation()
    let upstream = view.upstreamName(ofType: type) ?? view.schema.rootName(of: operation) ?? type
    let joins = RemoteJoins(path: place)
    let asked = try remoteField(field, of: upstream, view, joins)
    return remotes.add(
      asked, of: view, operation == .mutation ? .mutation : .query, place: place + [field.responseKey], joins: joins.joins)
  }

  private func remoteOperation() throws(EngineError) -> OperationType {
    guard operation != .subscription else {
      throw EngineError(.notSupported, "subscription to remote server is not supported")
    }
    return operation
  }

  /// A field in the server's names. `type` is the server's name of the type that has it.
  func remoteField(
    _ field: CollectedField, of type: String, _ view: RemoteView, _ joins: RemoteJoins
  ) throws(EngineError) -> RemoteField {
    if field.name == "__typename" { return RemoteField(key: field.responseKey, name: field.name) }
    guard let definition = view.field(field.name, of: type) else {
      throw EngineError(.unexpected, "remote schema \"\(view.remote.name)\" has no field \"\(field.name)\" here")
    }
    return RemoteField(
      key: field.responseKey, name: definition.name,
      arguments: try remoteArguments(of: field, definition, on: type, view),
      selection: try remoteSelection(
        of: field.selectionSets, on: field.definition.type.baseName, view, joins.inside(of: field.responseKey)))
  }

  private func remoteArguments(
    of field: CollectedField, _ definition: FieldDefinition, on type: String, _ view: RemoteView
  ) throws(EngineError) -> [RemoteArgument] {
    var arguments: [RemoteArgument] = []
    let values = RemoteValues(view: view)
    for argument in definition.arguments {
      if let preset = view.preset(argument, of: definition.name, on: type) {
        arguments.append(RemoteArgument(argument.name, values.preset(preset, as: argument.type)))
      } else if let given = self.argument(argument.name, of: field) {
        arguments.append(RemoteArgument(argument.name, values.value(given, as: argument.type)))
      }
    }
    return arguments
  }

  /// What is selected on a type, in the server's names. `type` is the shown name.
  func remoteSelection(
    of sets: [SelectionSet], on type: String, _ view: RemoteView, _ joins: RemoteJoins
  ) throws(EngineError) -> [RemoteSelection] {
    guard !sets.isEmpty, let definition = role.schema.type(named: type), let upstream = view.upstreamName(ofType: type) else { return [] }
    var selection: [RemoteSelection] = []
    if definition.object != nil {
      for field in try fields(of: sets, on: type) {
        if let joined = try joinPlace(of: field, on: type, upstream, joins) {
          selection += joined
        } else {
          selection.append(.field(try remoteField(field, of: upstream, view, joins)))
        }
      }
    } else {
      var walk = AbstractWalk(type: type, definition: definition, upstream: upstream, view: view, joins: joins)
      for set in sets { try add(set, &walk) }
      selection = walk.selection
      // Only the server knows which type an object has, and with it what is joined.
      if selection.contains(where: \.isJoinedByType) {
        selection.append(.field(RemoteField(key: RemotePlace.typeKey, name: "__typename", isHidden: true)))
      }
    }
    // All that was asked for may be left out by directives or fragments: a selection must not be empty.
    return selection.isEmpty ? [.field(RemoteField(key: "__typename", name: "__typename", isHidden: true))] : selection
  }

  /// Which type a value of an interface or union has is known to the server only, so that fragments stay fragments.
  private struct AbstractWalk {
    let type: String
    let definition: TypeDefinition
    let upstream: String
    let view: RemoteView
    let joins: RemoteJoins
    var selection: [RemoteSelection] = []
    var visited: Set<String> = []
  }

  private func add(_ set: SelectionSet, _ walk: inout AbstractWalk) throws(EngineError) {
    for selection in set.selections {
      switch selection {
      case .field(let field) where collector.includes(field.directives): try add(field, &walk)
      case .inline(let fragment) where collector.includes(fragment.directives):
        try add(fragment.selectionSet, under: fragment.typeCondition?.text, &walk)
      case .spread(let spread) where collector.includes(spread.directives):
        guard walk.visited.insert(spread.name.text).inserted, let fragment = collector.fragments[spread.name.text] else { continue }
        try add(fragment.selectionSet, under: fragment.typeCondition.text, &walk)
      default: continue
      }
    }
  }

  private func add(_ field: Field, _ walk: inout AbstractWalk) throws(EngineError) {
    guard let definition = role.schema.field(named: field.name.text, on: walk.definition) else { return }
    try count(1)
    walk.selection.append(.field(try remoteField(CollectedField(field, definition), of: walk.upstream, walk.view, walk.joins)))
  }

  private func add(_ set: SelectionSet, under condition: String?, _ walk: inout AbstractWalk) throws(EngineError) {
    guard let condition, condition != walk.type else { return try add(set, &walk) }
    // A condition on a type that is not there never holds (Hasura's `collectFields`).
    guard let upstream = walk.view.upstreamName(ofType: condition), role.schema.type(named: condition)?.isComposite ?? false else { return }
    walk.selection.append(.fragment(on: upstream, try remoteSelection(of: [set], on: condition, walk.view, walk.joins)))
  }
}

/// The requests to remote servers that grow while an operation is planned.
final class RemoteRequests {
  private(set) var fetches: [RemoteFetch] = []
  /// The keys of the fields of each fetch, with the last number that was given to a further field of the key.
  private var taken: [[String: Int]] = []

  /// Adds a root field to the request for its server, and says where its answer will be.
  ///
  /// Mutations happen in the order in which they are written: a request takes only fields that follow each other.
  func add(
    _ field: RemoteField, of view: RemoteView, _ operation: RemoteFetch.Operation, place: [String], joins: [Join]
  ) -> QueryPlan.Value {
    let name = view.remote.name
    let known = operation == .query ? fetches.firstIndex { $0.remote == name } : fetches.indices.last { fetches[$0].remote == name }
    let isOpen = operation == .query || known == fetches.count - 1
    let number: Int
    if let known, isOpen {
      number = known
    } else {
      fetches.append(RemoteFetch(remote: name, operation: operation, typeNames: view.typeNames))
      taken.append([:])
      number = fetches.count - 1
    }
    // Uses are counted over all fields of a request.
    var field = joins.isEmpty ? field : field.shiftingUses(by: fetches[number].joins.count)
    fetches[number].joins += joins
    let wanted = field.key
    while taken[number][field.key] != nil {
      let copy = taken[number][wanted, default: 1] + 1
      taken[number][wanted] = copy
      field.key = "\(place.last ?? "field")_\(copy)"
    }
    taken[number][field.key] = 1
    fetches[number].fields.append(field)
    fetches[number].places.append(place)
    return .remote(fetch: number, key: field.key)
  }
}
