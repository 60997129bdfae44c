import Glibc
package import JSON

/// A blocking HTTP/1.1 client for tests: one connection per request, nothing hidden.
package struct HTTPClient: Sendable {
  /// Why there is no whole answer.
  package enum Failure: Error, Equatable {
    case refused(errno: Int32)
    /// The connection ended, or nothing came for 60 seconds, before the answer was whole.
    case cut(afterBodyBytes: Int)
    case malformed(String)
  }

  private let port: Int

  package init(port: Int) { self.port = port }

  /// Sends a request to 127.0.0.1 and reads the whole answer.
  package func send(
    _ method: String = "POST", _ path: String, headers: [String: String] = [:], body: [UInt8] = []
  ) throws(Failure) -> HTTPAnswer {
    var collected: [UInt8] = []
    var answer = try stream(method, path, headers: headers, body: body) { bytes in
      collected += bytes
      return true
    }
    answer.body = collected
    return answer
  }

  /// Sends a request and hands over the answer's body as it comes. The connection is closed as soon as `onBody` says no.
  package func stream(
    _ method: String = "POST", _ path: String, headers: [String: String] = [:], body: [UInt8] = [],
    onBody: (ArraySlice<UInt8>) -> Bool
  ) throws(Failure) -> HTTPAnswer {
    let descriptor = try connected()
    defer { close(descriptor) }
    send(request(method, path, headers, body), on: descriptor)
    var reader = HTTPAnswerReader(descriptor: descriptor)
    return try reader.read(onBody: onBody)
  }

  /// Sends a request and closes the connection after a while without having read anything.
  package func abandon(_ method: String, _ path: String, body: [UInt8], afterMilliseconds milliseconds: UInt32) throws(Failure) {
    let descriptor = try connected()
    send(request(method, path, [:], body), on: descriptor)
    usleep(milliseconds * 1000)
    close(descriptor)
  }

  private func request(_ method: String, _ path: String, _ headers: [String: String], _ body: [UInt8]) -> [UInt8] {
    var head = "\(method) \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
    if method != "GET" { head += "Content-Length: \(body.count)\r\n" }
    for (name, value) in headers { head += "\(name): \(value)\r\n" }
    return Array((head + "\r\n").utf8) + body
  }

  func connected() throws(Failure) -> Int32 {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var patience = timeval(tv_sec: 60, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
    }
    guard result == 0 else {
      let reason = errno
      close(descriptor)
      throw .refused(errno: reason)
    }
    return descriptor
  }

  /// A server may answer and close before it has read all: the answer tells more than the failed write.
  func send(_ bytes: [UInt8], on descriptor: Int32) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }
}

/// What a server answered.
package struct HTTPAnswer: Sendable {
  package var status: Int
  /// Names in lower case.
  package var headers: [String: String]
  /// The values of all `Set-Cookie` headers.
  package var cookies: [String] = []
  package var body: [UInt8] = []

  package var text: String { String(decoding: body, as: UTF8.self) }

  /// The body as JSON, nil if it is none.
  package var json: JSON? { try? JSON(parsing: body) }
}
