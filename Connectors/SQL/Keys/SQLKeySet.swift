package import ConnectorProtocol

/// The key tuples that a filter compares columns with: lists of the call's parameters, and the forms in which they reach the database.
package final class SQLKeySet: Hashable, Sendable {
  package let forms: [SQLKeyForm]
  private let slots: [Slot]

  package init(forms: [SQLKeyForm], slots: [Slot]) {
    self.forms = forms
    self.slots = slots
  }

  /// The tuples that the columns can represent. Throws family `internal` for lists that are none.
  package func tuples(_ parameters: [Parameter]) throws(ConnectorError) -> SQLKeyTuples {
    let tuples = SQLKeyTuples(forms: forms)
    let lists = try lists(parameters)
    for index in 0..<(lists.first?.count ?? 0) {
      _ = tuples.append { column, out in
        guard var text = lists[column][index] else { return false }
        return text.withUTF8 { forms[column].admit(UnsafeRawBufferPointer($0), &out) }
      }
    }
    return tuples
  }

  private func lists(_ parameters: [Parameter]) throws(ConnectorError) -> [[String?]] {
    var lists: [[String?]] = []
    for slot in slots {
      guard parameters.indices.contains(slot), case .list(let list) = parameters[slot], list.count == lists.first?.count ?? list.count
      else {
        throw ConnectorError(.internal, code: "protocol", message: "the keys of a filter are not lists of one length")
      }
      lists.append(list)
    }
    return lists
  }

  package static func == (left: SQLKeySet, right: SQLKeySet) -> Bool { left === right }

  package func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
