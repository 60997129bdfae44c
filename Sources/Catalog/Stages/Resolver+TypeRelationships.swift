import ConnectorProtocol
import Errors
import GraphQL
import JSON
import Metadata

extension Resolver {
  /// The remote schemas with the relationships of their types.
  mutating func relateRemoteSchemas(_ tables: OrderedTables) {
    for index in remotes.indices {
      let remote = remotes[index]
      var found: [String: [CatalogTypeRelationship]] = [:]
      for declared in metadata.typeRelationships(of: remote.name) {
        do throws(TableProblem) {
          let taken = Set(found[declared.type]?.flatMap(\.fieldNames) ?? [])
          let resolved = try resolve(declared, of: remote, tables, taken)
          found[declared.type, default: []].append(resolved)
        } catch {
          report(
            "in remote schema \"\(remote.name)\": in remote relationship \"\(declared.name)\" of type \"\(declared.type)\": \(error.reason)",
            .remoteSchemaRemoteRelationship(declared.name, type: declared.type, schema: remote.name))
        }
      }
      if !found.isEmpty { remotes[index] = remote.with(relationships: found) }
    }
  }

  private func resolve(
    _ declared: TypeRelationship, of remote: CatalogRemoteSchema, _ tables: OrderedTables, _ taken: Set<String>
  ) throws(TableProblem) -> CatalogTypeRelationship {
    guard case .object(let type)? = remote.upstream.type(named: declared.type) else {
      throw TableProblem(reason: "object type with name \"\(declared.type)\" not found")
    }
    let side = JoinSide(type, of: remote)
    let target: CatalogTypeRelationship.Target
    switch try declared.definition {
    case .toRemoteSchema(let definition): target = .remote(try remoteField(declared.name, definition, from: side))
    case .toSource(let definition): target = try table(declared.name, definition, from: side, tables)
    }
    let relationship = CatalogTypeRelationship(name: declared.name, type: declared.type, target: target)
    let names = Set(type.fields.map { remote.names.shown($0.name, of: type.name) })
    for name in relationship.fieldNames {
      guard GraphQLName.isValid(name) else {
        throw TableProblem(reason: "cannot include \"\(name)\" in the GraphQL schema because it is not a valid GraphQL identifier")
      }
      if names.contains(name) || taken.contains(name) {
        throw TableProblem(reason: "field with name \"\(name)\" already exists in type \"\(declared.type)\"")
      }
    }
    return relationship
  }

  private func table(
    _ name: String, _ definition: RemoteRelationship.ToSource, from side: JoinSide, _ tables: OrderedTables
  ) throws(TableProblem) -> CatalogTypeRelationship.Target {
    let target = try RemoteTarget(metadata: metadata, sources: sources, tables: tables).table(of: definition)
    var keys: [JoinField] = []
    var lookup: [LookupKey] = []
    for pair in definition.fieldMapping {
      guard let field = side.field(pair.from) else {
        throw TableProblem(reason: "field \"\(pair.from)\" does not exist in type \"\(side.text)\", or is no scalar")
      }
      let column = try target.requiredColumn(pair.to)
      guard let sent = field.sent(as: column.type.canonical) else {
        throw TableProblem(
          reason: "field \"\(field.name)\" of type \"\(side.text)\" has type \"\(field.scalar)\", which cannot be matched with type"
            + " \"\(column.type.native)\" of column \"\(column.name)\" of table \"\(target.id.name.text)\""
            + " in source \"\(target.id.source)\"")
      }
      keys.append(field)
      lookup.append(LookupKey(column: column, sent: sent, usesTargetCollation: definition.collation == "target"))
    }
    return .table(
      CatalogRemoteRelationship(name: name, cardinality: definition.cardinality, target: target.id, keys: [], lookup: lookup), keys: keys)
  }
}

extension CatalogTypeRelationship {
  fileprivate var fieldNames: [String] {
    guard case .table(let table, _) = target, table.cardinality == .array else { return [name] }
    return [name, "\(name)_aggregate"]
  }
}

extension JoinSide {
  /// The scalar fields of a remote's type that can be asked for without arguments.
  fileprivate init(_ type: ObjectType, of remote: CatalogRemoteSchema) {
    text = type.name
    graphQLName = GraphQLName.replacingOthers(in: "\(remote.name)_\(type.name)")
    fields = type.fields.compactMap { field in
      guard !field.arguments.contains(where: \.isRequired), let leaf = remote.upstream.type(named: field.type.baseName), leaf.isLeaf else {
        return nil
      }
      let isList = field.type.element != nil
      guard field.type.element?.element == nil else { return nil }
      return JoinField(
        name: field.name, value: .member(field.name), scalar: leaf.name, isList: isList, canonical: leaf.canonicalType)
    }.sorted { $0.name < $1.name }
  }
}

extension TypeDefinition {
  /// What a leaf's values are to databases; values of scalars that the specification does not know may be anything.
  fileprivate var canonicalType: CanonicalType {
    switch self {
    case .enumeration: .enumeration
    case .scalar(let scalar):
      switch scalar.name {
      case "Int": .int32
      case "Float": .float64
      case "Boolean": .boolean
      case "String", "ID": .text
      default: .opaque
      }
    default: .opaque
    }
  }
}

extension JoinField {
  /// The type in which values are sent to be matched with a column; nil if none can match.
  fileprivate func sent(as column: CanonicalType) -> CanonicalType? {
    guard !isList, column.isMatchable(with: column) else { return nil }
    if canonical == .opaque { return column }
    switch scalar {
    case "ID": return column == .boolean ? nil : column
    case "Int": return column.isNumeric ? (canonical.isMatchable(with: column) ? canonical : column) : nil
    case "Float": return column.isNumeric ? column : nil
    case "Boolean": return column == .boolean ? column : nil
    default: return column.isNumeric || column == .boolean ? nil : column
    }
  }
}

extension CanonicalType {
  fileprivate var isNumeric: Bool {
    switch self {
    case .int16, .int32, .int64, .float32, .float64, .numeric: true
    default: false
    }
  }
}

extension TypeRelationship {
  fileprivate var definition: RemoteRelationship.Definition {
    get throws(TableProblem) {
      do throws(EngineError) { return try read() } catch { throw TableProblem(reason: error.message) }
    }
  }
}
