import NIOCore
import NIOHTTP1

/// Puts a request together from the decoder's pieces and refuses it as early as possible. Does no I/O.
struct RequestAssembly {
  enum Event {
    case complete(HTTPRequestHead, body: ByteBuffer)
    /// The client waits for `100 Continue` before it sends the body.
    case expectsContinue
    /// Answer this and close: what follows on the connection cannot be understood any more.
    case refuse(HTTPStatus)
  }

  private enum State {
    case awaitingHead
    case collecting(HTTPRequestHead, body: ByteBuffer)
    case refused
  }

  private let maximumBodyBytes: Int
  private var state = State.awaitingHead

  var isCollecting: Bool {
    if case .collecting = state { true } else { false }
  }

  init(maximumBodyBytes: Int) {
    self.maximumBodyBytes = maximumBodyBytes
  }

  mutating func receive(_ part: HTTPServerRequestPart) -> Event? {
    switch (state, part) {
    case (.awaitingHead, .head(let head)): return begin(head)
    case (.collecting(let head, var body), .body(let piece)):
      guard body.readableBytes + piece.readableBytes <= maximumBodyBytes else { return refuse(.payloadTooLarge) }
      // Without this the enum keeps a second reference to the body, and each piece would copy all before it.
      state = .awaitingHead
      body.writeImmutableBuffer(piece)
      state = .collecting(head, body: body)
      return nil
    case (.collecting(let head, let body), .end):
      state = .awaitingHead
      return .complete(head, body: body)
    case (.refused, _), (.awaitingHead, .body), (.awaitingHead, .end), (.collecting, .head): return nil
    }
  }

  mutating func refuse(_ status: HTTPStatus) -> Event? {
    if case .refused = state { return nil }
    state = .refused
    return .refuse(status)
  }

  private mutating func begin(_ head: HTTPRequestHead) -> Event? {
    guard head.version.major == 1 else { return refuse(.httpVersionNotSupported) }
    guard head.version.minor == 0 || Self.namesOneHost(head.headers) else { return refuse(.badRequest) }
    if let length = head.headers.first(name: "content-length").flatMap({ Int($0) }), length > maximumBodyBytes {
      return refuse(.payloadTooLarge)
    }
    state = .collecting(head, body: ByteBuffer())
    let expects = head.version.minor > 0 && head.headers.first(name: "expect")?.lowercased() == "100-continue"
    return expects ? .expectsContinue : nil
  }

  /// RFC 9112, 3.2: anything else is answered with 400.
  private static func namesOneHost(_ headers: HTTPFields) -> Bool {
    headers.reduce(0) { count, field in
      field.name.utf8.count == 4 && field.name.lowercased() == "host" ? count + 1 : count
    } == 1
  }
}
