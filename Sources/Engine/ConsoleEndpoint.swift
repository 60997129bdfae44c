import Glibc
import HTTPServer

/// `/console`: GraphiQL and its files, from a directory that the build fetched.
struct ConsoleEndpoint: Sendable {
  /// Nil switches the console off.
  let directory: String?
  let isEnabled: Bool

  func serves(_ path: String) -> Bool { isEnabled && (path == "/" || path == "/console" || path.hasPrefix("/console/")) }

  func respond(to request: HTTPRequest, _ writer: any HTTPResponseWriter) async {
    // Relative links of the page need the slash-less form to be the page itself.
    if request.path == "/" || request.path == "/console/" {
      return await writer.respond(.temporaryRedirect, headers: ["Location": "/console"], body: "")
    }
    guard let directory else { return await missing(writer) }
    let name = request.path == "/console" ? "index.html" : String(request.path.dropFirst("/console/".count))
    guard isPlain(name), let bytes = Self.read("\(directory)/\(name)") else {
      if name == "index.html" { return await missing(writer) }
      return await writer.respond(.notFound, headers: ["Content-Type": "text/plain; charset=utf-8"], body: "not found\n")
    }
    await writer.respond(.ok, headers: ["Content-Type": Self.type(of: name), "Cache-Control": "no-cache"], body: bytes)
  }

  private func missing(_ writer: any HTTPResponseWriter) async {
    await writer.respond(
      .notFound, headers: ["Content-Type": "text/plain; charset=utf-8"],
      body: "The console's files are not here. Fetch them with `make console`, or say where they are with --console-assets-dir.\n")
  }

  /// Whether a path names a file below the directory: nothing hidden, no step upwards.
  private func isPlain(_ name: String) -> Bool {
    !name.isEmpty && name.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { !$0.isEmpty && !$0.hasPrefix(".") }
  }

  private static func read(_ path: String) -> [UInt8]? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    let size = Int(status.st_size)
    return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size {
        let got = Glibc.read(file, buffer.baseAddress.map { $0 + count }, size - count)
        guard got > 0 else { return }
        count += got
      }
    }
  }

  private static func type(of name: String) -> String {
    let types = [
      "html": "text/html; charset=utf-8", "js": "text/javascript; charset=utf-8", "css": "text/css; charset=utf-8",
      "svg": "image/svg+xml", "png": "image/png", "ico": "image/x-icon", "woff2": "font/woff2", "json": "application/json",
      "ttf": "font/ttf", "map": "application/json",
    ]
    return types[name.split(separator: ".").last.map(String.init) ?? ""] ?? "application/octet-stream"
  }
}
