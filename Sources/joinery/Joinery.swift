import ArgumentParser
import Engine

/// The command line of Joinery.
@main
struct Joinery: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "joinery",
    abstract: "One GraphQL API over many databases.",
    version: "joinery \(Engine.version)",
    subcommands: [Serve.self, Version.self],
    defaultSubcommand: Serve.self)

  @OptionGroup var options: ServerOptions

  static func main() async {
    do {
      var command = try parseAsRoot(Arguments.normalized(Array(CommandLine.arguments.dropFirst())))
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch {
      exit(withError: error)
    }
  }
}

/// Runs the server until SIGTERM or SIGINT.
struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Run the server.")

  @OptionGroup var options: ServerOptions

  func run() async throws {
    try await Engine.serve(try options.configuration(environment: Environment.process))
  }
}

/// Prints the version as the last word.
struct Version: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Print the version.")

  func run() { print("joinery \(Engine.version)") }
}
