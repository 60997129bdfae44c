import ConnectorProtocol
import Errors

/// How a query on one connection ended.
enum QueryEnd {
  case answered(AnswerStatistics)
  /// The taker of the chunks threw. The rest of the answer is still on its way.
  case consumerFailed(EngineError)
  case failed(CallFailure, anyChunk: Bool)
}

extension DataConnection {
  /// Runs a query and passes its chunks on, one at a time.
  func query(
    _ call: QueryCall, _ context: CallContext, until deadline: CallDeadline, onChunk: (RowChunk) async throws(EngineError) -> Void
  ) async -> QueryEnd {
    let request = session.nextRequestID()
    return await withTaskCancellationHandler {
      var credit = CreditWindow()
      var anyChunk = false
      var reply = await send(.query(call, context, credit: CreditWindow.size), request: request, until: deadline.hostGivesUp)
      while true {
        switch reply {
        case .message(.rows(let chunk, let statistics), let frameSize):
          do throws(EngineError) { try await onChunk(chunk) } catch { return .consumerFailed(error) }
          anyChunk = true
          if let statistics { return .answered(statistics) }
          if let bytes = credit.consume(frameSize) { grant(bytes, request: request) }
        case .message(.end(let statistics), _): return .answered(statistics)
        case .message(.error(let error), _): return .failed(.refused(error), anyChunk: anyChunk)
        case .message: return .failed(outOfPlace, anyChunk: anyChunk)
        case .lost(let reason): return .failed(.lost(reason), anyChunk: anyChunk)
        case .gaveUp(let reason): return .failed(CallFailure(reason), anyChunk: anyChunk)
        }
        reply = await next()
      }
    } onCancel: {
      giveUp(request: request)
    }
  }

  /// Makes a call and returns the frames of its answer.
  func call(_ message: HostMessage, until deadline: CallDeadline) async throws(CallFailure) -> [ConnectorMessage] {
    let request = session.nextRequestID()
    let end: Result<[ConnectorMessage], CallFailure> = await withTaskCancellationHandler {
      var messages: [ConnectorMessage] = []
      var reply = await send(message, request: request, until: deadline.hostGivesUp)
      while true {
        switch reply {
        case .message(.error(let error), _): return .failure(.refused(error))
        case .message(let message, _):
          messages.append(message)
          if message.endsAnswer { return .success(messages) }
        case .lost(let reason): return .failure(.lost(reason))
        case .gaveUp(let reason): return .failure(CallFailure(reason))
        }
        reply = await next()
      }
    } onCancel: {
      giveUp(request: request)
    }
    return try end.get()
  }

  /// The connector answered with a frame that does not belong to the call.
  var outOfPlace: CallFailure { .lost("the connector \(session.name) broke the protocol: an answer of another call") }
}
