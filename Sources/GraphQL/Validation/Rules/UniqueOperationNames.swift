/// Operations have different names (section 5.2.1.1).
enum UniqueOperationNames {
  static func check(_ context: ValidationContext) {
    var known: [String: Location] = [:]
    for case .operation(let operation) in context.document.definitions {
      guard let name = operation.name else { continue }
      if let first = known[name.text] {
        context.report(
          "UniqueOperationNames", "There can be only one operation named \"\(name.text)\".", at: [first, name.location])
      } else {
        known[name.text] = name.location
      }
    }
  }
}
