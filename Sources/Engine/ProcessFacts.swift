import Errors
import Glibc

/// What this process knows of itself and its surroundings.
enum ProcessFacts {
  /// The absolute path of the running executable.
  static var executablePath: String {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = buffer.withUnsafeMutableBytes { bytes in
      bytes.baseAddress.map { readlink("/proc/self/exe", $0, bytes.count) } ?? -1
    }
    return count > 0 ? String(decoding: buffer[..<count], as: UTF8.self) : CommandLine.arguments.first ?? "joinery"
  }

  /// A directory of files that belong to the installation: `../share/joinery/<name>` from the executable.
  static func sharedDirectory(_ name: String) -> String? {
    let path = executablePath.split(separator: "/").dropLast(2).joined(separator: "/")
    let directory = "/\(path)/share/joinery/\(name)"
    return access(directory, R_OK) == 0 ? directory : nil
  }

  static func environmentVariable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  /// Makes the directories that a file's path names.
  static func makeDirectory(of file: String) throws(EngineError) {
    guard let slash = file.lastIndex(of: "/") else { return }
    let directory = file[..<slash]
    var path = directory.hasPrefix("/") ? "" : "."
    for part in directory.split(separator: "/") {
      path += "/\(part)"
      guard mkdir(path, 0o755) == 0 || errno == EEXIST else {
        throw EngineError(.invalidConfiguration, "cannot make the directory \(path): \(String(cString: strerror(errno)))")
      }
    }
  }
}
