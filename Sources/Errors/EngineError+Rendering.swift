package import JSON

extension EngineError {
  /// The answer of the metadata API: `{"error": ..., "path": ..., "code": ...}`, with `internal` when there is a detail to show.
  ///
  /// The message stands first because people read these.
  package func metadataAnswer(showingDetail: Bool = true) -> JSON {
    var answer: JSONObject = ["error": .string(message(showingDetail)), "path": .string(path.description), "code": .string(code.rawValue)]
    if showingDetail { answer["internal"] = detail }
    return .object(answer)
  }

  /// One element of `errors` of a GraphQL answer: `{"message": ..., "extensions": {"path": ..., "code": ...}}`.
  package func graphQLError(showingDetail: Bool = true) -> JSON {
    var extensions: JSONObject = ["path": .string(path.description), "code": .string(code.rawValue)]
    if showingDetail { extensions["internal"] = detail }
    return .object(["message": .string(message(showingDetail)), "extensions": .object(extensions)])
  }

  private func message(_ showingDetail: Bool) -> String { showingDetail ? message : publicMessage ?? message }

  /// The whole answer of a GraphQL request that failed with this error.
  package func graphQLAnswer(showingDetail: Bool = true) -> JSON {
    let errors = JSON.array(graphQLErrors(showingDetail: showingDetail))
    return passedOn == nil ? ["errors": errors] : ["data": nil, "errors": errors]
  }

  /// The elements of `errors` of a GraphQL answer: usually one, more when another server's errors are passed on.
  package func graphQLErrors(showingDetail: Bool = true) -> [JSON] {
    passedOn ?? [graphQLError(showingDetail: showingDetail)]
  }
}
