import QueryPlan

/// What was asked of an object, in the order of the selection: the fields of all fragments by their keys.
///
/// Which fragments an object meets, only its server knows; it shows by what the server answers.
final class RemoteMembers: Sendable {
  enum Entry: Sendable {
    case field(Member)
    case join(RemotePlace)
  }

  /// A field; those of one key, in several fragments, are one.
  struct Member: Sendable {
    let key: String
    let isTypeName: Bool
    let isHidden: Bool
    let members: RemoteMembers
  }

  let entries: [Entry]

  init(_ selection: [RemoteSelection]) {
    var order: [Found] = []
    var positions: [String: Int] = [:]
    Self.gather(selection, &order, &positions)
    entries = order.map { found in
      switch found {
      case .join(let place): .join(place)
      case .field(let field):
        .field(
          Member(key: field.key, isTypeName: field.name == "__typename", isHidden: field.isHidden, members: RemoteMembers(field.selection)))
      }
    }
  }

  private enum Found {
    case field(RemoteField)
    case join(RemotePlace)
  }

  private static func gather(_ selection: [RemoteSelection], _ order: inout [Found], _ positions: inout [String: Int]) {
    for element in selection {
      switch element {
      case .fragment(_, let inner): gather(inner, &order, &positions)
      case .join(let place): order.append(.join(place))
      case .field(let field):
        guard let position = positions[field.key], case .field(var known) = order[position] else {
          positions[field.key] = order.count
          order.append(.field(field))
          continue
        }
        known.selection += field.selection
        order[position] = .field(known)
      }
    }
  }
}
