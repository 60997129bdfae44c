import Foundation
import Glibc
import JSON
import TestSupport
import Testing

/// Random requests of several writes, some of which fail by themselves and some of which are hit while they run: of each request the
/// database holds all or nothing afterwards.
@Suite(.enabled(if: Kind.missingServers == nil)) struct MutationFailureTests {
  private static let requests = 40

  @Test(arguments: Kind.allCases) func `of each request all or nothing is there`(_ kind: Kind) throws {
    let seed = getenv("JOINERY_SEED").flatMap { UInt64(String(cString: $0)) } ?? UInt64.random(in: 0...UInt64.max)
    var random = SeededNumbers(seed)
    let world = try Shelves(kind)
    defer { world.engine.stop() }
    var shelf = try world.content()
    var outcomes: [Outcome: Int] = [:]
    for number in 0..<Self.requests {
      let injected = Injection.allCases.randomElement(using: &random) ?? .none
      let request = RandomRequest(on: shelf, injected, using: &random)
      let answer = try world.send(request, injected)
      let found = try world.content()
      let outcome = Outcome(answer)
      let place = "\(kind), JOINERY_SEED=\(seed), request \(number), \(injected): \(request.text)\n\(answer.text)"
      switch outcome {
      case .written: #expect(found == request.after, "\(place)")
      case .refused: #expect(found == shelf, "\(place)")
      case .unknown: #expect(found == shelf || found == request.after, "\(place)")
      }
      #expect((outcome == .refused) == (injected == .constraint || injected == .permission) || injected.isKill, "\(place)")
      outcomes[outcome, default: 0] += 1
      shelf = found
    }
    print("mutations with failures on \(kind): JOINERY_SEED=\(seed), \(outcomes.map { "\($0) \($1)" }.sorted().joined(separator: ", "))")
    #expect(outcomes[.written] ?? 0 > 0 && outcomes[.refused] ?? 0 > 0, "JOINERY_SEED=\(seed): \(outcomes)")
  }
}

/// What is done to a request.
enum Injection: CaseIterable {
  case none, constraint, permission, killedConnector, killedConnection

  var isKill: Bool { self == .killedConnector || self == .killedConnection }
}

/// What an answer says about the database.
private enum Outcome {
  case written, refused, unknown

  init(_ answer: JSON) {
    if answer["errors"] == nil {
      self = .written
    } else {
      let message = answer["errors"]?[0]?["message"]?.stringValue ?? ""
      self = message.contains("not known") ? .unknown : .refused
    }
  }
}

/// Numbers that a seed determines (SplitMix64).
struct SeededNumbers: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// What the tables hold: the number of each item, and the labels of its parts.
struct Shelf: Equatable {
  struct Item: Equatable {
    var number: Int
    var parts: [String] = []
  }

  var items: [String: Item] = [:]
}

/// One request, and what it makes of a shelf if nothing goes wrong.
private struct RandomRequest {
  private(set) var text = ""
  private(set) var after: Shelf

  init(on shelf: Shelf, _ injection: Injection, using random: inout SeededNumbers) {
    after = shelf
    let count = Int.random(in: 2...6, using: &random)
    let failing = Int.random(in: 0..<count, using: &random)
    for index in 0..<count {
      let isFailing = index == failing && (injection == .constraint || injection == .permission)
      text += " f\(index): " + (isFailing ? failure(injection, &random) : write(&random))
    }
    // Something slow, so that a blow falls while the request runs.
    if injection.isKill { text += " z: insert_slow(objects: {}) { affected_rows }" }
    text = "mutation {\(text) }"
  }

  /// Half of the words are there already.
  private func word(_ random: inout SeededNumbers) -> String {
    let known = after.items.keys.sorted().randomElement(using: &random)
    return Bool.random(using: &random) ? known ?? "w0" : "w\(Int.random(in: 0..<30, using: &random))"
  }

  private mutating func write(_ random: inout SeededNumbers) -> String {
    let (word, number) = (word(&random), Int.random(in: 0..<50, using: &random))
    switch Int.random(in: 0..<4, using: &random) {
    case 0:
      after.items[word, default: Shelf.Item(number: number)].number = number
      return
        "insert_item_one(object: {word: \"\(word)\", n: \(number)}, on_conflict: {constraint: item_word_key, update_columns: n}) { id }"
    case 1 where after.items[word] == nil:
      after.items[word] = Shelf.Item(number: number, parts: ["a", "b"])
      return "insert_item(objects: {word: \"\(word)\", n: \(number), parts: {data: [{label: \"a\"}, {label: \"b\"}]}}) "
        + "{ affected_rows returning { id parts { label } } }"
    case 2 where after.items[word]?.parts.isEmpty == true:
      after.items[word] = nil
      return "delete_item(where: {word: {_eq: \"\(word)\"}}) { affected_rows }"
    default:
      for key in after.items.keys where after.items[key].map({ $0.number < number }) ?? false { after.items[key]?.number += 3 }
      return "update_item(where: {n: {_lt: \(number)}}, _inc: {n: 3}) { affected_rows returning { word } }"
    }
  }

  private func failure(_ injection: Injection, _ random: inout SeededNumbers) -> String {
    if injection == .permission { return "insert_item(objects: [{word: \"p1\", n: 1}, {word: \"p2\", n: 10001}]) { affected_rows }" }
    return switch Int.random(in: 0..<3, using: &random) {
    case 0: "insert_item(objects: [{word: \"same\", n: 1}, {word: \"same\", n: 2}]) { affected_rows }"
    case 1: "insert_part_one(object: {label: \"x\", item_id: 1000000}) { id }"
    default: "insert_item_one(object: {word: \"orphan\", n: 1, parts: {data: [{label: \"a\"}, {label: null}]}}) { id }"
    }
  }
}

