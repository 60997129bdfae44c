import Errors
import JSON

/// The commands that replace one part of a tracked table's declaration.
struct SetTableMember: MetadataChange {
  private let target: TableTarget
  private let key: String
  /// nil takes the part away.
  private let value: JSON?
  /// Whether the part asks for more of the database than is known of it.
  private var needsDatabase = false

  func apply(to metadata: inout Metadata, foreignKeys: ForeignKeys) throws(EngineError) -> Touched {
    let (id, _) = try metadata.trackedTable(target)
    try metadata.editTable(id) { table throws(EngineError) in table[key] = value }
    return Touched(tables: needsDatabase ? [id] : [], created: [.table(id)], tolerance: .createdMustBeConsistent)
  }
}

extension SetTableMember {
  /// `set_table_customization`.
  static func customization(_ context: CommandContext) throws(EngineError) -> SetTableMember {
    let arguments = try context.arguments(as: "SetTableCustomization")
    let target = try context.table(arguments)
    let configuration = try arguments.object("configuration", as: "TableConfig")
    _ = try at(.key("configuration")) { () throws(EngineError) in try TableConfiguration(configuration) }
    return SetTableMember(target: target, key: "configuration", value: configuration.isEmpty ? nil : .object(configuration))
  }

  /// `set_table_custom_fields`, the older form with the parts of `configuration` at the top.
  static func customFields(_ context: CommandContext) throws(EngineError) -> SetTableMember {
    let arguments = try context.arguments(as: "SetTableCustomFields")
    let configuration = arguments.object.picking("custom_root_fields", "custom_column_names")
    _ = try TableConfiguration(configuration)
    return SetTableMember(
      target: try context.table(arguments), key: "configuration", value: configuration.isEmpty ? nil : .object(configuration))
  }

  /// `set_table_is_enum`.
  static func isEnum(_ context: CommandContext) throws(EngineError) -> SetTableMember {
    let arguments = try context.arguments(as: "SetTableIsEnum")
    let isEnum = try arguments.read("is_enum", Expect.bool)
    return SetTableMember(target: try context.table(arguments), key: "is_enum", value: isEnum ? true : nil, needsDatabase: isEnum)
  }

  /// `set_apollo_federation_config`.
  static func apolloFederation(_ context: CommandContext) throws(EngineError) -> SetTableMember {
    let arguments = try context.arguments(as: "SetApolloFederationConfig")
    let configuration = try arguments.optionalObject("apollo_federation_config", as: "ApolloFederationConfig")
    return SetTableMember(
      target: try context.table(arguments), key: "apollo_federation_config", value: configuration.map(JSON.object))
  }
}
