import Errors
import JSON
import QueryPlan
import RemoteSchemas

/// A remote server's answer to a fetch.
struct RemoteFetched: Sendable {
  private let data: JSONObject
  private let shape: RemoteShape
  let headers: [RemoteHeader]

  init(data: JSONObject, of fetch: RemoteFetch, headers: [RemoteHeader]) {
    self.data = data
    shape = RemoteShape(fetch)
    self.headers = headers
  }

  /// The JSON of a root field, null if the server left it out.
  func bytes(of key: String) -> [UInt8] { shape.shown(data[key] ?? .null, at: key).bytes }
}

extension Run {
  /// Asks sources and remote servers at the same time.
  func fetchAll(
    _ fetches: [Fetch], _ remotes: [RemoteFetch]
  ) async throws(EngineError) -> (fetched: [Fetched], remote: [RemoteFetched]) {
    guard !remotes.isEmpty else { return (try await fetchAll(fetches), []) }
    async let outcome = outcome(of: remotes)
    let fetched = try await fetchAll(fetches)
    return (fetched, try await outcome.get())
  }

  private func outcome(of fetches: [RemoteFetch]) async -> Result<[RemoteFetched], EngineError> {
    do throws(EngineError) { return .success(try await fetchAll(fetches)) } catch { return .failure(error) }
  }

  /// Asks remote servers, all at the same time; the answers stand in the order of the fetches. Mutations are asked one by one.
  func fetchAll(_ fetches: [RemoteFetch]) async throws(EngineError) -> [RemoteFetched] {
    guard !fetches.isEmpty else { return [] }
    if fetches.allSatisfy({ $0.operation == .query }) {
      return try await concurrently(fetches) { fetch async throws(EngineError) in try await ask(fetch) }
    }
    var answers: [RemoteFetched] = []
    for fetch in fetches { answers.append(try await ask(fetch)) }
    return answers
  }

  /// Asks a remote server and reads its answer. Errors that it answers are thrown, unless data are preferred and there are some.
  private func ask(_ fetch: RemoteFetch) async throws(EngineError) -> RemoteFetched {
    let answer = try await send(fetch)
    if !answer.errors.isEmpty, !(prefersRemoteData && answer.data != nil) {
      var error = EngineError(.remoteSchemaError, "the remote schema \"\(fetch.remote)\" answered with errors")
      error.passedOn = answer.errors.map { fetch.located($0) }
      throw error
    }
    return RemoteFetched(data: answer.data ?? [:], of: fetch, headers: answer.forwardedHeaders)
  }

  /// Sends a fetch with the values of this request.
  func send(_ fetch: RemoteFetch) async throws(EngineError) -> RemoteAnswer {
    guard let server = remotes[fetch.remote] else {
      throw EngineError(.unexpected, "remote schema \"\(fetch.remote)\" is not available")
    }
    let document = try RemoteDocument(fetch, bindings)
    var caller = RemoteCaller(
      clientHeaders: bindings.clientHeaders.map { RemoteHeader($0.name, $0.value) }, session: bindings.session)
    let left = try remaining().deadline
    if left > 0 { caller.timeout = .milliseconds(Int(left)) }
    return try await server.send(RemoteOperation(text: document.text, variables: document.variables), caller)
  }
}

extension RemoteFetch {
  /// A server's error with its path as the client sees it; an error that is no object is given one's form.
  fileprivate func located(_ error: JSON) -> JSON {
    guard case .object(var object) = error else { return ["message": .string(error.stringValue ?? error.text)] }
    guard case .array(let path)? = object["path"], let first = path.first?.stringValue,
      let number = fields.firstIndex(where: { $0.key == first }), places.indices.contains(number)
    else { return error }
    object["path"] = .array(places[number].map(JSON.string) + path.dropFirst())
    return .object(object)
  }
}
