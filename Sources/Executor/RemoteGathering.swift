import ConnectorProtocol
import Errors
import JSON
import QueryPlan
import Synchronization

/// Brings the lookups of one operation together that ask one remote server at one depth, so that they are one request.
///
/// Every such lookup of the plan arrives exactly once: with its keys, or by leaving when there is nothing to look up. The first that
/// waits when the last has arrived sends for all. What a lookup depends on lies at a smaller depth, so that none waits for itself.
final class RemoteGathering: Sendable {
  /// A place in the plan: the number of a root, then the uses that lead to a lookup.
  typealias Place = [Int]

  private struct Meeting: Hashable {
    var remote: String
    var depth: Int
  }

  private struct State {
    var missing = 0
    var questions: [Question] = []
    var waiting: [CheckedContinuation<Turn, any Error>] = []
    var failure: EngineError?
  }

  /// A lookup with its keys.
  struct Question: Sendable {
    let place: Place
    let lookup: RemoteLookup
    let keys: KeyColumns
  }

  /// What becomes of a lookup that has arrived.
  enum Turn: Sendable {
    /// To send the questions of all, and to say what came of it.
    case send([Question])
    case answered(RemoteAnswers)
  }

  private let state: Mutex<[Meeting: State]>

  /// Nil if nothing in a plan looks anything up in a remote server.
  init?(_ layout: [[Join]]) {
    var meetings: [Meeting: State] = [:]
    func count(_ joins: [Join], _ depth: Int) {
      for join in joins {
        if case .remote(let lookup) = join.lookup { meetings[Meeting(remote: lookup.remote, depth: depth), default: State()].missing += 1 }
        count(join.lookup.joins, depth + 1)
      }
    }
    for joins in layout { count(joins, 1) }
    guard !meetings.isEmpty else { return nil }
    state = Mutex(meetings)
  }

  /// The lookups of a join and below it have nothing to look up.
  func leave(_ join: Join, at place: Place) {
    if case .remote(let lookup) = join.lookup { arrive(at: meeting(lookup, place), nil, nil) }
    for (use, inner) in join.lookup.joins.enumerated() { leave(inner, at: place + [use]) }
  }

  /// Waits until all lookups of a meeting have arrived, and then for the one that sends.
  func turn(of question: Question) async throws(EngineError) -> Turn {
    let meeting = meeting(question.lookup, question.place)
    do {
      return try await withTaskCancellationHandler {
        try await withCheckedThrowingContinuation { arrive(at: meeting, question, $0) }
      } onCancel: {
        fail(meeting, EngineError(.unexpected, "the request was cancelled"))
      }
    } catch let error as EngineError {
      throw error
    } catch {
      throw EngineError(.unexpected, "the request was cancelled")
    }
  }

  /// Hands the answers to all that wait.
  func finish(_ question: Question, _ outcome: Result<RemoteAnswers, EngineError>) {
    switch outcome {
    case .success(let answers):
      for waiter in takeWaiting(meeting(question.lookup, question.place)) { waiter.resume(returning: .answered(answers)) }
    case .failure(let error): fail(meeting(question.lookup, question.place), error)
    }
  }

  private func meeting(_ lookup: RemoteLookup, _ place: Place) -> Meeting {
    // A place has the root and one use per depth.
    Meeting(remote: lookup.remote, depth: place.count - 1)
  }

  private func arrive(at meeting: Meeting, _ question: Question?, _ waiter: CheckedContinuation<Turn, any Error>?) {
    let turn: (CheckedContinuation<Turn, any Error>, Result<Turn, any Error>)? = state.withLock { meetings in
      var state = meetings[meeting] ?? State()
      defer { meetings[meeting] = state }
      state.missing -= 1
      if let question { state.questions.append(question) }
      if let failure = state.failure { return waiter.map { ($0, .failure(failure)) } }
      if let waiter { state.waiting.append(waiter) }
      guard state.missing == 0, !state.waiting.isEmpty else { return nil }
      // In the order of the plan, so that the same operation asks the same text every time.
      let questions = state.questions.sorted { $0.place.lexicographicallyPrecedes($1.place) }
      return (state.waiting.removeFirst(), .success(.send(questions)))
    }
    if let (waiter, result) = turn { waiter.resume(with: result) }
  }

  private func fail(_ meeting: Meeting, _ error: EngineError) {
    state.withLock { $0[meeting]?.failure = error }
    for waiter in takeWaiting(meeting) { waiter.resume(throwing: error) }
  }

  private func takeWaiting(_ meeting: Meeting) -> [CheckedContinuation<Turn, any Error>] {
    state.withLock { meetings in
      let waiting = meetings[meeting]?.waiting ?? []
      meetings[meeting]?.waiting = []
      return waiting
    }
  }
}

/// What a remote server answered to questions.
struct RemoteAnswers: Sendable {
  /// By the number of the field.
  let values: [JSON]
  /// The numbers of the fields that answer the keys of each lookup.
  let numbers: [RemoteGathering.Place: [Int]]
}
