import Errors

/// Runs `body` for all elements at the same time and returns the results in the elements' order.
///
/// The first error cancels the rest. A single element runs in the calling task, which spares the common request a task.
func concurrently<Element: Sendable, Result: Sendable>(
  _ elements: [Element], _ body: @escaping @Sendable (Element) async throws(EngineError) -> Result
) async throws(EngineError) -> [Result] {
  if elements.count == 1 { return [try await body(elements[0])] }
  do {
    return try await withThrowingTaskGroup(of: (Int, Result).self) { group in
      for (index, element) in elements.enumerated() {
        group.addTask { (index, try await body(element)) }
      }
      var results = [Result?](repeating: nil, count: elements.count)
      for try await (index, result) in group { results[index] = result }
      return results.compactMap { $0 }
    }
  } catch let error as EngineError {
    throw error
  } catch {
    throw EngineError(.unexpected, "the request was cancelled")
  }
}
