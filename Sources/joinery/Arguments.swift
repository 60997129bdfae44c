/// The command line before it is parsed.
enum Arguments {
  /// Switches, which may stand alone (`--enable-console`) or with a value (`--enable-console=false`, `--enable-console false`).
  static let switches: Set<String> = [
    "--stringify-numeric-types", "--infer-function-permissions", "--v1-boolean-null-collapse", "--enable-console", "--dev-mode",
    "--admin-internal-errors",
    "--enable-telemetry",
    "--enable-allowlist", "--use-prepared-statements", "--disable-cors", "--enable-remote-schema-permissions",
  ]

  /// Gives every switch a value, because Hasura's command line allows both forms and an option here always has one.
  static func normalized(_ arguments: [String]) -> [String] {
    var normalized: [String] = []
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      guard switches.contains(argument) else {
        normalized.append(argument)
        continue
      }
      if let value = rest.first, ["true", "false"].contains(value.lowercased()) {
        normalized.append("\(argument)=\(value.lowercased())")
        rest.removeFirst()
      } else {
        normalized.append("\(argument)=true")
      }
    }
    return normalized
  }
}
