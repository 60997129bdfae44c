import GraphQL

/// The part of a remote schema that a role sees, and what is set for it.
struct RemotePermission: Sendable {
  /// In the server's names; arguments and input fields with presets are there.
  let schema: Schema
  let presets: RemotePresets
  /// The definitions in an order of their own: equal for permissions that show the same.
  let text: String
}

/// Values of arguments and input fields that a role does not choose. A variable in one of them is a session variable.
struct RemotePresets: Sendable {
  /// By type, field and argument.
  var arguments: [String: [String: [String: Value]]] = [:]
  /// By input object and field.
  var inputFields: [String: [String: Value]] = [:]

  var isEmpty: Bool { arguments.isEmpty && inputFields.isEmpty }
}
