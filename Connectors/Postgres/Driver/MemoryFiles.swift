private import CLibPQ
import Glibc

/// Certificates given as text, for a library that wants file names: files that exist in memory only.
final class MemoryFiles {
  private var descriptors: [Int32] = []

  deinit { for descriptor in descriptors { close(descriptor) } }

  /// Returns a path that this process can read the text at.
  func make(_ text: String) -> String? {
    let descriptor = joinery_memory_file("certificate")
    guard descriptor >= 0 else { return nil }
    descriptors.append(descriptor)
    // libpq refuses a key that others may read.
    fchmod(descriptor, 0o600)
    let bytes = Array(text.utf8)
    guard write(descriptor, bytes, bytes.count) == bytes.count else { return nil }
    return "/proc/self/fd/\(descriptor)"
  }
}
