private import CLibPQ
import ConnectorProtocol
import Glibc

extension PostgresConnection {
  /// The next result, nil after the last one of a statement. Waits no longer than the deadline, then cancels and waits for that.
  func nextResult() throws(ConnectorError) -> PostgresResult? {
    if let deadline, !didTimeOut {
      while PQisBusy(pointer) == 1 {
        let left = deadline - PostgresConnection.milliseconds()
        if left <= 0 || !awaitInput(left) {
          didTimeOut = true
          cancel()
          break
        }
        if PQconsumeInput(pointer) == 0 { throw connectionError() }
      }
    }
    return PQgetResult(pointer).map { PostgresResult($0) }
  }

  /// Whether the server sends something within so many milliseconds.
  func awaitInput(_ milliseconds: Int) -> Bool {
    var descriptor = pollfd(fd: PQsocket(pointer), events: Int16(POLLIN), revents: 0)
    return poll(&descriptor, 1, Int32(clamping: milliseconds)) != 0
  }

  static func milliseconds() -> Int {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return now.tv_sec * 1000 + now.tv_nsec / 1_000_000
  }

  /// Reads the answer to a `COMMIT` that nobody waited for.
  func settle() throws(ConnectorError) {
    guard awaitsCommit else { return }
    awaitsCommit = false
    while let result = PQgetResult(pointer) { PQclear(result) }
  }

  /// Interrupts a statement whose rows are not wanted, and throws away what is left of its results.
  func abandon() {
    cancel()
    var wasEnd = false
    while true {
      guard let result = PQgetResult(pointer) else {
        if isPipeline, !wasEnd {
          wasEnd = true
          continue
        }
        break
      }
      wasEnd = false
      let isEnd = PQresultStatus(result) == PGRES_PIPELINE_SYNC
      PQclear(result)
      if isEnd { break }
    }
    leavePipeline()
  }
}
