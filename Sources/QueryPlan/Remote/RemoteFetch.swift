/// One request to a remote GraphQL server, in the server's own names.
package struct RemoteFetch: Equatable, Sendable {
  /// The name of the remote schema.
  package var remote: String
  package var operation: Operation
  /// The fields of the root type; their keys differ from each other.
  package var fields: [RemoteField]
  /// Where the answer shows other names for types than the server: by the server's name.
  package var typeNames: [String: String]
  /// Where the fields stand in the client's answer, one place for each of `fields`.
  package var places: [[String]]
  /// `joins[i]` fills the places of use `i`.
  package var joins: [Join]

  /// The kinds of operations that are sent to servers.
  package enum Operation: String, Equatable, Sendable {
    case query, mutation
  }

  /// A request for these fields.
  package init(
    remote: String, operation: Operation, fields: [RemoteField] = [], typeNames: [String: String] = [:], places: [[String]] = [],
    joins: [Join] = []
  ) {
    self.remote = remote
    self.operation = operation
    self.fields = fields
    self.typeNames = typeNames
    self.places = places
    self.joins = joins
  }
}

/// `key: name(arguments) { selection }`.
package struct RemoteField: Equatable, Sendable {
  /// The key in the server's answer.
  package var key: String
  /// The server's name of the field.
  package var name: String
  package var arguments: [RemoteArgument]
  /// Empty for leaves.
  package var selection: [RemoteSelection]
  /// Whether the client does not see it: asked for the sake of a join.
  package var isHidden: Bool

  /// A field that the client sees unless said otherwise.
  package init(
    key: String, name: String, arguments: [RemoteArgument] = [], selection: [RemoteSelection] = [], isHidden: Bool = false
  ) {
    self.key = key
    self.name = name
    self.arguments = arguments
    self.selection = selection
    self.isHidden = isHidden
  }
}

/// What is selected on a composite type.
package indirect enum RemoteSelection: Equatable, Sendable {
  case field(RemoteField)
  /// `... on type { selection }`, in the server's name of the type.
  case fragment(on: String, [RemoteSelection])
  /// Not asked for: a member of the client's object that a join fills.
  case join(RemotePlace)
}

/// The place of a joined field in the objects of a remote answer.
package struct RemotePlace: Equatable, Sendable {
  /// The key in the client's answer.
  package var key: String
  package var use: Int
  /// The keys, in the server's answer, of the fields that are looked up.
  package var keys: [String]
  /// The server's name of the type of the objects that have the place.
  package var type: String

  /// The key, in the server's answer, of the hidden `__typename` that objects of several types are told apart by.
  package static let typeKey = "joinery_type"

  /// A place that join `use` fills.
  package init(key: String, use: Int, keys: [String], type: String) {
    self.key = key
    self.use = use
    self.keys = keys
    self.type = type
  }
}

/// An argument of a field, or a member of an input object.
package struct RemoteArgument: Equatable, Sendable {
  package var name: String
  package var value: RemoteValue

  /// An argument by the server's name.
  package init(_ name: String, _ value: RemoteValue) {
    self.name = name
    self.value = value
  }
}

/// The value of an argument.
package indirect enum RemoteValue: Equatable, Sendable {
  /// A constant, as GraphQL text.
  case literal(String)
  /// A variable of the client's operation, or a part of it; sent as a variable of this type. An absent one is left out.
  case variable(name: String, path: [ParameterSource.PathStep], type: String)
  /// A session variable in lower case.
  case session(name: String, as: SessionForm)
  /// A value of the key that is looked up.
  case key(Int, as: KeyForm)
  case list([RemoteValue])
  case object([RemoteArgument])

  /// How the text of a key is written in a document.
  package enum KeyForm: String, Equatable, Sendable {
    /// As it is, if it is a number, a boolean or a name; else in quotes.
    case plain
    /// In quotes.
    case string
    /// The text is JSON.
    case json
  }

  /// How the text of a session variable is written in a document.
  package enum SessionForm: Equatable, Sendable {
    case int, float, boolean, string
    case enumeration([String])
  }
}
