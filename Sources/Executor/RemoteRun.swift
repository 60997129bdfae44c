import ConnectorProtocol
import Errors
import JSON
import QueryPlan
import RemoteSchemas

/// A remote server's answer to a fetch.
struct RemoteFetched: Sendable {
  private let data: JSONObject
  private let fetch: RemoteFetch
  private let shape: RemoteShape
  let headers: [RemoteHeader]
  /// A row for each root field, with what is joined to it; nil if nothing is.
  var joined: Fetched?

  init(data: JSONObject, of fetch: RemoteFetch, headers: [RemoteHeader]) {
    self.data = data
    self.fetch = fetch
    shape = RemoteShape(fetch)
    self.headers = headers
  }

  /// The JSON of a root field, null if the server left it out.
  func bytes(of key: String) -> [UInt8] {
    guard let joined, let rows = joined.rows, let number = fetch.fields.firstIndex(where: { $0.key == key }) else {
      return shape.shown(data[key] ?? .null, at: key).bytes
    }
    var output = ByteWriter()
    for row in rows[Int32(number)] { Splicer.write(row, of: joined, into: &output) }
    return output.takeArray()
  }

  /// The root fields as rows with places for joins.
  fileprivate var chunk: RowChunk {
    var writer = RemoteValueWriter(typeNames: fetch.typeNames, joins: fetch.joins)
    var ends: [UInt32] = []
    for field in fetch.fields {
      writer.write(data[field.key] ?? .null, RemoteMembers(field.selection))
      ends.append(UInt32(writer.count))
    }
    return RowChunk(
      json: writer.take(), rowCount: ends.count, ordinals: ends.indices.map { UInt32($0) }, rowEnds: ends, uses: writer.uses)
  }

  /// The number of root fields, hidden ones included.
  fileprivate var fieldCount: Int { fetch.fields.count }
  fileprivate var joins: [Join] { fetch.joins }
}

extension Run {
  private enum Job: Sendable {
    case source(Fetch, RemoteGathering.Place)
    case remotes([RemoteFetch], first: Int)
  }

  private enum Outcome: Sendable {
    case source(Fetched)
    case remotes([RemoteFetched])
  }

  /// Asks sources and remote servers at the same time; the answers stand in the order of the fetches. Mutations of remote servers are
  /// asked one by one. Errors tell which writes were made before.
  func fetchAll(
    _ fetches: [Fetch], _ remotes: [RemoteFetch], after writes: [Write]
  ) async throws(EngineError) -> (fetched: [Fetched], remote: [RemoteFetched]) {
    do throws(EngineError) { return try await fetchAll(fetches, remotes) } catch { throw error.after(writes.map(\.done)) }
  }

  private func fetchAll(
    _ fetches: [Fetch], _ remotes: [RemoteFetch]
  ) async throws(EngineError) -> (fetched: [Fetched], remote: [RemoteFetched]) {
    var jobs = fetches.enumerated().map { Job.source($1, [$0]) }
    if remotes.allSatisfy({ $0.operation == .query }) {
      jobs += remotes.enumerated().map { .remotes([$1], first: fetches.count + $0) }
    } else {
      jobs.append(.remotes(remotes, first: fetches.count))
    }
    let outcomes = try await concurrently(jobs) { job async throws(EngineError) -> Outcome in
      switch job {
      case .source(let fetch, let place): .source(try await resolve(fetch, at: place))
      case .remotes(let fetches, let first): .remotes(try await resolve(fetches, first: first))
      }
    }
    return (
      outcomes.compactMap { outcome -> Fetched? in if case .source(let fetched) = outcome { fetched } else { nil } },
      outcomes.flatMap { outcome -> [RemoteFetched] in if case .remotes(let fetched) = outcome { fetched } else { [] } }
    )
  }

  /// Asks remote servers one by one, then what is joined to all of them.
  private func resolve(_ fetches: [RemoteFetch], first: Int) async throws(EngineError) -> [RemoteFetched] {
    var answers: [RemoteFetched] = []
    for (index, fetch) in fetches.enumerated() {
      do throws(EngineError) { answers.append(try await ask(fetch)) } catch { throw error.after(fetches[..<index].compactMap(\.done)) }
    }
    guard fetches.contains(where: { !$0.joins.isEmpty }) else { return answers }
    do throws(EngineError) { return try await join(answers, first: first) } catch { throw error.after(fetches.compactMap(\.done)) }
  }

  /// Looks up what is joined to the answers of remote servers.
  private func join(_ answers: [RemoteFetched], first: Int) async throws(EngineError) -> [RemoteFetched] {
    try await concurrently(Array(answers.enumerated())) { number, answer async throws(EngineError) in
      guard !answer.joins.isEmpty else { return answer }
      let chunks = [answer.chunk]
      let filled = try await fill(answer.joins, in: chunks, at: [first + number])
      var joined = answer
      joined.joined = Fetched(chunks: chunks, filled: filled, rows: RowsByOrdinal(chunks, count: answer.fieldCount))
      return joined
    }
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
    let document = try RemoteDocument(fetch, bindings)
    let isMutation = fetch.operation == .mutation
    return try await send(RemoteOperation(text: document.text, variables: document.variables, isMutation: isMutation), to: fetch.remote)
  }

  /// Sends an operation on behalf of the client, within what is left of the request's time.
  func send(_ operation: RemoteOperation, to remote: String) async throws(EngineError) -> RemoteAnswer {
    guard let server = remotes[remote] else {
      throw EngineError(.unexpected, "remote schema \"\(remote)\" is not available")
    }
    var caller = RemoteCaller(
      clientHeaders: bindings.clientHeaders.map { RemoteHeader($0.name, $0.value) }, session: bindings.session)
    let left = try remaining().deadline
    if left > 0 { caller.timeout = .milliseconds(Int(left)) }
    return try await server.send(operation, caller)
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
