import ConnectorProtocol
import Glibc
import JSON
import NIOCore
import NIOPosix
import Synchronization

/// The process of one connector: performs what ``ConnectorLifecycle`` decides, and tells it what happened.
///
/// Everything but the published session is confined to the event loop.
final class ConnectorProcess: @unchecked Sendable {
  typealias SessionWaiter = Handover<Result<ConnectorSession, CallFailure>>

  let connector: DiscoveredConnector
  private let environment: ConnectorProcessEnvironment
  private let eventLoop: any EventLoop
  private let published = Mutex<ConnectorSession?>(nil)

  private var lifecycle: ConnectorLifecycle
  private var waiters: [SessionWaiter] = []
  private var stopWaiters: [Handover<Void>] = []
  private var wake: Scheduled<Void>?
  private var run = ConnectorRun()
  private var pending = CircularBuffer<ConnectorLifecycle.Action>()
  private var isApplying = false

  init(connector: DiscoveredConnector, environment: ConnectorProcessEnvironment) {
    self.connector = connector
    self.environment = environment
    eventLoop = environment.eventLoop
    lifecycle = ConnectorLifecycle(settings: environment.settings, seed: .random(in: 0...UInt64.max))
  }

  private var name: String { connector.manifest.name }

  /// The process when it answers; starts it, or waits for its restart, if need be.
  func session(until deadline: NIODeadline? = nil) async throws(CallFailure) -> ConnectorSession {
    if let session = published.withLock({ $0 }) { return session }
    let waiter = SessionWaiter()
    eventLoop.execute { self.await(waiter) }
    return try await waiter.value(until: deadline, on: eventLoop) { .failure(CallFailure($0)) }.get()
  }

  /// The process that answers after `session` turned out to be of no use; the same one if it is well after all.
  ///
  /// `isGone` says that nobody listens on its socket any more: then it is replaced.
  func session(
    after session: ConnectorSession, isGone: Bool, until deadline: NIODeadline?
  ) async throws(CallFailure) -> ConnectorSession {
    let waiter = SessionWaiter()
    eventLoop.execute {
      if isGone, self.run.number == session.run { self.apply(self.lifecycle.broke(.unreachable)) }
      self.await(waiter)
    }
    return try await waiter.value(until: deadline, on: eventLoop) { .failure(CallFailure($0)) }.get()
  }

  /// Ends the process; returns when it did.
  func stop() async {
    let waiter = Handover<Void>()
    eventLoop.execute {
      self.stopWaiters.append(waiter)
      self.apply(self.lifecycle.stop(at: .now))
    }
    // No deadline: the lifecycle itself goes on to SIGKILL.
    await waiter.value(until: nil, on: eventLoop) { _ in }
  }

  private func await(_ waiter: SessionWaiter) {
    waiters.append(waiter)
    apply(lifecycle.needed(at: .now))
  }
}

extension ConnectorProcess {
  /// Performs actions in order. One that makes something happen at once (a socket's end) has that event's actions wait for their turn.
  private func apply(_ actions: [ConnectorLifecycle.Action]) {
    pending.append(contentsOf: actions)
    if isApplying { return }
    isApplying = true
    while let action = pending.popFirst() { perform(action) }
    isApplying = false
    wake?.cancel()
    wake = lifecycle.nextWake.map { moment in
      eventLoop.scheduleTask(in: TimeAmount(moment - .now)) { [self] in apply(lifecycle.woke(at: .now)) }
    }
  }

  private func perform(_ action: ConnectorLifecycle.Action) {
    switch action {
    case .spawn: spawn()
    case .sendHello: run.control?.send(.hello(Hello(hostVersion: environment.hostVersion, token: run.token)))
    case .sendPing(let number): run.control?.send(.ping, request: number)
    case .sayGoodbye:
      published.withLock { $0 = nil }
      run.control?.close()
    case .terminate: run.child?.send(SIGTERM)
    case .kill:
      published.withLock { $0 = nil }
      run.child?.send(SIGKILL)
    case .discard: discard()
    case .admit: admit()
    case .refuse(let failure): refuse(failure)
    case .report(let level, let failure): log(level, "connector-end", ["message": .string(failure.phrase)])
    case .finished:
      for waiter in stopWaiters { waiter.deliver(()) }
      stopWaiters = []
    }
  }

  private func admit() {
    guard let session = published.withLock({ $0 }) ?? newSession() else { return }
    published.withLock { $0 = session }
    for waiter in waiters { waiter.deliver(.success(session)) }
    waiters = []
  }

  private func refuse(_ failure: ConnectorFailure) {
    let error = ConnectorError(.unavailable, message: "the connector \(name) \(failure.phrase)", isRetryable: true)
    for waiter in waiters { waiter.deliver(.failure(.refused(error))) }
    waiters = []
  }

  private func discard() {
    published.withLock { $0 = nil }
    let old = run
    run = ConnectorRun(number: old.number)
    old.control?.close()
    unlink(old.socketPath)
  }

  private func newSession() -> ConnectorSession? {
    guard let welcome = run.welcome else { return nil }
    let number = run.number
    return ConnectorSession(
      run: number, name: name, socketPath: run.socketPath, token: run.token,
      capabilities: Dictionary(welcome.kinds.map { ($0.name, $0.capabilities) }) { first, _ in first },
      cancel: { [weak self] request in self?.on(number) { $0.run.control?.send(.cancel, request: request) } })
  }

