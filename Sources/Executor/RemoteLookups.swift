import ConnectorProtocol
import Errors
import JSON
import QueryPlan
import RemoteSchemas

extension Run {
  /// Asks a remote server for keys, together with all other lookups of its depth, and gives the answer the form of a source's: a row for
  /// every key, with places for what is joined further.
  func answer(_ lookup: RemoteLookup, keys: KeyColumns, at place: RemoteGathering.Place) async throws(EngineError) -> [RowChunk] {
    guard let gathering else { throw EngineError(.unexpected, "a lookup of remote schema \"\(lookup.remote)\" is not in the plan") }
    let question = RemoteGathering.Question(place: place, lookup: lookup, keys: keys)
    let answers: RemoteAnswers
    switch try await gathering.turn(of: question) {
    case .answered(let given): answers = given
    case .send(let questions):
      let outcome = await outcome(of: questions, lookup.remote)
      gathering.finish(question, outcome)
      answers = try outcome.get()
    }
    guard let numbers = answers.numbers[place] else { throw EngineError(.unexpected, "a lookup was not asked") }
    var rows = RemoteRows(lookup)
    if let batch = lookup.batch {
      rows.append(list: answers.values[numbers[0]], batch, keys)
    } else {
      for (ordinal, number) in numbers.enumerated() { rows.append(answers.values[number], of: ordinal) }
    }
    return [rows.chunk]
  }

  private func outcome(
    of questions: [RemoteGathering.Question], _ remote: String
  ) async -> Result<RemoteAnswers, EngineError> {
    do throws(EngineError) { return .success(try await ask(questions, remote)) } catch { return .failure(error) }
  }

  private func ask(_ questions: [RemoteGathering.Question], _ remote: String) async throws(EngineError) -> RemoteAnswers {
    var document = RemoteQuestions(bindings)
    var numbers: [RemoteGathering.Place: [Int]] = [:]
    for question in questions { numbers[question.place] = try document.ask(question.lookup, question.keys) }
    let answer = try await send(RemoteOperation(text: document.text, variables: document.variables), to: remote)
    if !answer.errors.isEmpty, !(prefersRemoteData && answer.data != nil) {
      throw EngineError(.unexpected, "Errors from remote server", detail: ["errors": .array(answer.errors)])
    }
    var values = [JSON](repeating: .null, count: document.count)
    for (key, value) in answer.data ?? [:] {
      if let number = Int(key.dropFirst()), values.indices.contains(number) { values[number] = value }
    }
    return RemoteAnswers(values: values, numbers: numbers)
  }
}
