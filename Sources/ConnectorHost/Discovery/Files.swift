import Glibc

/// The text of a small file; nil if it cannot be read.
func contents(ofFile path: String) -> String? {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { return nil }
  defer { close(descriptor) }
  var bytes: [UInt8] = []
  while let part = readPart(descriptor), !part.isEmpty { bytes += part }
  return String(decoding: bytes, as: UTF8.self)
}

/// What can be read now: empty at the end, nil on an error.
func readPart(_ descriptor: CInt) -> [UInt8]? {
  var count = 0
  let part = [UInt8](unsafeUninitializedCapacity: 16 * 1024) { buffer, used in
    count = read(descriptor, buffer.baseAddress, buffer.count)
    used = max(0, count)
  }
  return count < 0 ? nil : part
}

/// Writes a file so that readers see the old or the new one, never a part. Failures are ignored: the file is a cache.
func replace(file path: String, with text: String) {
  let temporary = path + ".\(getpid())"
  let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
  guard descriptor >= 0 else { return }
  var copy = text
  let isComplete = copy.withUTF8 { write(descriptor, $0.baseAddress, $0.count) == $0.count }
  close(descriptor)
  if !isComplete || rename(temporary, path) != 0 { unlink(temporary) }
}
