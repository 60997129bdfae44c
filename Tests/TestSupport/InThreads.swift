import Foundation
import Synchronization

/// Runs `body` in `count` threads of their own, for clients that block, and returns their results in order.
package func inThreads<Result: Sendable>(_ count: Int, _ body: @escaping @Sendable (Int) -> Result) -> [Result] {
  let results = Mutex<[Int: Result]>([:])
  let done = DispatchSemaphore(value: 0)
  let box = ResultBox(results: results)
  for number in 0..<count {
    let thread = Thread {
      let result = body(number)
      box.results.withLock { $0[number] = result }
      done.signal()
    }
    thread.stackSize = 1 << 20
    thread.start()
  }
  for _ in 0..<count { done.wait() }
  return box.results.withLock { results in (0..<count).compactMap { results[$0] } }
}

private final class ResultBox<Result: Sendable>: Sendable {
  let results: Mutex<[Int: Result]>

  init(results: consuming Mutex<[Int: Result]>) { self.results = results }
}

/// Asks again and again, until it is so or `seconds` have passed; returns whether it is so.
package func eventually(within seconds: Double, _ isSo: () throws -> Bool) rethrows -> Bool {
  let end = DispatchTime.now().uptimeNanoseconds + UInt64(seconds * 1e9)
  while true {
    if try isSo() { return true }
    if DispatchTime.now().uptimeNanoseconds > end { return false }
    usleep(10_000)
  }
}

/// How many seconds `body` takes, and what it returns.
package func timed<Result>(_ body: () throws -> Result) rethrows -> (result: Result, seconds: Double) {
  let start = DispatchTime.now().uptimeNanoseconds
  let result = try body()
  return (result, Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9)
}
