import Foundation
import JSON
import TestSupport
import Testing

/// Generated roles on five tables of each kind, generated queries, and an oracle that filters in memory.
///
/// A query of what the role sees must be answered as the oracle does, wholly; one that names what the role does not see must be refused as
/// one that names what does not exist, and explained neither. No answer may contain the text `classified`, which stands in a column that
/// nobody may see. Every run also proves that it would have caught each of ``PermissionDefect``: the same queries, asked of an oracle that
/// forgets one rule, have an answer that differs. And it proves that it used every operator and clause that introspection shows.
///
/// `PERMISSION_QUERIES` (in all, 1000 without) and `PERMISSION_SEED` in the environment make it longer, or repeat it.
@Suite(.enabled(if: Kind.missingServers == nil, "needs PostgreSQL and MariaDB"))
struct PermissionTests {
  private static let environment = ProcessInfo.processInfo.environment

  private static let seeds: [UInt64] =
    environment["PERMISSION_SEED"].flatMap { UInt64($0) }.map { [$0] } ?? [fixedSeed, UInt64.random(in: 0..<1_000_000_000)]
  private static let fixedSeed: UInt64 = 20_260_101

  private static let count = environment["PERMISSION_QUERIES"].flatMap { Int($0) } ?? 1000

  @Test(arguments: seeds) func `no row and no column leaks`(seed: UInt64) throws {
    let start = ContinuousClock.now
    func passed() -> String { "\((ContinuousClock.now - start).components.seconds) s" }
    var dice = Dice(seed: seed)
    var world = PermissionWorld(&dice)
    let engine = try JoineryProcess()
    defer { engine.stop() }
    try engine.build(world)
    let schema = try PermissionSchema(engine)
    let coverage = PermissionCoverage()
    let roles = PermissionRoles(world: world, schema: schema, coverage: coverage)
    world.roles = (0..<(Self.count >= 2500 ? 40 : 24)).map { roles.role("role\($0)", &dice) }
    try engine.permit(world)
    print("permissions: seed \(seed), world and permissions after \(passed())")
    var run = PermissionRun(engine: engine, world: world, schema: schema, coverage: coverage, seed: seed)
    // What must be covered is covered by the fixed seed.
    let queries = Self.seeds.count == 1 ? Self.count : seed == Self.fixedSeed ? Self.count * 4 / 5 : Self.count / 5
    try run.control()
    for role in world.roles { try run.check(role) }
    print("permissions: seed \(seed), roles checked after \(passed())")
    while run.asked < queries { try run.batch(&dice) }
    print("permissions: seed \(seed), \(run.asked) queries after \(passed())")
    #expect(run.failures == 0, "seed \(seed): \(run.failures) of \(run.asked) queries")
    // A few hundred queries of any seed need not come across every rule.
    guard seed == Self.fixedSeed || queries >= 2500 else { return }
    print(run.report)
    #expect(run.uncaught.isEmpty, "seed \(seed): no query of \(run.asked) would have caught these defects")
    let missing = PermissionRequirements(world: world, schema: schema).missing(from: coverage, least: queries >= 2500 ? 5 : 1)
    #expect(missing.isEmpty, "seed \(seed): not used, or not used enough: \(missing.joined(separator: "\n"))")
  }
}
