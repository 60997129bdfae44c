import Foundation

/// The package's own sources, read as text.
struct SourceTree {
  struct File {
    var path: String
    var lines: [String]

    /// Lines without comments: what the compiler sees.
    var code: [String] {
      lines.map { line in
        guard let comment = line.range(of: "//") else { return line }
        let before = line[..<comment.lowerBound]
        // `//` inside of a literal (a URL) is no comment.
        return before.filter { $0 == "\"" }.count.isMultiple(of: 2) ? String(before) : line
      }
    }

    /// The modules that the file imports.
    var imports: [String] {
      lines.compactMap { line in
        let words = line.split(separator: " ")
        guard let position = words.firstIndex(of: "import"), position <= 1, words.count > position + 1 else { return nil }
        return String(words[position + 1])
      }
    }
  }

  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The Swift files below a folder of the package.
  static func files(in folder: String, except excluded: [String] = []) throws -> [File] {
    let base = root.appendingPathComponent(folder).resolvingSymlinksInPath()
    guard let walk = FileManager.default.enumerator(atPath: base.path) else { return [] }
    var files: [File] = []
    for case let name as String in walk where name.hasSuffix(".swift") {
      guard !excluded.contains(where: { name.hasPrefix($0) }) else { continue }
      let text = try String(contentsOf: base.appendingPathComponent(name), encoding: .utf8)
      files.append(File(path: "\(folder)/\(name)", lines: text.components(separatedBy: "\n")))
    }
    return files.sorted { $0.path < $1.path }
  }
}