/// Items and parts in a database of one kind, that a role may write within limits.
private struct Shelves {
  let engine: JoineryProcess
  private let kind: Kind
  /// The name of the database at its server.
  private let database: String
  private static let role = ["X-Hasura-Role": "user"]

  init(_ kind: Kind) throws {
    self.kind = kind
    let engine = try JoineryProcess()
    self.engine = engine
    let key =
      switch kind {
      case .postgres: "id INT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY"
      case .mysql: "id INT AUTO_INCREMENT PRIMARY KEY"
      case .sqlite: "id INTEGER PRIMARY KEY"
      }
    let tables = [
      "CREATE TABLE item (\(key), word VARCHAR(20) NOT NULL, n INT NOT NULL, CONSTRAINT item_word_key UNIQUE (word))",
      "CREATE TABLE part (\(key), item_id INT NOT NULL, label VARCHAR(20) NOT NULL, FOREIGN KEY (item_id) REFERENCES item (id))",
      "CREATE TABLE slow (\(key), a INT)",
    ]
    let configuration = try kind.makeDatabase(in: engine.folder)
    let url = configuration["connection_info"]?["database_url"]?.stringValue ?? ""
    database = url.split(separator: "?").first?.split(separator: "/").last.map(String.init) ?? ""
    try engine.addSource(
      "db", kind, tables + Self.trigger(kind), tables: ["item", "part", "slow"], configuration: configuration)
    try engine.metadata(
      "\(kind.prefix)_create_array_relationship",
      [
        "source": "db", "table": "item", "name": "parts",
        "using": ["foreign_key_constraint_on": ["table": "part", "column": "item_id"]],
      ])
    for table in ["item", "part", "slow"] { try permit(table) }
  }

  /// Makes an insert into `slow` take its time.
  private static func trigger(_ kind: Kind) -> [String] {
    switch kind {
    case .postgres:
      [
        "CREATE FUNCTION wait() RETURNS trigger AS $$ BEGIN PERFORM pg_sleep(0.08); RETURN NEW; END $$ LANGUAGE plpgsql",
        "CREATE TRIGGER wait BEFORE INSERT ON slow FOR EACH ROW EXECUTE FUNCTION wait()",
      ]
    case .mysql: ["CREATE TRIGGER wait BEFORE INSERT ON slow FOR EACH ROW SET NEW.a = SLEEP(0.08)"]
    case .sqlite:
      [
        "CREATE TRIGGER wait BEFORE INSERT ON slow BEGIN SELECT (WITH RECURSIVE c(x) AS "
          + "(SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < 400000) SELECT count(*) FROM c); END"
      ]
    }
  }

  private func permit(_ table: String) throws {
    func create(_ operation: String, _ permission: JSON) throws {
      try engine.metadata(
        "\(kind.prefix)_create_\(operation)_permission",
        ["source": "db", "table": .string(table), "role": "user", "permission": permission])
    }
    let isItem = table == "item"
    try create("select", ["columns": "*", "filter": [:]])
    try create("insert", ["columns": "*", "check": isItem ? ["n": ["_lt": 10000]] : [:]])
    try create("update", ["columns": "*", "filter": [:], "check": [:]])
    try create("delete", ["filter": [:]])
  }

  /// Sends a request, and lets the blow fall while it runs.
  func send(_ request: RandomRequest, _ injection: Injection) throws -> JSON {
    guard injection.isKill else { return try engine.answer(request.text, headers: Self.role) }
    let delay = UInt32.random(in: 0..<90_000)
    let text = request.text
    let answer = Shared<Int, JSON> { [engine] _ in try engine.answer(text, headers: Self.role) }
    Thread { _ = try? answer[0] }.start()
    usleep(delay)
    try strike(injection)
    return try answer[0]
  }

  private func strike(_ injection: Injection) throws {
    guard injection == .killedConnection, kind != .sqlite else {
      for connector in engine.connectors where connector.program == kind.program { kill(connector.process, SIGKILL) }
      return
    }
    if kind == .postgres {
      try TemporaryPostgres.shared.get().run(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '\(database)' AND pid <> pg_backend_pid()")
    } else {
      try TemporaryMariaDB.shared.get().run(
        "BEGIN NOT ATOMIC FOR c IN (SELECT id FROM information_schema.processlist WHERE db = '\(database)') DO "
          + "EXECUTE IMMEDIATE CONCAT('KILL CONNECTION ', c.id); END FOR; END")
    }
  }

  /// What the tables hold, asked until there is an answer: a connector that was killed has to come back.
  func content() throws -> Shelf {
    var last: JSON = nil
    for _ in 0..<200 {
      last = try engine.answer("{ item { word n parts(order_by: {id: asc}) { label } } }")
      if last["errors"] == nil { break }
      usleep(20_000)
    }
    guard let items = last["data"]?["item"]?.arrayValue else { throw NoContent(answer: last) }
    var shelf = Shelf()
    for item in items {
      let parts = item["parts"]?.arrayValue?.compactMap { $0["label"]?.stringValue } ?? []
      shelf.items[item["word"]?.stringValue ?? ""] = Shelf.Item(number: item["n"]?.int ?? -1, parts: parts)
    }
    return shelf
  }

  private struct NoContent: Error {
    let answer: JSON
  }
}
