import Errors
import GraphQL
import Metadata

/// Refuses a customization that contradicts itself, in Hasura's words (`validateSchemaCustomizations`).
struct RemoteNamesCheck {
  let names: RemoteNames
  let customization: RemoteSchemaCustomization?
  let schema: Schema
  let types: [TypeDefinition]

  func check() throws(EngineError) {
    guard let customization else { return }
    try checkReserved(customization)
    try checkNames()
    for type in types { if case .interface(let interface) = type { try checkInterface(interface, type) } }
    let shown = types.map { names.shown($0.name) }
    try refuse(shown.repeated, "Type name mappings are not distinct; the following types appear more than once: ")
    for type in types {
      guard let fields = type.fields else { continue }
      let kind = if case .interface = type { "interface" } else { "object" }
      try refuse(
        fields.map { names.shown($0.name, of: type.name) }.repeated,
        "Field name mappings for \(kind) type \"\(type.name)\" are not distinct; the following fields appear more than once: ")
    }
  }

  private func checkReserved(_ customization: RemoteSchemaCustomization) throws(EngineError) {
    for (_, affixes) in customization.fields.sorted(by: { $0.key < $1.key }) {
      if let field = affixes.mapping.keys.sorted().first(where: { $0.hasPrefix("__") }) {
        throw EngineError(.invalidParams, "attempt to customize reserved field name \"\(field)\"")
      }
    }
  }

  /// Names of the user's making stand in the schema.
  private func checkNames() throws(EngineError) {
    let fields = names.fields.values.flatMap(\.values)
    for name in ([names.namespace].compactMap { $0 } + names.types.values + fields).sorted() where !GraphQLName.isValid(name) {
      throw EngineError(.parseFailed, "\"\(name)\" is not a valid GraphQL name")
    }
  }

  /// A field of an interface is one of its objects, so it has one name.
  private func checkInterface(_ interface: InterfaceType, _ definition: TypeDefinition) throws(EngineError) {
    for type in schema.possibleTypes(of: definition) {
      for field in interface.fields {
        let (here, there) = (names.shown(field.name, of: interface.name), names.shown(field.name, of: type))
        guard here != there else { continue }
        throw EngineError(
          .remoteSchemaError,
          "Remote schema customization inconsistency: field name mapping for field \"\(field.name)\" of interface "
            + "\"\(interface.name)\" is inconsistent with mapping for type \"\(type)\". Interface field name maps to \"\(here)\". "
            + "Type field name maps to \"\(there)\".")
      }
    }
  }

  private func refuse(_ repeated: [String], _ words: String) throws(EngineError) {
    guard !repeated.isEmpty else { return }
    throw EngineError(.remoteSchemaError, words + repeated.map { "\"\($0)\"" }.joined(separator: ", "))
  }
}

extension [String] {
  /// Those that stand here more than once, each once.
  var repeated: [String] {
    var seen: Set<String> = []
    var found: Set<String> = []
    for element in self where !seen.insert(element).inserted { found.insert(element) }
    return found.sorted()
  }
}
