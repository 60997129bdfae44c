import Errors
import GraphQL
import JSON

/// One operation of a socket, from its start to its end.
struct SocketOperation: Sendable {
  private let operation: SocketProtocol.Operation
  private let request: GraphQLRequest
  private let session: Session
  private let graphQL: GraphQLEndpoint

  init(_ operation: SocketProtocol.Operation, _ request: GraphQLRequest, _ session: Session, _ graphQL: GraphQLEndpoint) {
    self.operation = operation
    self.request = request
    self.session = session
    self.graphQL = graphQL
  }

  /// Queries and mutations have one answer; a subscription is a live query, which ends when its task is cancelled.
  func run(for conversation: SocketConversation) async {
    do throws(EngineError) {
      if try graphQL.operationType(of: request, as: session) == .subscription {
        try await watch(conversation)
      } else {
        let answer = try await answer()
        await conversation.tell { $0.answered(operation, answer) }
      }
      await conversation.tell { $0.completed(operation) }
    } catch {
      let refusals = error.graphQLErrors(showingDetail: graphQL.showsDetail(to: session))
      await conversation.tell { $0.refused(operation, refusals) }
    }
  }

  /// Asks again and again, and sends the answers that differ from the one before.
  ///
  /// A database that fails meanwhile is an answer like others: the next one may be good again.
  private func watch(_ conversation: SocketConversation) async throws(EngineError) {
    let interval = Duration.milliseconds(graphQL.configuration.liveQueryInterval)
    var last: [UInt8]?
    repeat {
      let answer = try await answer()
      guard answer != last, !Task.isCancelled else { continue }
      last = answer
      await conversation.tell { $0.answered(operation, answer) }
    } while (try? await Task.sleep(for: interval)) != nil
  }

  /// The answer as it stands in a message. Throws when the operation could not be run at all; what fails while it runs is an answer.
  private func answer() async throws(EngineError) -> [UInt8] {
    let sink = CollectingSink()
    do throws(EngineError) {
      try await graphQL.answer(request, over: .socket, as: session, into: sink)
      return sink.bytes
    } catch {
      // The first bytes are written when the plan is ready to run.
      guard !sink.bytes.isEmpty else { throw error }
      return error.graphQLAnswer(showingDetail: graphQL.showsDetail(to: session)).bytes
    }
  }
}
