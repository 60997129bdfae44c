import Errors
import JSON
import Metadata

/// `insert`, `select`, `update`, `delete` and `count` of Hasura's first API.
struct DataCall {
  private let request: DataRequest
  private let draft: Draft
  private let configuration: Configuration

  init(_ request: DataRequest, draft: Draft, configuration: Configuration) {
    self.request = request
    self.draft = draft
    self.configuration = configuration
  }

  func run() async throws(EngineError) -> JSON {
    throw EngineError(.notSupported, "\(request.operation.rawValue) is not supported")
  }
}
