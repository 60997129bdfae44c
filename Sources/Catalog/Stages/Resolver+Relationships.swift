import ConnectorProtocol
import Metadata

extension Resolver {
  /// The tables with their relationships to each other.
  mutating func relating(_ tables: OrderedTables) -> [CatalogTable] {
    tables.all.map { table in
      var fields = FieldNames(table, kind: kindName(of: table.id.source))
      let local = table.declared.relationships.compactMap { resolve($0, of: table, &fields, tables) }
      let computed = table.declared.computedFields.compactMap { resolve($0, of: table, &fields, tables) }
      let remote = table.declared.remoteRelationships.compactMap { resolve($0, of: table, &fields, tables) }
      let remoteFields = table.declared.remoteRelationships.compactMap { resolveField($0, of: table, computed, &fields) }
      return CatalogTable(
        id: table.id, own: table.own, declared: table.declared, relationships: local, remoteRelationships: remote,
        remoteFields: remoteFields, computedFields: computed)
    }
  }

  private func kindName(of source: String) -> String {
    let kind = metadata.sources[source]?.kind ?? ""
    return metadata.kinds[kind]?.name ?? kind
  }

  private mutating func resolve(
    _ declared: Relationship, of table: CatalogTable, _ fields: inout FieldNames, _ tables: OrderedTables
  ) -> CatalogRelationship? {
    let isOnTable = table.native == nil
    let object = isOnTable ? MetadataObjectID.relationship(declared.name, declared.cardinality, table.id) : table.id.object
    if let conflict = fields.conflict(declared.name, declared.cardinality) {
      report(conflict, object)
      return nil
    }
    do throws(TableProblem) {
      guard let source = sources[table.id.source] else { return nil }
      let naming = metadata.sources[table.id.source]?.tableNaming ?? .unknown
      let resolved = try LocalRelationshipResolver(table: table, source: source, naming: naming, tables: tables).resolve(declared)
      guard let target = tables[resolved.target] else {
        let sort = resolved.target.name.nativeQuery == nil ? "table" : "native query"
        report("\(sort) \"\(resolved.target.name.text)\" is not tracked", object)
        return nil
      }
      fields.add(declared.name, declared.cardinality)
      return try resolved.checkingColumns(of: target, and: table)
    } catch {
      report("in table \"\(table.id.name.text)\": in relationship \"\(declared.name)\": \(error.reason)", object)
      return nil
    }
  }

  private mutating func resolve(
    _ declared: ComputedField, of table: CatalogTable, _ fields: inout FieldNames, _ tables: OrderedTables
  ) -> CatalogComputedField? {
    let object = MetadataObjectID.computedField(declared.name, table.id)
    if GraphQLName.isValid(declared.name), let conflict = fields.conflict(declared.name, .object) {
      report(conflict, object)
      return nil
    }
    do throws(TableProblem) {
      guard let source = sources[table.id.source] else { return nil }
      let naming = metadata.sources[table.id.source]?.tableNaming ?? .unknown
      let resolved = try ComputedFieldResolver(table: table, source: source, naming: naming, tables: tables).resolve(declared)
      fields.add(declared.name, .object)
      return resolved
    } catch {
      report("in table \"\(table.id.name.text)\": in computed field \"\(declared.name)\": \(error.reason)", object)
      return nil
    }
  }

  private mutating func resolve(
    _ declared: RemoteRelationship, of table: CatalogTable, _ fields: inout FieldNames, _ tables: OrderedTables
  ) -> CatalogRemoteRelationship? {
    guard case .toSource(let definition) = declared.definition else { return nil }
    let object = MetadataObjectID.remoteRelationship(declared.name, table.id)
    do throws(TableProblem) {
      let remote = RemoteRelationshipResolver(table: table, metadata: metadata, sources: sources, tables: tables)
      let resolved = try remote.resolve(declared.name, definition)
      if let conflict = fields.conflict(declared.name, resolved.cardinality) { throw TableProblem(reason: conflict) }
      fields.add(declared.name, resolved.cardinality)
      return resolved
    } catch {
      report("in table \"\(table.id.name.text)\": in remote relationship \"\(declared.name)\": \(error.reason)", object)
      return nil
    }
  }
}

extension Resolver {
  private mutating func resolveField(
    _ declared: RemoteRelationship, of table: CatalogTable, _ computed: [CatalogComputedField], _ fields: inout FieldNames
  ) -> CatalogRemoteField? {
    guard case .toRemoteSchema(let definition) = declared.definition else { return nil }
    do throws(TableProblem) {
      let resolved = try remoteField(declared.name, definition, from: JoinSide(table, computed: computed))
      if let conflict = fields.conflict(declared.name, .object) { throw TableProblem(reason: conflict) }
      fields.add(declared.name, .object)
      return resolved
    } catch {
      report(
        "in table \"\(table.id.name.text)\": in remote relationship \"\(declared.name)\": \(error.reason)",
        .remoteRelationship(declared.name, table.id))
      return nil
    }
  }

  /// Checks a relationship to a remote schema, whatever it starts from.
  func remoteField(
    _ name: String, _ definition: RemoteRelationship.ToRemoteSchema, from side: JoinSide
  ) throws(TableProblem) -> CatalogRemoteField {
    guard let remote = remotes.first(where: { $0.name == definition.remoteSchema }) else {
      throw TableProblem(reason: "remote schema with name \"\(definition.remoteSchema)\" not found")
    }
    return try RemoteFieldResolver(name: name, definition: definition, side: side, schema: remote.upstream).resolve()
  }
}

/// The names of a table's fields that are taken.
private struct FieldNames {
  private var columns: [String: CatalogColumn] = [:]
  private var relationships: Set<String> = []
  private let kind: String

  init(_ table: CatalogTable, kind: String) {
    columns = Dictionary(table.columns.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    self.kind = kind
  }

  /// Why a relationship of this name cannot be; the texts are Hasura's, with the kind's name in them.
  func conflict(_ name: String, _ cardinality: Relationship.Cardinality) -> String? {
    guard GraphQLName.isValid(name) else {
      return "cannot include \"\(name)\" in the GraphQL schema because it is not a valid GraphQL identifier"
    }
    for name in Self.names(name, cardinality) {
      if let column = columns[name] {
        let custom = column.column.name == name ? "\(kind) column" : "custom field name for \(kind) column"
        return "field definition conflicts with \(custom) \"\(column.column.name)\""
      }
      if relationships.contains(name) { return "multiple definitions for field \"\(name)\"" }
    }
    return nil
  }

  mutating func add(_ name: String, _ cardinality: Relationship.Cardinality) {
    relationships.formUnion(Self.names(name, cardinality))
  }

  private static func names(_ name: String, _ cardinality: Relationship.Cardinality) -> [String] {
    cardinality == .object ? [name] : [name, "\(name)_aggregate"]
  }
}
