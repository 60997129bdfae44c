import Glibc
import NIOPosix

/// A TCP client that sends and sees bytes exactly; every call gives up after five seconds.
///
/// `@unchecked Sendable`: its calls are made one after the other; they block, hence on a thread pool.
final class RawClient: @unchecked Sendable {
  struct Response: Equatable {
    var status: Int
    var headers: [String: String]
    var body: String
  }

  struct Failure: Error {
    let call: String
    let code = errno
  }

  private let descriptor: Int32
  private var unread: [UInt8] = []

  init(port: Int, isIPv6: Bool = false, receiveBuffer: Int32? = nil) throws {
    descriptor = socket(isIPv6 ? AF_INET6 : AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { throw Failure(call: "socket") }
    var limit = timeval(tv_sec: 5, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    if var receiveBuffer { setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &receiveBuffer, 4) }
    let result = isIPv6 ? Self.connectIPv6(descriptor, port) : Self.connectIPv4(descriptor, port)
    guard result == 0 else { throw Failure(call: "connect") }
  }

  deinit { Glibc.close(descriptor) }

  func send(_ text: String) async throws {
    try await send(Array(text.utf8))
  }

  func send(_ bytes: [UInt8]) async throws {
    try await NIOThreadPool.singleton.runIfActive { try self.sendAll(bytes) }
  }

  private func sendAll(_ bytes: [UInt8]) throws {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      guard count > 0 else { throw Failure(call: "send") }
      sent += count
    }
  }

  /// Closes at once and without a farewell.
  func reset() {
    var option = linger(l_onoff: 1, l_linger: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
    Glibc.shutdown(descriptor, Int32(SHUT_RDWR))
  }

  func get(_ path: String) async throws -> Response {
    try await send("GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n")
    return try await response()
  }

  /// Reads one answer, with a length or in chunks; `hasBody: false` for the answer to HEAD.
  func response(hasBody: Bool = true) async throws -> Response {
    let lines = String(decoding: try await read(through: "\r\n\r\n"), as: UTF8.self).split(separator: "\r\n")
    let status = Int(lines[0].split(separator: " ")[1]) ?? 0
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      let colon = line.firstIndex(of: ":") ?? line.endIndex
      headers[line[..<colon].lowercased()] = String(line[colon...].dropFirst(2))
    }
    var body: [UInt8] = []
    if hasBody, let length = headers["content-length"].flatMap({ Int($0) }) {
      body = try await read(length)
    } else if hasBody, headers["transfer-encoding"] == "chunked" {
      body = try await chunkedBody()
    }
    return Response(status: status, headers: headers, body: String(decoding: body, as: UTF8.self))
  }

  private func chunkedBody() async throws -> [UInt8] {
    var body: [UInt8] = []
    while true {
      let line = String(decoding: try await read(through: "\r\n").dropLast(2), as: UTF8.self)
      guard let size = Int(line, radix: 16) else { throw Failure(call: "chunk size \(line)") }
      body += try await read(size)
      guard try await read(2) == [13, 10] else { throw Failure(call: "chunk end") }
      if size == 0 { return body }
    }
  }

  func read(_ count: Int) async throws -> [UInt8] {
    while unread.count < count { try await receive() }
    defer { unread.removeFirst(count) }
    return Array(unread.prefix(count))
  }

  func read(through end: String) async throws -> [UInt8] {
    let end = Array(end.utf8)
    var start = 0
    while true {
      while start + end.count <= unread.count {
        if Array(unread[start..<start + end.count]) == end { return try await read(start + end.count) }
        start += 1
      }
      try await receive()
    }
  }

  /// Everything up to the end of the connection; throws when it was reset.
  func readToEnd() async throws -> [UInt8] {
    while try await receiveMore() {}
    defer { unread = [] }
    return unread
  }

  private func receive() async throws {
    guard try await receiveMore() else { throw Failure(call: "end of connection") }
  }

  private func receiveMore() async throws -> Bool {
    try await NIOThreadPool.singleton.runIfActive { try self.receiveSome() }
  }

  private func receiveSome() throws -> Bool {
    var chunk = [UInt8](repeating: 0, count: 64 << 10)
    let count = recv(descriptor, &chunk, chunk.count, 0)
    guard count >= 0 else { throw Failure(call: "recv") }
    unread += chunk.prefix(count)
    return count > 0
  }

  private static func connectIPv4(_ descriptor: Int32, _ port: Int) -> Int32 {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
  }

  private static func connectIPv6(_ descriptor: Int32, _ port: Int) -> Int32 {
    var address = sockaddr_in6()
    address.sin6_family = sa_family_t(AF_INET6)
    address.sin6_port = in_port_t(port).bigEndian
    address.sin6_addr = in6addr_loopback
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in6>.size))
      }
    }
  }
}
