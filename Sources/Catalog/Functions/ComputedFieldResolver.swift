import ConnectorProtocol
import Metadata

/// Finds what a computed field means; the reasons are Hasura's (`buildComputedFieldInfo`).
struct ComputedFieldResolver {
  let table: CatalogTable
  let source: CatalogSource
  let naming: TableNaming
  let tables: OrderedTables

  func resolve(_ declared: ComputedField) throws(TableProblem) -> CatalogComputedField {
    let function = try source.functions.only(declared.function)
    let quoted = "\"\(declared.function.text)\""
    var problems = FunctionProblems()
    if !GraphQLName.isValid(declared.name) { problems.add("\"\(declared.name)\" is not valid GraphQL name") }
    if function.volatility == .volatile { problems.add("the function \(quoted) is of type VOLATILE; cannot be added as a computed field") }
    let result = result(of: function, quoted, &problems)
    let row = rowParameter(of: function, declared, quoted, &problems)
    let session = row == nil ? nil : sessionParameter(of: function, declared, quoted, &problems)
    try problems.check("the computed field \"\(declared.name)\" cannot be added to table \"\(table.id.name.text)\"")
    let description = declared.json["comment"] == nil ? function.comment : declared.comment
    let call = CatalogCall(function, row: row, session: session, in: source)
    return CatalogComputedField(
      name: declared.name, owner: table.id, call: call, result: result, description: Self.shown(description, declared, quoted),
      argumentsType: source.names.argumentsType("\(declared.name)_\(table.own.baseName)"))
  }

  /// An empty comment takes the description away.
  private static func shown(_ comment: String?, _ declared: ComputedField, _ quoted: String) -> String? {
    guard let comment else { return "A computed field, executes function \(quoted)" }
    return comment.isEmpty ? nil : comment
  }

  private func result(
    of function: FunctionDescription, _ quoted: String, _ problems: inout FunctionProblems
  ) -> CatalogComputedField.Result {
    let type = function.result
    if let reference = type.table {
      let id = tables.id(of: reference, in: table.id.source)
      if id == nil {
        let name = naming.name(reference.path).text
        problems.add("the function \(quoted) returning set of table \"\(name)\" is not tracked or not found in database")
      }
      return .table(id ?? table.id)
    }
    // A set of scalars has no place in a field of one.
    if type.sort != .base && type.sort != .enumeration && type.sort != .domain && type.sort != .range || function.returnsSet {
      let set = function.returnsSet ? "set of " : ""
      problems.add("the function \(quoted) returning type \(set)\(type.name) is not a BASE type")
    }
    var value = type.type.canonical
    var isArray = false
    if case .array(let element) = value { (value, isArray) = (element, true) }
    return .scalar(CatalogScalar(type: type.type, scalar: source.scalar(type.scalar, value), isArray: isArray))
  }

  private func rowParameter(
    of function: FunctionDescription, _ declared: ComputedField, _ quoted: String, _ problems: inout FunctionProblems
  ) -> Int? {
    guard let name = declared.tableArgument else {
      guard let first = function.parameters.first else {
        problems.add("the function \(quoted) has no input arguments")
        return nil
      }
      check(first, "first argument of the function \(quoted)", &problems)
      return 0
    }
    guard let index = function.parameters.firstIndex(where: { $0.name == name }) else {
      problems.add("\"\(name)\" is not an input argument of the function \(quoted)")
      return nil
    }
    check(function.parameters[index], "\"\(name)\" argument of the function \(quoted)", &problems)
    return index
  }

  private func check(_ parameter: FunctionParameter, _ what: String, _ problems: inout FunctionProblems) {
    if parameter.type.table == nil { problems.add("\(what) is not COMPOSITE type") }
    guard parameter.type.table != table.reference else { return }
    let type = parameter.type.table.map { naming.name($0.path).text } ?? parameter.type.name
    problems.add("\(what) of type \"\(type)\" is not the table to which the computed field is being added")
  }

  private func sessionParameter(
    of function: FunctionDescription, _ declared: ComputedField, _ quoted: String, _ problems: inout FunctionProblems
  ) -> Int? {
    guard let name = declared.sessionArgument else { return nil }
    guard let index = function.parameters.firstIndex(where: { $0.name == name }) else {
      problems.add("\"\(name)\" is not an input argument of the function \(quoted)")
      return nil
    }
    if function.parameters[index].type.type.canonical != .json {
      problems.add("\"\(name)\" argument of the function \(quoted) is not of type JSON")
    }
    return index
  }
}
