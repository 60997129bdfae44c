import Foundation
import JSON
import TestSupport
import Testing

/// As ``PermissionTests``, with roles that inherit from two and three generated ones, and from a role that inherits itself: whatever a
/// query uses a column for, in rows where no parent with the column sees the row it is null.
///
/// `INHERITED_QUERIES` (400 without) and `PERMISSION_SEED` in the environment make it longer, or repeat it.
@Suite(.enabled(if: Kind.missingServers == nil, "needs PostgreSQL and MariaDB"))
struct InheritedPermissionTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let fixedSeed: UInt64 = 20_260_102
  private static let seed = environment["PERMISSION_SEED"].flatMap { UInt64($0) } ?? fixedSeed
  private static let count = environment["INHERITED_QUERIES"].flatMap { Int($0) } ?? 400

  @Test func `no cell leaks to an inherited role`() throws {
    var dice = Dice(seed: Self.seed)
    var world = PermissionWorld(&dice)
    let engine = try JoineryProcess()
    defer { engine.stop() }
    try engine.build(world)
    let schema = try PermissionSchema(engine)
    let coverage = PermissionCoverage()
    let roles = PermissionRoles(world: world, schema: schema, coverage: coverage)
    var parents: [PermissionRole] = []
    for index in 0..<6 { parents.append(roles.role("parent\(index)", after: parents.flatMap(\.variables), &dice)) }
    let heirs = Self.heirs(of: parents, in: world)
    world.roles = parents + heirs
    try engine.permit(world)
    world.roles = heirs
    for heir in heirs {
      let shown = try PermissionSchema(engine, headers: heir.headers)
      let differences = PermissionSight(world: world, role: heir, admin: schema).differences(from: shown)
      #expect(differences.isEmpty, "\(heir.name): \(differences)")
    }
    var run = PermissionRun(
      engine: engine, world: world, schema: schema, coverage: coverage, seed: Self.seed, defects: PermissionDefect.ofInheritance)
    // Some rules concern few queries: as many more are asked as it takes to come across them.
    while run.asked < Self.count || (!run.uncaught.isEmpty && run.asked < Self.count * 5) { try run.batch(&dice) }
    print("inherited permissions: seed \(Self.seed), \(run.asked) queries")
    #expect(run.failures == 0, "seed \(Self.seed): \(run.failures) of \(run.asked) queries")
    // A few hundred queries of any seed need not come across every rule.
    guard Self.seed == Self.fixedSeed || run.asked >= 2500 else { return }
    #expect(run.uncaught.isEmpty, "seed \(Self.seed): no query of \(run.asked) would have caught these defects")
  }

  private static func heirs(of parents: [PermissionRole], in world: PermissionWorld) -> [PermissionRole] {
    func heir(_ name: String, _ parents: [PermissionRole]) -> PermissionRole { PermissionInheritance.role(name, of: parents, in: world) }
    let two = heir("two", Array(parents[0..<2]))
    return [two, heir("three", Array(parents[1..<4])), heir("more", Array(parents[3..<6])), heir("nested", [two, parents[4]])]
  }
}
