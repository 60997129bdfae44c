/// A generated role: grants by table (nil hides the table) and the session variables that its filters ask for.
struct PermissionRole {
  /// A session variable and what stands for it in a permission.
  struct Variable {
    let name: String
    let type: PermissionType
    let value: PermissionComparison.Argument
    /// What the header says.
    let text: String
    /// The table whose filter names it.
    let table: Int
  }

  let name: String
  var grants: [PermissionGrant?]
  var variables: [Variable]
  /// What an inherited role has of others.
  var inheritance: PermissionInheritance?

  var headers: [String: String] {
    variables.reduce(into: ["X-Hasura-Role": name]) { headers, variable in headers[variable.name] = variable.text }
  }

  subscript(variable name: String) -> Variable? { variables.first { $0.name == name } }
}
