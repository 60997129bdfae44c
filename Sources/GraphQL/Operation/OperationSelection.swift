package import Errors

extension Document {
  /// The operation a request runs: the one of the given name, else the only one.
  ///
  /// Throws Hasura's `validation-failed` errors when there is no such operation or the choice is open.
  package func operation(named name: String?) throws(EngineError) -> OperationDefinition {
    let operations = operations
    guard let name else {
      guard operations.count == 1, let only = operations.first else {
        throw EngineError(
          .validationFailed, "exactly one operation has to be present in the document when operationName is not specified")
      }
      return only
    }
    if operations.contains(where: { $0.name == nil }) {
      throw EngineError(
        .validationFailed, "operationName cannot be used when an anonymous operation exists in the document")
    }
    guard let operation = operations.first(where: { $0.name?.text == name }) else {
      throw EngineError(.validationFailed, "no such operation found in the document: \"\(name)\"")
    }
    return operation
  }
}

extension Schema {
  /// The object type that an operation selects on.
  ///
  /// Throws `validation-failed` in Hasura's words (`no mutations exist`) when the schema has none.
  package func rootType(of operation: OperationType) throws(EngineError) -> ObjectType {
    guard let name = rootName(of: operation), case .object(let type)? = type(named: name) else {
      throw EngineError(.validationFailed, operation == .query ? "no queries exist" : "no \(operation.rawValue)s exist")
    }
    return type
  }
}
