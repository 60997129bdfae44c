import ConnectorProtocol
import Metadata

extension Source {
  /// The functions that are tracked or compute fields, each once.
  var functionNames: [TableName] {
    var names: [TableName] = []
    var seen: Set<TableName> = []
    for name in functions.map(\.name) + tables.flatMap({ $0.computedFields.map(\.function) }) where seen.insert(name).inserted {
      names.append(name)
    }
    return names
  }

  /// Their names for connectors.
  var functionReferences: [TableReference] { functionNames.map { TableReference($0.components) } }
}
