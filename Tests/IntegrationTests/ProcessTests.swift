import Glibc
import JSON
import TestSupport
import Testing

/// Connectors as processes: one per kind, each on its own, none left over.
@Suite(.enabled(if: Kind.missingServers == nil, "needs PostgreSQL and MariaDB"), .serialized)
struct ProcessTests {
  private func started(folder: String? = nil) throws -> JoineryProcess {
    let engine = try JoineryProcess(folder: folder)
    for kind in Kind.allCases {
      try engine.addSource(
        kind.rawValue, kind, ["CREATE TABLE t_\(kind) (id INT PRIMARY KEY)", "INSERT INTO t_\(kind) VALUES (1)"], tables: ["t_\(kind)"])
    }
    return engine
  }

  private static func ask(_ engine: JoineryProcess, _ kind: Kind) -> String? {
    do {
      let data = try engine.data("{ t_\(kind) { id } }")
      return data.text == "{\"t_\(kind)\":[{\"id\":1}]}" ? nil : data.text
    } catch {
      return "\(error)"
    }
  }

  private func process(_ kind: Kind, of engine: JoineryProcess) throws -> Int32 {
    try #require(engine.connectors.first { $0.program == kind.program }).process
  }

  @Test func `one process per kind in use, a child of the host`() throws {
    let engine = try JoineryProcess()
    defer { engine.stop() }
    #expect(engine.connectors.map(\.program) == ["joinery-sqlite"], "only the store's is needed at first")
    for name in ["a", "b"] {
      try engine.addSource("\(name)_postgres", .postgres, ["CREATE TABLE \(name) (id INT PRIMARY KEY)"], tables: [name])
    }
    #expect(engine.connectors.map(\.program) == ["joinery-postgres", "joinery-sqlite"])
    try engine.addSource("c_mysql", .mysql, ["CREATE TABLE c (id INT PRIMARY KEY)"], tables: ["c"])
    try engine.addSource("d_sqlite", .sqlite, ["CREATE TABLE d (id INT PRIMARY KEY)"], tables: ["d"])
    let answers = inThreads(16) { _ in (try? engine.data("{ a { id } b { id } c { id } d { id } }"))?.text }
    #expect(answers.allSatisfy { $0 == #"{"a":[],"b":[],"c":[],"d":[]}"# })
    #expect(engine.connectors.map(\.program) == ["joinery-mysql", "joinery-postgres", "joinery-sqlite"])
    for (_, process) in engine.connectors {
      let words = ProcessTable.arguments(of: process).joined(separator: " ") + ProcessTable.environment(of: process).joined(separator: " ")
      #expect(!words.contains("tester") && !words.contains("mysql://"), "credentials travel elsewhere")
    }
  }

  @Test(arguments: Kind.allCases) func `kill -9: back within two seconds, the others never notice`(victim: Kind) throws {
    let engine = try started()
    defer { engine.stop() }
    let others = Kind.allCases.filter { $0 != victim }
    let over = Flag()
    let results = inThreads(3) { number -> [String] in
      if number == 2 {
        defer { over.raise() }
        return Self.killAndAsk(engine, victim)
      }
      var failures: [String] = []
      while !over.isRaised { failures += [Self.ask(engine, others[number])].compactMap { $0 }.map { "\(others[number]): \($0)" } }
      return failures
    }
    #expect(results.flatMap { $0 }.isEmpty)
    #expect(engine.connectors.map(\.program) == ["joinery-mysql", "joinery-postgres", "joinery-sqlite"])
  }

  /// Kills three times in a row; the very next query must be answered. Returns what went wrong.
  private static func killAndAsk(_ engine: JoineryProcess, _ victim: Kind) -> [String] {
    var failures: [String] = []
    for round in 1...3 {
      guard let process = engine.connectors.first(where: { $0.program == victim.program })?.process else {
        return failures + ["no process"]
      }
      kill(process, SIGKILL)
      let (failure, seconds) = timed { ask(engine, victim) }
      if let failure { failures.append("\(victim), round \(round): \(failure)") }
      if seconds > 2 { failures.append("\(victim), round \(round): \(seconds) s") }
      usleep(100_000)
    }
    return failures
  }

  @Test(arguments: Kind.allCases) func `SIGSTOP: replaced, and the others are as fast as before`(victim: Kind) throws {
    let engine = try started()
    defer { engine.stop() }
    let others = Kind.allCases.filter { $0 != victim }
    let process = try process(victim, of: engine)
    let before = median(of: (0..<40).map { number in timed { Self.ask(engine, others[number % 2]) } })
    kill(process, SIGSTOP)
    let hanging = inThreads(2) { number -> [(result: String?, seconds: Double)] in
      if number == 0 { return [timed { Self.ask(engine, victim) }] }
      return (0..<40).map { number in
        usleep(20_000)
        return timed { Self.ask(engine, others[number % 2]) }
      }
    }
    #expect(hanging[0][0].result == nil, "the query that found it stopped: \(hanging[0][0])")
    #expect(hanging[0][0].seconds < 10)
    #expect(hanging[1].allSatisfy { $0.result == nil })
    #expect(median(of: hanging[1]) < before * 3 + 0.02, "before \(before)")
    #expect(try self.process(victim, of: engine) != process)
    #expect(eventually(within: 5) { !ProcessTable.isRunning(process) })
    #expect(Self.ask(engine, victim) == nil)
  }

  private func median(of answers: [(result: String?, seconds: Double)]) -> Double {
    answers.map(\.seconds).sorted()[answers.count / 2]
  }

  @Test func `what was acknowledged is there after kill -9, and no connector is left over`() throws {
    var engine = try started()
    for round in 1...3 {
      let name = "kept_\(round)"
      let before = engine.connectors
      #expect(before.count == 3)
      let configuration = try Kind.sqlite.makeDatabase(in: engine.folder)
      #expect(try engine.metadata("sqlite_add_source", ["name": .string(name), "configuration": configuration]) == ["message": "success"])
      engine.killOutright()
      #expect(eventually(within: 5) { !before.contains { ProcessTable.isRunning($0.process) } }, "left over: \(before)")
      engine = try JoineryProcess(folder: engine.folder)
      let sources = try engine.metadata("export_metadata")["sources"]?.arrayValue?.compactMap { $0["name"]?.stringValue } ?? []
      #expect(sources.contains(name))
      #expect(try engine.metadata("get_inconsistent_metadata")["is_consistent"] == true)
      for kind in Kind.allCases { #expect(Self.ask(engine, kind) == nil) }
    }
    let last = engine.connectors
    let (_, seconds) = timed { engine.stop() }
    #expect(seconds < 5)
    #expect(!ProcessTable.isRunning(engine.processID) && !last.contains { ProcessTable.isRunning($0.process) })
  }
}
