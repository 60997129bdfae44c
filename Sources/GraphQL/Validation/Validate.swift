/// Returns every violation of the specification's rules (section 5) in a document, none when it is valid.
///
/// All rules of graphql-js 16 are applied in one walk over the document. With `reportingDeprecated` uses of deprecated fields,
/// arguments, input fields and enumeration values are reported too (its `NoDeprecatedCustomRule`). After 200 errors the rest is
/// not noted.
package func validate(_ document: Document, against schema: Schema, reportingDeprecated: Bool = false) -> [ValidationError] {
  let context = ValidationContext(document: document, schema: schema)
  ExecutableDefinitions.check(context)
  UniqueOperationNames.check(context)
  LoneAnonymousOperation.check(context)
  UniqueFragmentNames.check(context)
  let walk = DocumentWalk(context: context, reportsDeprecated: reportingDeprecated)
  for definition in document.definitions {
    switch definition {
    case .operation(let operation): walk.visit(operation)
    case .fragment(let fragment): walk.visit(fragment)
    case .typeSystem: continue
    }
  }
  NoFragmentCycles.check(context)
  NoUnusedFragments.check(context)
  for (operation, scope) in context.operationScopes {
    let usages = RecursiveUsages.variables(of: scope, in: context)
    NoUndefinedVariables.check(operation, usages, context)
    NoUnusedVariables.check(operation, usages, context)
    VariablesInAllowedPosition.check(operation, usages, context)
    SingleFieldSubscriptions.check(operation, context)
  }
  OverlappingFieldsCanBeMerged.check(walk.selectionSets, context)
  return context.errors()
}
