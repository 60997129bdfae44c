import Glibc

/// The variables that the process was started with.
struct Environment {
  let variables: [String: String]

  static var process: Environment {
    var variables: [String: String] = [:]
    var entry = environ
    while let pointer = entry.pointee {
      let text = String(cString: pointer)
      if let equals = text.firstIndex(of: "=") { variables[String(text[..<equals])] = String(text[text.index(after: equals)...]) }
      entry += 1
    }
    return Environment(variables: variables)
  }

  /// A setting by its name after `HASURA_GRAPHQL_`.
  subscript(_ name: String) -> String? { variables["HASURA_GRAPHQL_\(name)"] }

  /// A setting of Joinery's own, by its name after `JOINERY_`.
  func own(_ name: String) -> String? { variables["JOINERY_\(name)"] }
}
