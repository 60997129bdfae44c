/// A header of a request or an answer.
package struct RemoteHeader: Equatable, Sendable {
  package let name: String
  package let value: String

  /// A header as it is sent; names are compared whatever their case.
  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

extension Sequence<RemoteHeader> {
  /// The value of the first header of a name, given in lower case.
  package func first(named name: String) -> String? { first { $0.name.lowercased() == name }?.value }
}

/// A request to another server.
package struct RemoteRequest: Sendable {
  package var method = "POST"
  package var url: String
  package var headers: [RemoteHeader]
  package var body: [UInt8]?
  /// From sending to the last byte of the answer.
  package var timeout: Duration
  /// Bytes of the answer's body.
  package var largestAnswer = RemoteRequest.largestAnswer
  /// Whether it may be sent again when the connection ends before an answer begins. What changes something may not.
  package var isRepeatable = true
  /// The hosts whose certificates need not be signed by a known authority; nil takes the client's.
  package var tlsAllowlist: TLSAllowlist?

  /// The largest answer that is read unless said otherwise: 32 MiB.
  package static let largestAnswer = 32 << 20

  /// A request that must be answered within `timeout`.
  package init(url: String, headers: [RemoteHeader] = [], body: [UInt8]? = nil, timeout: Duration) {
    self.url = url
    self.headers = headers
    self.body = body
    self.timeout = timeout
  }
}

/// What another server answered, whatever it says about success.
package struct RemoteResponse: Equatable, Sendable {
  package let status: Int
  package let headers: [RemoteHeader]
  package let body: [UInt8]

  /// An answer with its whole body.
  package init(status: Int, headers: [RemoteHeader], body: [UInt8]) {
    self.status = status
    self.headers = headers
    self.body = body
  }
}
