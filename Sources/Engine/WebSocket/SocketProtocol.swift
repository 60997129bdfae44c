package import JSON

/// Who may say what, and when, on a socket: takes what happens and says what to do about it. Does nothing itself.
package struct SocketProtocol: Sendable {
  /// One operation. Its number tells it from an earlier one of the same id.
  package struct Operation: Hashable, Sendable {
    package let id: String
    package let number: Int
  }

  /// What is to be done after an event.
  package enum Action: Equatable, Sendable {
    case send(String)
    case close(SocketClose)
    /// Find out who asks, and call `admitted` or `rejected`; the names are in lower case.
    case authenticate(headers: [String: String])
    case start(Operation, GraphQLRequest)
    case stop(Operation)
  }

  private enum Phase {
    case waiting
    case authenticating
    case ready
    /// Only the older protocol lets a rejected client go on.
    case rejected(String)
    case closed
  }

  /// More operations at once on one socket are refused.
  package static let mostOperations = 1000

  private let dialect: SocketDialect
  private var phase = Phase.waiting
  private var operations: [String: Operation] = [:]
  private var started = 0

  package init(_ dialect: SocketDialect) { self.dialect = dialect }

  /// A message came.
  package mutating func receive(_ text: String) -> [Action] {
    if case .closed = phase { return [] }
    let message: ClientMessage
    do throws(ClientMessage.Malformed) { message = try ClientMessage(text, dialect) } catch {
      return dialect == .current ? close(.invalidMessage(error.reason)) : [send(.connectionError(error.reason))]
    }
    switch message {
    case .initialise(let headers): return initialise(headers)
    case .ping(let payload): return [send(.pong(payload: payload))]
    case .pong: return []
    case .start(let id, let request): return start(id, request)
    case .stop(let id): return stop(id)
    case .terminate: return close(.asked)
    }
  }

  /// The client is who it says.
  package mutating func admitted() -> [Action] {
    guard case .authenticating = phase else { return [] }
    phase = .ready
    // Clients of the older protocol take the first keep-alive for the sign that there will be more.
    return dialect == .current ? [send(.acknowledge)] : [send(.acknowledge), send(.keepAlive)]
  }

  package mutating func rejected(_ reason: String) -> [Action] {
    guard case .authenticating = phase else { return [] }
    guard dialect == .legacy else { return close(.forbidden(reason)) }
    phase = .rejected(reason)
    return [send(.connectionError(reason))]
  }

  /// The time for `connection_init` is over.
  package mutating func initialisationTimedOut() -> [Action] {
    guard case .waiting = phase else { return [] }
    return close(.initialisationTimeout)
  }

  package func keepAliveDue() -> [Action] {
    if case .ready = phase { [send(.keepAlive)] } else { [] }
  }

  /// An operation has an answer; a live query has many.
  package func answered(_ operation: Operation, _ answer: [UInt8]) -> [Action] {
    isActive(operation) ? [send(.result(id: operation.id, answer: answer))] : []
  }

  /// An operation had its last answer.
  package mutating func completed(_ operation: Operation) -> [Action] {
    guard isActive(operation) else { return [] }
    operations[operation.id] = nil
    return [send(.complete(id: operation.id))]
  }

  /// An operation could not be run; `errors` are the elements of a GraphQL answer's.
  package mutating func refused(_ operation: Operation, _ errors: [JSON]) -> [Action] {
    guard isActive(operation) else { return [] }
    operations[operation.id] = nil
    return refusal(operation.id, errors)
  }

  private mutating func initialise(_ headers: [String: String]) -> [Action] {
    switch (dialect, phase) {
    case (_, .waiting), (.legacy, .rejected):
      phase = .authenticating
      return [.authenticate(headers: headers)]
    case (.current, _): return close(.tooManyInitialisations)
    case (.legacy, _): return []
    }
  }

  private mutating func start(_ id: String, _ request: GraphQLRequest) -> [Action] {
    switch phase {
    case .ready: break
    case .rejected(let reason): return refusal(id, [Self.startFailure("cannot start as connection_init failed with: \(reason)")])
    default:
      guard dialect == .legacy else { return close(.unauthorized) }
      return refusal(id, [Self.startFailure("start received before the connection is initialised")])
    }
    if operations[id] != nil {
      guard dialect == .legacy else { return close(.duplicate(id)) }
      // Without `complete`: that would end the operation that has the id.
      return [send(.refusal(id: id, errors: [Self.startFailure("an operation already exists with this id: \(id)")]))]
    }
    guard operations.count < Self.mostOperations else {
      return refusal(id, [Self.startFailure("more than \(Self.mostOperations) operations at once on one connection")])
    }
    started += 1
    let operation = Operation(id: id, number: started)
    operations[id] = operation
    return [.start(operation, request)]
  }

  private mutating func stop(_ id: String) -> [Action] {
    guard let operation = operations.removeValue(forKey: id) else { return [] }
    return dialect == .current ? [.stop(operation)] : [.stop(operation), send(.complete(id: id))]
  }

  private mutating func close(_ why: SocketClose) -> [Action] {
    phase = .closed
    operations = [:]
    return [.close(why)]
  }

  /// In the older protocol an error does not end an operation; `complete` does.
  private func refusal(_ id: String, _ errors: [JSON]) -> [Action] {
    let error = send(.refusal(id: id, errors: errors))
    return dialect == .current ? [error] : [error, send(.complete(id: id))]
  }

  private func isActive(_ operation: Operation) -> Bool { operations[operation.id] == operation }

  private func send(_ message: ServerMessage) -> Action { .send(message.text(dialect)) }

  private static func startFailure(_ reason: String) -> JSON {
    ["message": .string(reason), "extensions": ["path": "$", "code": "start-failed"]]
  }
}
