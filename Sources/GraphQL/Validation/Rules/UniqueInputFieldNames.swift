/// The fields of an input object's literal have different names (section 5.6.3).
enum UniqueInputFieldNames {
  static func check(_ fields: [ObjectField], _ context: ValidationContext) {
    guard fields.count > 1 else { return }
    var known: [String: Location] = [:]
    for field in fields {
      if let first = known[field.name.text] {
        context.report(
          "UniqueInputFieldNames", "There can be only one input field named \"\(field.name.text)\".",
          at: [first, field.name.location])
      } else {
        known[field.name.text] = field.name.location
      }
    }
  }
}