  /// Does something on the event loop, unless the run with this number is over by then.
  private func on(_ number: Int, _ body: @escaping @Sendable (ConnectorProcess) -> Void) {
    eventLoop.execute { [self] in
      if run.number == number { body(self) }
    }
  }

  private func log(_ level: LogLevel, _ event: String, _ more: JSONObject = JSONObject()) {
    environment.log(level, event, run.logFields(name, more))
  }
}

extension ConnectorProcess {
  private func spawn() {
    run = ConnectorRun(number: run.number + 1)
    do throws(SystemError) {
      run.socketPath = try environment.runtimeDirectory().newSocket()
      run.token = randomHex(bytes: 16)
      run.child = try startChild()
      try reapChild()
    } catch {
      return apply(lifecycle.spawnFailed(.notStarted(error.message), at: .now))
    }
    log(.info, "connector-start", ["command": .string(connector.command)])
    connectControl(run.number)
  }

  private func reapChild() throws(SystemError) {
    let number = run.number
    do throws(SystemError) {
      try run.child?.reap { [weak self] how in
        self?.on(number) { $0.ended(how) }
      }
    } catch {
      run.child?.killAndReap()
      throw error
    }
  }

  /// The process ended. What it said last over the control connection is read first: it may be the reason.
  private func ended(_ how: String) {
    guard run.control?.isOpen == true else { return apply(lifecycle.exited(how, at: .now)) }
    run.exit = how
    let number = run.number
    // A child of the connector may have inherited the socket and keep it open.
    eventLoop.scheduleTask(in: .seconds(1)) { [self] in
      if run.number == number, run.exit != nil { apply(lifecycle.exited(how, at: .now)) }
    }
  }

  private func startChild() throws(SystemError) -> ChildProcess {
    let pipe = try Pipe()
    defer { Glibc.close(pipe.writing) }
    do throws(SystemError) {
      let child = try ChildProcess.spawn(
        connector.command, arguments: connector.manifest.arguments,
        environment: run.environment(allowing: connector.manifest.environment), output: pipe.writing, errors: pipe.writing)
      readOutput(pipe.reading, of: child)
      return child
    } catch {
      Glibc.close(pipe.reading)
      throw error
    }
  }

  private func readOutput(_ descriptor: CInt, of child: ChildProcess) {
    let (log, name) = (environment.log, name)
    let id = child.id
    _ = NIOPipeBootstrap(group: eventLoop)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let lines = OutputLines { line in
            log(.warn, "connector-output", ["connector": .string(name), "pid": .number(JSONNumber(Int(id))), "message": .string(line)])
          }
          try channel.pipeline.syncOperations.addHandler(lines)
        }
      }
      .takingOwnershipOfDescriptor(input: descriptor)
  }

  /// Tries to connect until the connector listens; the lifecycle's deadline or the process's end stops it.
  private func connectControl(_ number: Int) {
    guard run.number == number, run.control == nil, case .starting = lifecycle.state else { return }
    do throws(SystemError) {
      attachControl(try connectUnixSocket(run.socketPath), number)
    } catch {
      // A connector listens a few milliseconds after its start, so look often at first.
      let pause = Moment.now - run.started < .milliseconds(200) ? TimeAmount.microseconds(500) : .milliseconds(10)
      eventLoop.scheduleTask(in: pause) { [self] in connectControl(number) }
    }
  }

  private func attachControl(_ descriptor: CInt, _ number: Int) {
    let control = ControlConnection { [weak self] event in
      guard let self, run.number == number, run.control != nil else { return }
      heard(event)
    }
    run.control = control
    let handler = NIOLoopBound(control, eventLoop: eventLoop)
    let connected = ClientBootstrap(group: eventLoop)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(handler.value) }
      }
      .withConnectedSocket(descriptor)
    connected.whenFailure { [weak self] error in
      self?.on(number) { $0.apply($0.lifecycle.broke(.nonsense("\(error)"))) }
    }
  }

  private func heard(_ event: ControlConnection.Event) {
    switch event {
    case .connected: apply(lifecycle.connected())
    case .message(let message, let requestID): heard(message, requestID)
    case .nonsense(let what): apply(lifecycle.broke(.nonsense(what)))
    case .closed:
      apply(lifecycle.broke(.unreachable))
      if let how = run.exit { apply(lifecycle.exited(how, at: .now)) }
    }
  }

  private func heard(_ message: ConnectorMessage, _ requestID: UInt32) {
    switch message {
    case .welcome(let welcome):
      run.welcome = welcome
      log(.info, "connector-ready", ["milliseconds": .number(JSONNumber(Int((Moment.now - run.started) / .milliseconds(1))))])
      apply(lifecycle.welcomed(at: .now))
    case .pong:
      lifecycle.ponged(requestID, at: .now)
      apply([])
    case .error(let error): apply(lifecycle.broke(.refused(error.message)))
    case .log(let line): heard(line)
    default: break
    }
  }

  private func heard(_ line: LogLine) {
    var fields: JSONObject = ["message": .string(line.message)]
    for field in line.fields { fields[field.name] = .string(field.value) }
    log(LogLevel(line.level), "connector-log", fields)
  }
}

extension LogLevel {
  fileprivate init(_ level: LogLine.Level) {
    self =
      switch level {
      case .trace, .debug: .debug
      case .info: .info
      case .warning: .warn
      case .error: .error
      }
  }
}
