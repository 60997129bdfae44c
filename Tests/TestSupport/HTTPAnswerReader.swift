import Glibc

/// Reads one HTTP/1.1 answer from a socket.
struct HTTPAnswerReader {
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private var position = 0
  private var bodyBytes = 0

  init(descriptor: Int32) { self.descriptor = descriptor }

  mutating func read(onBody: (ArraySlice<UInt8>) -> Bool) throws(HTTPClient.Failure) -> HTTPAnswer {
    let answer = try head()
    if answer.headers["transfer-encoding"] == "chunked" {
      while case let size = try chunkSize(), size > 0 {
        guard try body(size, onBody) else { return answer }
        _ = try line()
      }
      _ = try line()
    } else if let length = answer.headers["content-length"].flatMap({ Int($0) }) {
      _ = try body(length, onBody)
    } else if answer.status != 204 {
      throw .malformed("neither a length nor chunks")
    }
    return answer
  }

  private mutating func head() throws(HTTPClient.Failure) -> HTTPAnswer {
    let words = try line().split(separator: " ")
    guard words.count >= 2, let status = Int(words[1]) else { throw .malformed("status line") }
    var headers: [String: String] = [:]
    var cookies: [String] = []
    while case let text = try line(), !text.isEmpty {
      guard let colon = text.firstIndex(of: ":") else { throw .malformed("header line") }
      let (name, value) = (text[..<colon].lowercased(), text[text.index(after: colon)...].drop { $0 == " " }.description)
      headers[name] = value
      if name == "set-cookie" { cookies.append(value) }
    }
    return HTTPAnswer(status: status, headers: headers, cookies: cookies)
  }

  private mutating func chunkSize() throws(HTTPClient.Failure) -> Int {
    let text = try line()
    guard let size = Int(text, radix: 16) else { throw .malformed("chunk size \(text)") }
    return size
  }

  private mutating func line() throws(HTTPClient.Failure) -> String {
    var bytes: [UInt8] = []
    while true {
      if position == buffer.count { try fill() }
      let byte = buffer[position]
      position += 1
      if byte == UInt8(ascii: "\n") { break }
      if byte != UInt8(ascii: "\r") { bytes.append(byte) }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private mutating func body(_ count: Int, _ onBody: (ArraySlice<UInt8>) -> Bool) throws(HTTPClient.Failure) -> Bool {
    var left = count
    while left > 0 {
      if position == buffer.count { try fill() }
      let part = buffer[position..<min(buffer.count, position + left)]
      position += part.count
      left -= part.count
      bodyBytes += part.count
      guard onBody(part) else { return false }
    }
    return true
  }

  private mutating func fill() throws(HTTPClient.Failure) {
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = recv(descriptor, &bytes, bytes.count, 0)
    guard count > 0 else { throw .cut(afterBodyBytes: bodyBytes) }
    buffer = Array(bytes[..<count])
    position = 0
  }
}
