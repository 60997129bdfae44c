package import ConnectorProtocol
package import JSON

/// A row filter or a check of a permission, its names resolved to columns and relationships of its source.
///
/// Values stay as metadata has them; whoever plans a use of it turns them into slots.
package indirect enum RowPredicate: Equatable, Sendable {
  /// True if empty.
  case and([RowPredicate])
  /// False if empty.
  case or([RowPredicate])
  case not(RowPredicate)
  case isNull(Operand, Bool)
  /// The scalar is what `operator` speaks of: the column's own, or the one it is cast to.
  case comparison(Operand, ConnectorProtocol.ScalarType, ComparisonOperator, PredicateValue)
  /// With another column of the row (0), or of the row so many relationships and `_exists` further out.
  case columns(Operand, operator: String, Column, outer: Int)
  /// A row of the relation that is equal in the pairs (unrelated if there are none) passes.
  case exists(Relation, [ConnectorProtocol.ColumnPair], RowPredicate)

  /// A row of a table of another source, or of another fetch of this one, passes.
  case remote(RemotePredicate)

  /// What a function makes of the row: a scalar, which the inner operands stand for, or rows of which one passes.
  case computed(CatalogComputedField, RowPredicate)

  /// Something that is declared and cannot be evaluated: the whole permission then answers nothing but an error.
  case unsupported(String)

  /// Whether it is true of every row, whatever the session.
  package var isAlwaysTrue: Bool {
    if case .and(let parts) = self { parts.allSatisfy(\.isAlwaysTrue) } else { false }
  }
}

/// A value in a permission.
package indirect enum PredicateValue: Equatable, Sendable {
  case literal(JSON)
  /// The session variable of this name, in lower case.
  case session(String)
  /// Values of a list of which at least one is not a literal.
  case list([PredicateValue])
  /// Members of an object of which at least one is not a literal.
  case object([Member])

  /// A member of an object.
  package struct Member: Equatable, Sendable {
    package let key: String
    package let value: PredicateValue
  }

  /// A value written in metadata: text that names a session variable stands for it, in any case of letters.
  package init(_ json: JSON) {
    if let name = Self.sessionVariable(json) { self = .session(name) } else { self = .literal(json) }
  }

  /// A list whose elements may be session variables.
  init(list: [JSON]) {
    let elements = list.map(PredicateValue.init)
    self = elements.allSatisfy(\.isLiteral) ? .literal(.array(list)) : .list(elements)
  }

  /// An object whose members may be session variables.
  init(object: JSONObject) {
    let members = object.map { Member(key: $0.key, value: PredicateValue($0.value)) }
    self = members.allSatisfy(\.value.isLiteral) ? .literal(.object(object)) : .object(members)
  }

  private var isLiteral: Bool { if case .literal = self { true } else { false } }

  /// `REQ_USER_ID` is the oldest spelling of the user's variable, which Hasura still reads.
  private static func sessionVariable(_ json: JSON) -> String? {
    guard let text = json.stringValue else { return nil }
    let name = text.lowercased()
    if name == "req_user_id" { return "x-hasura-user-id" }
    return name.hasPrefix("x-hasura-") ? name : nil
  }
}
