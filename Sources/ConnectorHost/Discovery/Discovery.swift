import ConnectorProtocol
import Glibc
import JSON

/// Finds connectors: executables `joinery-*` beside the host's own, then `../share/joinery/connectors/*.connector.json`, then the folders
/// of the configuration.
struct Discovery {
  private let configuration: ConnectorHost.Configuration

  init(_ configuration: ConnectorHost.Configuration) { self.configuration = configuration }

  /// All that was found, in this order. What could not be read, and kinds that are served already, are reported to the log.
  func connectors() -> [DiscoveredConnector] {
    let home = folder(of: configuration.executablePath)
    let folders = [home + "/../share/joinery/connectors"] + configuration.connectorDirectories
    let executables = Self.executables(in: home) + configuration.connectorDirectories.flatMap(Self.executables)
    var answers = ManifestCache(directory: configuration.cacheDirectory).manifests(of: executables)
    var found = Self.executables(in: home).compactMap { discovered($0, answers.removeValue(forKey: $0)) }
    for folder in folders {
      found += namesInFolder(folder).filter { $0.hasSuffix(".connector.json") }.compactMap { read(folder + "/" + $0) }
      found += Self.executables(in: folder).compactMap { path in
        answers.removeValue(forKey: path).flatMap { discovered(path, $0) }
      }
    }
    return withoutDuplicates(found)
  }

  /// The programs of a folder that are named like connectors. A build folder holds more files with that prefix, all with a dot.
  private static func executables(in folder: String) -> [String] {
    namesInFolder(folder).filter { $0.hasPrefix("joinery-") && !$0.contains(".") }.map { folder + "/" + $0 }.filter { path in
      var status = stat()
      return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && access(path, X_OK) == 0
    }
  }

  private func discovered(_ path: String, _ text: String?) -> DiscoveredConnector? {
    guard let text, !text.isEmpty else {
      warn(path, "it did not answer --manifest")
      return nil
    }
    return manifest(text, path).map { DiscoveredConnector(manifest: $0, command: path, origin: path) }
  }

  private func read(_ file: String) -> DiscoveredConnector? {
    guard let text = contents(ofFile: file), let manifest = manifest(text, file) else { return nil }
    guard let command = manifest.command else {
      warn(file, "it names no command")
      return nil
    }
    return DiscoveredConnector(manifest: manifest, command: resolve(command, beside: file), origin: file)
  }

  private func manifest(_ text: String, _ origin: String) -> Manifest? {
    do {
      return try Manifest(json: try JSON(parsing: text))
    } catch {
      warn(origin, "its manifest cannot be read: \(error)")
      return nil
    }
  }

  /// A command without a slash is one of `PATH`'s, or stands beside the manifest or the host.
  private func resolve(_ command: String, beside file: String) -> String {
    if command.hasPrefix("/") { return command }
    let path = getenv("PATH").map { String(cString: $0) } ?? ""
    let searched = command.contains("/") ? [] : [folder(of: configuration.executablePath)] + path.split(separator: ":").map(String.init)
    let candidates = ([folder(of: file)] + searched).map { $0 + "/" + command }
    return candidates.first { access($0, X_OK) == 0 } ?? folder(of: file) + "/" + command
  }

  private func withoutDuplicates(_ found: [DiscoveredConnector]) -> [DiscoveredConnector] {
    var kinds: [String: String] = [:]
    return found.filter { connector in
      let own = connector.manifest.kinds.flatMap { [$0.name] + $0.aliases }
      if let taken = own.first(where: { kinds[$0] != nil }), let other = kinds[taken] {
        warn(connector.origin, "its kind \(taken) is served by \(other)")
        return false
      }
      for kind in own { kinds[kind] = connector.origin }
      return true
    }
  }

  private func warn(_ origin: String, _ reason: String) {
    configuration.log(.warn, "connector-ignored", ["connector": .string(origin), "message": .string(reason)])
  }
}

/// The folder that a path lies in.
private func folder(of path: String) -> String {
  guard let slash = path.lastIndex(of: "/") else { return "." }
  return slash == path.startIndex ? "/" : String(path[..<slash])
}
