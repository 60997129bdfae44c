import ConnectorProtocol
import Errors
import Glibc
import JSON
import NIOCore
import Synchronization
import Testing

@testable import ConnectorHost

/// Calls over pooled connections: limits, cancellation, deadlines, repetition, back-pressure.
struct CallTests {
  @Test func `64 callers share one connection in turn`() async throws {
    try await TestHost.with([.reference("small")]) { test in
      let source = test.source("small", misbehave: ["query_delay": 1], pool: PoolSettings(maximumConnections: 1))
      try await withThrowingTaskGroup(of: String.self) { group in
        for _ in 0..<64 { group.addTask { try await source.authors() } }
        for try await answer in group { #expect(answer.hasPrefix("[{")) }
      }
      #expect(source.pool.size == 1)
    }
  }

  @Test func `callers on all event loops and none share a pool`() async throws {
    try await TestHost.with([.reference("busy")]) { test in
      let source = test.source("busy", pool: PoolSettings(maximumConnections: 3))
      await withTaskGroup(of: Int.self) { group in
        for _ in 0..<16 {
          group.addTask(executorPreference: globalConcurrentExecutor) { await Self.successes(50, source) }
          group.addTask { await Self.successes(50, source) }
        }
        var total = 0
        for await count in group { total += count }
        #expect(total == 32 * 50)
      }
      #expect(source.pool.size <= 3)
    }
  }

  private static func successes(_ count: Int, _ source: SourceHandle) async -> Int {
    var successes = 0
    for _ in 0..<count where (try? await source.authors())?.hasPrefix("[{") == true { successes += 1 }
    return successes
  }

  @Test func `who waits longer than the pool timeout hears it in Hasura's words`() async throws {
    try await TestHost.with([.reference("full")]) { test in
      var pool = PoolSettings(maximumConnections: 1)
      pool.poolTimeout = .milliseconds(50)
      let source = test.source("full", misbehave: ["stall_on_query": 2], pool: pool)
      _ = try await source.authors()
      let stalled = Task { try await source.authors() }
      #expect(await eventually { source.pool.idleCount == 0 })
      let error = await #expect(throws: EngineError.self) { try await source.authors() }
      #expect(error?.message == "connection acquisition timeout expired")
      stalled.cancel()
      _ = await stalled.result
    }
  }

  @Test func `a cancelled query ends at once and its connection serves the next`() async throws {
    // So long that only the connector's own end of the query, not the closing of the socket, can free the connection in time.
    try await TestHost.with([.reference("stalling")], { $0.supervision.answerGrace = .seconds(20) }) { test in
      let source = test.source("stalling", misbehave: ["stall_on_query": 2], pool: PoolSettings(maximumConnections: 1))
      _ = try await source.authors()
      let stalled = Task { try await source.authors() }
      #expect(await eventually { source.pool.idleCount == 0 })
      let start = ContinuousClock.now
      stalled.cancel()
      let error = await #expect(throws: EngineError.self) { try await stalled.value }
      #expect(error?.message == "the request was cancelled")
      let answer1 = try await source.authors()
      #expect(answer1.hasPrefix("[{"))
      #expect(ContinuousClock.now - start < .seconds(10))
      #expect(test.processes("stalling").count == 1)
    }
  }

  @Test func `a query that takes longer than its deadline is a timeout`() async throws {
    try await TestHost.with([.reference("late")]) { test in
      let source = test.source("late", misbehave: ["stall_on_query": 2], pool: PoolSettings(maximumConnections: 1))
      _ = try await source.authors()
      let start = ContinuousClock.now
      let error = await #expect(throws: EngineError.self) { try await source.authors(deadline: 100) }
      #expect(error?.code == .timeout)
      #expect(ContinuousClock.now - start < .seconds(1))
      let answer2 = try await source.authors()
      #expect(answer2.hasPrefix("[{"))
    }
  }

  @Test func `a frozen connector does not hold a query beyond its deadline`() async throws {
    try await TestHost.with([.reference("frozen")]) { test in
      let source = test.source("frozen")
      _ = try await source.authors()
      try await test.freeze("frozen")
      let start = ContinuousClock.now
      let error = await #expect(throws: EngineError.self) { try await source.authors(deadline: 200) }
      #expect(error?.code == .timeout)
      #expect(ContinuousClock.now - start < .seconds(2))
    }
  }

  @Test(arguments: ["crash_on_query", "garbage_on_query", "oversized_frame_on_query", "fail_on_query"])
  func `a query whose connection breaks before its first chunk is repeated once`(misbehaviour: String) async throws {
    try await TestHost.with([.reference("breaking")]) { test in
      let source = test.source("breaking", misbehave: .object(JSONObject([(key: misbehaviour, value: 2)])))
      let expected = try await source.authors()
      let answer3 = try await source.authors()
      #expect(answer3 == expected)
      let answer4 = try await source.authors()
      #expect(answer4 == expected)
    }
  }

  @Test func `a query is not repeated a second time`() async throws {
    try await TestHost.with([.reference("crashing")]) { test in
      let source = test.source("crashing", misbehave: ["crash_on_query": 1])
      let error = await #expect(throws: EngineError.self) { try await source.authors() }
      #expect(error?.message == "the connection to the connector joinery-crashing broke")
      #expect(test.processes("crashing").count >= 2)
    }
  }

  @Test func `a large answer flows at the pace of its taker`() async throws {
    try await TestHost.with([.reference("large")]) { test in
      let source = test.source("large", rows: 3000)
      var (bytes, rows, chunks) = (0, 0, 0)
      let statistics = try await source.query(TestHost.allAuthors) { chunk in
        bytes += chunk.json.count
        rows += chunk.rowCount
        chunks += 1
        if chunks % 4 == 0 { try? await Task.sleep(for: .milliseconds(2)) }
      }
      #expect(rows == 3000 && statistics.rows == 3000)
      #expect(bytes > 2_000_000 && chunks > 10)
    }
  }

  @Test func `a taker that fails ends the query and frees the connection`() async throws {
    try await TestHost.with([.reference("unwanted")]) { test in
      let source = test.source("unwanted", rows: 3000, pool: PoolSettings(maximumConnections: 1))
      for _ in 0..<5 {
        #expect(await Self.errorOfTaker(source)?.message == "enough")
      }
      let answer5 = try await source.answer(TestHost.allAuthors)
      #expect(answer5.reduce(0) { $0 + $1.rowCount } == 3000)
      #expect(test.processes("unwanted").count == 1)
    }
  }

  private static func errorOfTaker(_ source: SourceHandle) async -> EngineError? {
    do throws(EngineError) {
      _ = try await source.query(TestHost.allAuthors) { _ throws(EngineError) in throw EngineError(.unexpected, "enough") }
      return nil
    } catch {
      return error
    }
  }

  @Test func `idle and old connections are closed`() async throws {
    try await TestHost.with([.reference("idle")]) { test in
      var pool = PoolSettings(maximumConnections: 4)
      pool.idleTimeout = .milliseconds(30)
      let source = test.source("idle", pool: pool)
      _ = try await source.authors()
      #expect(source.pool.size == 1)
      try await Task.sleep(for: .milliseconds(50))
      source.pool.closeIdle()
      #expect(source.pool.size == 0)
      let answer6 = try await source.authors()
      #expect(answer6.hasPrefix("[{"))
    }
  }

  @Test func `a closed source refuses calls`() async throws {
    try await TestHost.with([.reference("closed")]) { test in
      let source = test.source("closed")
      _ = try await source.authors()
      await source.close()
      let error = await #expect(throws: EngineError.self) { try await source.authors() }
      #expect(error?.message == "the source was removed")
    }
  }

  @Test func `describe, health and capabilities answer`() async throws {
    try await TestHost.with([.reference("complete")]) { test in
      let source = test.source("complete")
      try await source.checkHealth()
      let schema = try await source.describe()
      #expect(schema.tables.map(\.name.name) == ["author"])
      let answer7 = try await test.host.capabilities(ofKind: "complete")
      #expect(answer7.typeSuffix == "_complete")
    }
  }

  @Test func `a wrong query is the connector's error`() async throws {
    try await TestHost.with([.reference("picky")]) { test in
      let nowhere = Query(selection: Selection(from: .table(TableReference(["nowhere"])), shape: .rows([])))
      let error = await #expect(throws: EngineError.self) { try await test.source("picky").answer(QueryCall(query: nowhere.encoded())) }
      #expect(error?.code != .unexpected)
    }
  }
}
