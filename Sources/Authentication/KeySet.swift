import Errors
import Glibc
import JSON
import RemoteSchemas
import Synchronization

/// The keys of a URL (`jwk_url`), fetched when they are first needed and again before they are out of date.
///
/// Requests never wait for a refresh while keys are known: a fetch that fails leaves the known keys in force and is tried again a while
/// later. Whoever comes before the first keys are there waits for the one fetch under way.
final class KeySet: Sendable {
  private let url: String
  private let client: RemoteClient
  private let state = Mutex(State())

  private struct State {
    var keys: [TokenKey] = []
    /// Seconds of the monotonic clock.
    var refreshDue = 0
    var lastFetch = 0
    var fetch: Task<[TokenKey]?, Never>?
  }

  /// Seconds until a failed fetch is tried again, and between two fetches for names of keys that nobody knows.
  private static let pause = 10
  /// Seconds until the keys are fetched again if the server does not say (Hasura fetches such keys once; keys that were withdrawn should
  /// not be believed for ever).
  private static let usualLifetime = 3600

  init(url: String, client: RemoteClient) {
    self.url = url
    self.client = client
  }

  /// The keys that may have signed a token of this key's name and algorithm.
  func keys(for token: Token) async throws(EngineError) -> [TokenKey] {
    var known = await current()
    var found = Self.fitting(token, known)
    // A new key is announced by the first token that names it.
    if found.isEmpty, token.keyID != nil, let fresh = await refreshedForNewName() {
      known = fresh
      found = Self.fitting(token, known)
    }
    guard !known.isEmpty else { throw EngineError(.jwtInvalid, "Could not verify JWT: JWSError NoUsableKeys") }
    return found
  }

  private static func fitting(_ token: Token, _ keys: [TokenKey]) -> [TokenKey] {
    let usable = keys.filter { $0.serves(token.algorithm) }
    guard let id = token.keyID else { return usable }
    // Keys without a name may be meant by any.
    return usable.filter { $0.id == nil || $0.id == id }
  }

  private func current() async -> [TokenKey] {
    let (known, fetch) = state.withLock { state -> ([TokenKey], Task<[TokenKey]?, Never>?) in
      if state.refreshDue <= Self.monotonicSeconds { startFetch(&state) }
      return (state.keys, state.keys.isEmpty ? state.fetch : nil)
    }
    guard let fetch else { return known }
    return await fetch.value ?? []
  }

  /// The keys after a fetch that is made before it is due; nil if the last one was made just now.
  private func refreshedForNewName() async -> [TokenKey]? {
    let fetch = state.withLock { state -> Task<[TokenKey]?, Never>? in
      if Self.monotonicSeconds - state.lastFetch >= Self.pause { startFetch(&state) }
      return state.fetch
    }
    return await fetch?.value
  }

  private func startFetch(_ state: inout State) {
    guard state.fetch == nil else { return }
    state.fetch = Task { await self.refresh() }
  }

  private func refresh() async -> [TokenKey]? {
    let answer = await fetched()
    return state.withLock { state in
      state.fetch = nil
      state.lastFetch = Self.monotonicSeconds
      state.refreshDue = Self.monotonicSeconds + (answer?.lifetime ?? Self.pause)
      guard let answer, !answer.keys.isEmpty else { return nil }
      state.keys = answer.keys
      return answer.keys
    }
  }

  private func fetched() async -> (keys: [TokenKey], lifetime: Int)? {
    var request = RemoteRequest(url: url, timeout: .seconds(10))
    request.method = "GET"
    request.largestAnswer = 1 << 20
    guard let response = try? await client.send(request), response.status == 200, let json = try? JSON(parsing: response.body) else {
      return nil
    }
    var keys: [TokenKey] = []
    for member in json["keys"]?.arrayValue ?? [] {
      if let key = await TokenKey(member: member) { keys.append(key) }
    }
    return (keys, max(1, Freshness.seconds(of: response.headers) ?? Self.usualLifetime))
  }

  private static var monotonicSeconds: Int {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    // Never the initial value of `refreshDue`.
    return now.tv_sec + 1
  }
}
