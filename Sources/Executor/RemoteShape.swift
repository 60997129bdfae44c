import JSON
import QueryPlan

/// What a client sees of a remote server's answer: types by their shown names, and no hidden fields.
struct RemoteShape: Sendable {
  private let typeNames: [String: String]
  private let root: Node

  /// What is asked of an object, the fields of all its fragments by their keys.
  private final class Node: Sendable {
    let members: [String: Member]
    /// Whether something below is not shown as it comes.
    let changes: Bool

    init(_ selection: [RemoteSelection], typeNames: [String: String]) {
      var members: [String: Member] = [:]
      for field in selection.flatMap(\.fields) {
        let known = members[field.key]?.selection ?? []
        members[field.key] = Member(field, selection: known + field.selection)
      }
      for (key, member) in members { members[key]?.node = Node(member.selection, typeNames: typeNames) }
      self.members = members
      changes = members.values.contains { $0.isHidden || ($0.isTypeName && !typeNames.isEmpty) || $0.node?.changes ?? false }
    }
  }

  private struct Member: Sendable {
    let isHidden: Bool
    let isTypeName: Bool
    let selection: [RemoteSelection]
    var node: Node?

    init(_ field: RemoteField, selection: [RemoteSelection]) {
      isHidden = field.isHidden
      isTypeName = field.name == "__typename"
      self.selection = selection
    }
  }

  init(_ fetch: RemoteFetch) {
    typeNames = fetch.typeNames
    root = Node(fetch.fields.map { .field($0) }, typeNames: fetch.typeNames)
  }

  /// The value of a root field.
  func shown(_ value: JSON, at key: String) -> JSON {
    guard let member = root.members[key] else { return value }
    return shown(value, member)
  }

  private func shown(_ value: JSON, _ member: Member) -> JSON {
    if member.isTypeName, let name = value.stringValue { return .string(typeNames[name] ?? name) }
    guard let node = member.node, node.changes else { return value }
    return shown(value, node)
  }

  private func shown(_ value: JSON, _ node: Node) -> JSON {
    switch value {
    case .array(let elements): return .array(elements.map { shown($0, node) })
    case .object(let object):
      var result = JSONObject()
      for (key, value) in object {
        guard let member = node.members[key] else { continue }
        if !member.isHidden { result[key] = shown(value, member) }
      }
      return .object(result)
    default: return value
    }
  }
}

extension RemoteSelection {
  /// The fields, those in fragments included.
  fileprivate var fields: [RemoteField] {
    switch self {
    case .field(let field): [field]
    case .fragment(_, let selection): selection.flatMap(\.fields)
    case .join: []
    }
  }
}
