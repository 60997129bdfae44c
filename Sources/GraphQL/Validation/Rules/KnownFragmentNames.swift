/// Fragments that are spread exist (section 5.5.2.1).
enum KnownFragmentNames {
  static func report(_ spread: FragmentSpread, _ context: ValidationContext) {
    context.report(
      "KnownFragmentNames", "Unknown fragment \"\(spread.name.text)\".", at: [spread.name.location],
      hasura: .inlining("reference to undefined fragment \"\(spread.name.text)\""))
  }
}
