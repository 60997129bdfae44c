import Errors
import GraphQL
import JSON

/// Executes one operation as section 6 of the specification asks, the errors of fields and null in non-null places included.
struct RemoteGraphQLExecution {
  private let document: Document
  private let collector: FieldCollector
  private let resolvers: [String: RemoteGraphQLServer.Resolver]
  private var errors: [JSON] = []

  /// Marks that a null reached a place where none may stand.
  private struct NullInNonNull: Error {}

  static func answer(
    to request: RemoteGraphQLServer.Request, schema: Schema, resolvers: [String: RemoteGraphQLServer.Resolver]
  ) -> JSON {
    do {
      return try answer(to: request, Document(parsing: request.query), schema, resolvers)
    } catch let error as GraphQLSyntaxError {
      return ["errors": [["message": .string(error.description)]]]
    } catch {
      return ["errors": [["message": .string((error as? EngineError)?.message ?? "\(error)")]]]
    }
  }

  private static func answer(
    to request: RemoteGraphQLServer.Request, _ document: Document, _ schema: Schema,
    _ resolvers: [String: RemoteGraphQLServer.Resolver]
  ) throws -> JSON {
    let wrong = validate(document, against: schema)
    guard wrong.isEmpty else { return ["errors": .array(wrong.map { ["message": .string($0.message)] })] }
    let operation = try document.operation(named: request.operationName)
    let variables = try coerceVariables(of: operation, in: document, schema: schema, values: request.variables)
    var execution = RemoteGraphQLExecution(
      document: document, collector: FieldCollector(schema: schema, document: document, variables: variables), resolvers: resolvers)
    let data = try? execution.object([operation.selectionSet], try schema.rootType(of: operation.type), .null, [])
    var answer: JSONObject = ["data": data ?? .null]
    if !execution.errors.isEmpty { answer["errors"] = .array(execution.errors) }
    return .object(answer)
  }

  private init(document: Document, collector: FieldCollector, resolvers: [String: RemoteGraphQLServer.Resolver]) {
    self.document = document
    self.collector = collector
    self.resolvers = resolvers
  }

  private func json(_ location: Location) -> JSON {
    let position = document.position(of: location)
    return ["line": .number(JSONNumber(position.line)), "column": .number(JSONNumber(position.character))]
  }

  private mutating func object(_ sets: [SelectionSet], _ type: ObjectType, _ value: JSON, _ path: [JSON]) throws -> JSON {
    var object = JSONObject()
    for field in collector.fields(of: sets, on: type) {
      object[field.responseKey] = try member(field, type, value, path + [.string(field.responseKey)])
    }
    return .object(object)
  }

  private mutating func member(_ field: CollectedField, _ type: ObjectType, _ parent: JSON, _ path: [JSON]) throws -> JSON {
    if field.name == "__typename" { return .string(type.name) }
    if field.name == "__schema" || field.name == "__type" {
      var writer = ByteWriter()
      IntrospectionAnswer(collector: collector).write(field, to: &writer)
      return try JSON(parsing: writer.takeArray())
    }
    do {
      let arguments = try InputCoercion(schema: collector.schema, variables: collector.variables).arguments(of: field)
      let value = try resolvers["\(type.name).\(field.name)"].map { try $0(parent, arguments) } ?? parent[field.name] ?? .null
      return try complete(value, field.definition.type, field, path)
    } catch let error as NullInNonNull {
      guard !field.definition.type.isNonNull else { throw error }
      return .null
    } catch {
      note(error, field, path)
      guard !field.definition.type.isNonNull else { throw NullInNonNull() }
      return .null
    }
  }

  private mutating func note(_ error: any Error, _ field: CollectedField, _ path: [JSON]) {
    var shown: JSONObject = ["message": .string((error as? RemoteGraphQLServer.FieldError)?.message ?? "\(error)")]
    shown["locations"] = [json(field.location)]
    shown["path"] = .array(path)
    shown["extensions"] = (error as? RemoteGraphQLServer.FieldError)?.extensions
    errors.append(.object(shown))
  }

  private mutating func complete(_ value: JSON, _ type: TypeReference, _ field: CollectedField, _ path: [JSON]) throws -> JSON {
    if type.isNonNull, value.isNull {
      note(RemoteGraphQLServer.FieldError("Cannot return null for non-nullable field \(field.name)."), field, path)
      throw NullInNonNull()
    }
    if value.isNull { return .null }
    if let element = type.element { return try list(value.arrayValue ?? [value], element, type, field, path) }
    guard let named = collector.schema.type(named: type.baseName), named.isComposite else { return value }
    let name = named.object?.name ?? value["__typename"]?.stringValue ?? ""
    guard let object = collector.schema.type(named: name)?.object else {
      throw RemoteGraphQLServer.FieldError("value of \(named.name) without __typename")
    }
    return try self.object(field.selectionSets, object, value, path)
  }

  private mutating func list(
    _ elements: [JSON], _ element: TypeReference, _ type: TypeReference, _ field: CollectedField, _ path: [JSON]
  ) throws -> JSON {
    var result: [JSON] = []
    for (index, value) in elements.enumerated() {
      do {
        result.append(try complete(value, element, field, path + [.number(JSONNumber(index))]))
      } catch let error as NullInNonNull {
        guard !element.isNonNull else { throw error }
        result.append(.null)
      }
    }
    return .array(result)
  }
}
