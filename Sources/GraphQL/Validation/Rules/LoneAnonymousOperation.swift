/// An operation without a name stands alone (section 5.2.2.1).
enum LoneAnonymousOperation {
  static func check(_ context: ValidationContext) {
    var count = 0
    for case .operation in context.document.definitions { count += 1 }
    guard count > 1 else { return }
    for case .operation(let operation) in context.document.definitions where operation.name == nil {
      context.report(
        "LoneAnonymousOperation", "This anonymous operation must be the only defined operation.", at: [operation.location])
    }
  }
}
