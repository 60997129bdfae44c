import Glibc
import Synchronization

/// The folder of this host's sockets: only its user may enter, and it is gone after the host.
///
/// A lock on a file inside tells the living from the dead: the folders of hosts that were killed are removed by the next one, also when
/// hosts of several process namespaces share the parent.
final class RuntimeDirectory: Sendable {
  let path: String
  private let lock: CInt
  private let parent: String
  private let sockets = Atomic(0)

  private static let prefix = "joinery-"

  /// Makes the folder in `parent`, or in `XDG_RUNTIME_DIR` or `/tmp` if that is nil.
  init(parent: String?) throws(SystemError) {
    while true {
      let name = Self.prefix + "\(getpid())-" + randomHex(bytes: 4)
      let parent = Self.usableParent(parent, name: name)
      let path = parent + "/" + name
      guard mkdir(path, 0o700) == 0 else { throw .last }
      guard let lock = try Self.lock(path + "/lock") else { continue }
      (self.parent, self.path, self.lock) = (parent, path, lock)
      return
    }
  }

  /// A locked new file; nil if a host that is ending found it before it was locked, and removes it.
  private static func lock(_ file: String) throws(SystemError) -> CInt? {
    let descriptor = open(file, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw .last
    }
    var status = stat()
    if flock(descriptor, LOCK_EX | LOCK_NB) == 0, fstat(descriptor, &status) == 0, status.st_nlink > 0 { return descriptor }
    close(descriptor)
    return nil
  }

  /// The path of a socket that nobody used yet.
  func newSocket() -> String { path + "/\(sockets.wrappingAdd(1, ordering: .relaxed).newValue).sock" }

  /// Removes this folder, and those of hosts that ended without doing so.
  func remove() {
    Self.removeFolder(path)
    close(lock)
    for name in namesInFolder(parent) where name.hasPrefix(Self.prefix) { Self.removeIfStale(parent + "/" + name) }
  }

  private static func removeIfStale(_ folder: String) {
    var status = stat()
    guard lstat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR, status.st_uid == geteuid() else { return }
    let descriptor = open(folder + "/lock", O_RDWR | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { removeFolder(folder) }
  }

  private static func removeFolder(_ folder: String) {
    for name in namesInFolder(folder) { unlink(folder + "/" + name) }
    rmdir(folder)
  }

  /// A parent so deep that a socket's address would not fit is passed over for `/tmp`.
  private static func usableParent(_ wanted: String?, name: String) -> String {
    let environment = getenv("XDG_RUNTIME_DIR").map { String(cString: $0) }
    return [wanted, environment].compactMap(\.self).first { candidate in
      candidate.hasPrefix("/") && (candidate + "/" + name + "/9999999.sock").utf8.count <= longestSocketPath
        && access(candidate, W_OK | X_OK) == 0
    } ?? "/tmp"
  }
}

/// The names in a folder, without `.` and `..`, in alphabetical order; none if it cannot be read.
func namesInFolder(_ folder: String) -> [String] {
  guard let directory = opendir(folder) else { return [] }
  defer { closedir(directory) }
  var names: [String] = []
  while let entry = readdir(directory) {
    let name = withUnsafePointer(to: &entry.pointee.d_name) {
      $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
    }
    if name != ".", name != ".." { names.append(name) }
  }
  return names.sorted()
}

/// Random bytes of the system's generator in hexadecimal.
func randomHex(bytes count: Int) -> String {
  var generator = SystemRandomNumberGenerator()
  let digits = Array("0123456789abcdef".utf8)
  return String(decoding: (0..<(2 * count)).map { _ in digits[Int.random(in: 0..<16, using: &generator)] }, as: UTF8.self)
}
