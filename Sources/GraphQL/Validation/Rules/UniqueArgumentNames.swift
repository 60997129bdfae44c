/// The arguments of a field or directive have different names (section 5.4.2).
enum UniqueArgumentNames {
  static func check(_ arguments: [Argument], _ context: ValidationContext) {
    guard arguments.count > 1 else { return }
    let byName = Dictionary(grouping: arguments, by: \.name.text)
    guard byName.count < arguments.count else { return }
    var reported: Set<String> = []
    for argument in arguments {
      let name = argument.name.text
      guard let same = byName[name], same.count > 1, reported.insert(name).inserted else { continue }
      context.report("UniqueArgumentNames", "There can be only one argument named \"\(name)\".", at: same.map(\.location))
    }
  }
}
