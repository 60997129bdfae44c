package import JSON

extension JoineryProcess {
  /// Sends JSON to a path.
  package func post(_ path: String, _ body: JSON, headers: [String: String] = [:]) throws -> HTTPAnswer {
    try client.send("POST", path, headers: headers.merging(["Content-Type": "application/json"]) { given, _ in given }, body: body.bytes)
  }

  /// Runs a metadata command and returns its answer. Throws ``Refusal``.
  @discardableResult
  package func metadata(_ type: String, _ args: JSON = [:]) throws -> JSON {
    let request: JSON = ["type": .string(type), "args": args]
    let answer = try post("/v1/metadata", request)
    guard answer.status == 200, let json = answer.json else {
      throw Refusal(request: request.text, status: answer.status, body: answer.json ?? .string(answer.text))
    }
    return json
  }

  /// Runs metadata commands one after the other as one `bulk`.
  package func bulk(_ commands: [(type: String, args: JSON)]) throws {
    try metadata("bulk", .array(commands.map { ["type": .string($0.type), "args": $0.args] }))
  }

  /// Sends a GraphQL request and returns the whole answer.
  package func answer(_ query: String, variables: JSON? = nil, headers: [String: String] = [:]) throws -> JSON {
    var request: JSONObject = ["query": .string(query)]
    if let variables { request["variables"] = variables }
    let answer = try post("/v1/graphql", .object(request), headers: headers)
    guard let json = answer.json else { throw Refusal(request: query, status: answer.status, body: .string(answer.text)) }
    return json
  }

  /// Sends a GraphQL request and returns its `data`. Throws ``Refusal`` for anything else.
  package func data(_ query: String, variables: JSON? = nil, headers: [String: String] = [:]) throws -> JSON {
    let answer = try answer(query, variables: variables, headers: headers)
    guard answer["errors"] == nil, let data = answer["data"] else { throw Refusal(request: query, status: 200, body: answer) }
    return data
  }
}
