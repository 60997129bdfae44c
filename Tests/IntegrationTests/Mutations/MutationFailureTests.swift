import Foundation
import Glibc
import JSON
import TestSupport
import Testing

/// Random requests of several writes, some of which fail by themselves and some of which are hit while they run: of each request the
/// database holds all or nothing afterwards.
@Suite(.enabled(if: Kind.missingServers == nil)) struct MutationFailureTests {
  /// More of everything by hand: `MUTATION_ROUNDS=20 JOINERY_SEED=7`.
  private static let rounds = getenv("MUTATION_ROUNDS").flatMap { Int(String(cString: $0)) } ?? 1

  @Test(arguments: Kind.allCases) func `of each request all or nothing is there`(_ kind: Kind) throws {
    let seed = getenv("JOINERY_SEED").flatMap { UInt64(String(cString: $0)) } ?? UInt64.random(in: 0...UInt64.max)
    var dice = Dice(seed: seed)
    let world = try Shelves(kind)
    defer { world.engine.stop() }
    var shelf = try world.content()
    var outcomes: [String: Int] = [:]
    let injections = (0..<Self.rounds).flatMap { _ in Injection.round(on: kind).shuffled(using: &dice) }
    for (number, injection) in injections.enumerated() {
      let request = RandomRequest(on: shelf, injection, using: &dice)
      // Every second blow falls for certain before the commit, the others around it.
      let answer = try world.send(request, injection, after: UInt32.random(in: 0..<(number % 2 == 0 ? 40_000 : 130_000), using: &dice))
      let found = try world.content()
      let outcome = Outcome(answer)
      let place = "\(kind), JOINERY_SEED=\(seed), request \(number), \(injection): \(request.text)\n\(answer.text)"
      switch outcome {
      case .written: #expect(found == request.after, "\(place)")
      case .refused: #expect(found == shelf, "\(place)")
      case .unknown: #expect(found == shelf || found == request.after, "\(place)")
      }
      #expect(injection.isBlow || outcome == (injection == .none ? .written : .refused), "\(place)")
      outcomes["\(injection) \(outcome)", default: 0] += 1
      shelf = found
    }
    let counted = outcomes.map { "\($0) \($1)" }.sorted().joined(separator: ", ")
    print("mutations with failures on \(kind): JOINERY_SEED=\(seed), \(counted)")
    // The blows fall while requests run, not beside them; a client whose connector died cannot know, and is told so.
    #expect(outcomes["killedConnector unknown"] != nil, "JOINERY_SEED=\(seed): \(counted)")
  }
}

/// What is done to a request.
enum Injection: CaseIterable {
  case none, constraint, permission, killedConnector, killedConnection, killedDatabase

  var isBlow: Bool { self == .killedConnector || self == .killedConnection || self == .killedDatabase }

  /// The failures of one round. A connector that dies often is restarted later and later, so it dies four times only.
  static func round(on kind: Kind) -> [Injection] {
    var counts: [(Injection, Int)] = [(.none, 8), (.constraint, 9), (.permission, 7), (.killedConnector, 4)]
    if kind != .sqlite { counts += [(.killedConnection, 6), (.killedDatabase, 3)] }
    return counts.flatMap { injection, count in Array(repeating: injection, count: count) }
  }
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
