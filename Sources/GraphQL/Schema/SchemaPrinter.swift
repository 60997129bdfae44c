import JSON

extension Schema {
  /// The schema as type system definitions, the specification's own types and directives left out.
  package var sdl: String {
    var parts: [String] = []
    if !usesDefaultRootNames || description != nil { parts.append(schemaDefinition) }
    parts += directives.filter { directive in !BuiltInDirectives.all.contains { $0.name == directive.name } }.map(\.sdl)
    for name in typeNames where IntrospectionTypes.byName[name] == nil && !BuiltInTypes.contains(name) {
      if let type = type(named: name) { parts.append(type.sdl) }
    }
    return parts.joined(separator: "\n\n") + "\n"
  }

  private var usesDefaultRootNames: Bool {
    query == "Query" && (mutation ?? "Mutation") == "Mutation" && (subscription ?? "Subscription") == "Subscription"
  }

  private var schemaDefinition: String {
    let roots = OperationType.allCases.compactMap { type in rootName(of: type).map { "  \(type.rawValue): \($0)\n" } }
    return SDL.described(description, "schema {\n\(roots.joined())}")
  }
}

extension TypeDefinition {
  /// The type as a type system definition.
  package var sdl: String {
    switch self {
    case .scalar(let type):
      SDL.described(
        description, "scalar \(name)" + (type.specifiedByURL.map { " @specifiedBy(url: \(JSON.string($0).text))" } ?? ""))
    case .object(let type): SDL.described(description, "type \(name)" + SDL.implementing(interfaces) + SDL.fields(type.fields))
    case .interface(let type):
      SDL.described(description, "interface \(name)" + SDL.implementing(interfaces) + SDL.fields(type.fields))
    case .union(let type): SDL.described(description, "union \(name) = " + type.memberTypes.joined(separator: " | "))
    case .enumeration(let type):
      SDL.described(
        description,
        "enum \(name)" + SDL.block(type.values.map { SDL.member($0.description, $0.name + SDL.deprecation($0.deprecationReason)) }))
    case .inputObject(let type):
      SDL.described(
        description,
        "input \(name)" + (type.isOneOf ? " @oneOf" : "") + SDL.block(type.fields.map { SDL.member($0.description, SDL.text($0)) }))
    }
  }
}

extension DirectiveDefinition {
  fileprivate var sdl: String {
    SDL.described(
      description,
      "directive @\(name)" + SDL.arguments(arguments) + (isRepeatable ? " repeatable" : "") + " on "
        + locations.map(\.rawValue).joined(separator: " | "))
  }
}

/// The pieces that definitions share.
private enum SDL {
  static func described(_ description: String?, _ definition: String, indentation: String = "") -> String {
    guard let description else { return definition }
    return quoted(description, indentation) + "\n" + indentation + definition
  }

  static func member(_ description: String?, _ text: String) -> String { "  " + described(description, text, indentation: "  ") }

  static func block(_ members: [String]) -> String { " {\n" + members.map { $0 + "\n" }.joined() + "}" }

  static func implementing(_ interfaces: [String]) -> String {
    interfaces.isEmpty ? "" : " implements " + interfaces.joined(separator: " & ")
  }

  static func fields(_ fields: NamedList<FieldDefinition>) -> String {
    block(
      fields.map { member($0.description, "\($0.name)\(arguments($0.arguments)): \($0.type)\(deprecation($0.deprecationReason))") })
  }

  static func arguments(_ arguments: NamedList<InputValueDefinition>) -> String {
    if arguments.isEmpty { return "" }
    if arguments.allSatisfy({ $0.description == nil }) { return "(" + arguments.map(text).joined(separator: ", ") + ")" }
    return "(\n" + arguments.map { "    " + described($0.description, text($0), indentation: "    ") + "\n" }.joined() + "  )"
  }

  static func text(_ value: InputValueDefinition) -> String {
    "\(value.name): \(value.type)" + (value.defaultValue.map { " = \($0)" } ?? "") + deprecation(value.deprecationReason)
  }

  static func deprecation(_ reason: String?) -> String {
    switch reason {
    case nil: ""
    case BuiltInDirectives.defaultDeprecationReason?: " @deprecated"
    case let reason?: " @deprecated(reason: \(JSON.string(reason).text))"
    }
  }

  /// A block string where that keeps the text as it is, else a quoted one.
  private static func quoted(_ text: String, _ indentation: String) -> String {
    let isPlain = text.utf8.allSatisfy { ($0 >= 0x20 || $0 == 0x0A) && $0 != UInt8(ascii: "\\") && $0 != UInt8(ascii: "\"") }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard isPlain, !lines.contains(where: { $0.utf8.first == 0x20 || ($0.isEmpty && ($0 == lines.first || $0 == lines.last)) }) else {
      return JSON.string(text).text
    }
    return "\"\"\"\n" + lines.map { $0.isEmpty ? "\n" : indentation + $0 + "\n" }.joined() + indentation + "\"\"\""
  }
}
