import Foundation
import JSON
import TestSupport
import Testing

/// Generated roles that write three tables of each kind, and an oracle that keeps the tables in memory.
///
/// After every mutation the tables hold what the oracle says, and the answer is the oracle's: what a role may not write is not written,
/// presets are set, checks hold, a failure leaves everything as it was, and answers show no hidden row and no hidden column. Every run
/// proves that it would have caught each of ``PermissionWriteDefect``.
///
/// `PERMISSION_WRITES` (500 without) and `PERMISSION_SEED` in the environment make it longer, or repeat it.
@Suite(.enabled(if: Kind.missingServers == nil, "needs PostgreSQL and MariaDB"))
struct PermissionWriteTests {
  private static let environment = ProcessInfo.processInfo.environment

  private static let fixedSeed: UInt64 = 20_260_101

  @Test func `what a role may not write is not written`() throws {
    let seed = Self.environment["PERMISSION_SEED"].flatMap { UInt64($0) } ?? Self.fixedSeed
    let count = Self.environment["PERMISSION_WRITES"].flatMap { Int($0) } ?? 500
    let start = ContinuousClock.now
    var dice = Dice(seed: seed)
    let world = PermissionWorld(&dice)
    let engine = try JoineryProcess()
    defer { engine.stop() }
    try engine.build(world)
    let schema = try PermissionSchema(engine)
    let roles = PermissionWriteRoles(roles: PermissionRoles(world: world, schema: schema, coverage: PermissionCoverage()))
    let made = (0..<10).map { roles.role("writer\($0)", &dice) }
    try engine.permit(made, world)
    var run = PermissionWriteRun(engine: engine, world: world, schema: schema, seed: seed)
    for role in made { try run.check(role) }
    // Some rules concern few mutations: as many more are asked as it takes to come across them.
    while run.asked < count || (!run.uncaught.isEmpty && run.asked < count * 5) { try run.batch(made[run.asked / 25 % made.count], &dice) }
    print("permissions to write: seed \(seed), \(run.asked) mutations after \((ContinuousClock.now - start).components.seconds) s")
    print(run.report)
    #expect(run.failures == 0, "seed \(seed): \(run.failures) of \(run.asked) mutations")
    // Few mutations of any seed need not come across every rule.
    guard seed == Self.fixedSeed || count >= 2000 else { return }
    #expect(run.uncaught.isEmpty, "seed \(seed): no mutation of \(run.asked) would have caught these defects")
  }
}

extension JoineryProcess {
  /// Gives roles their permissions to read and to write.
  fileprivate func permit(_ roles: [PermissionWriteRole], _ world: PermissionWorld) throws {
    var readers = world
    readers.roles = roles.map(\.reader)
    try permit(readers)
    let commands = roles.flatMap { role in
      role.permissions(world).map { permission -> JSON in
        let table = world.tables[permission.table]
        return [
          "type": .string("\(table.kind.prefix)_create_\(permission.operation)_permission"),
          "args": [
            "source": .string(table.kind.rawValue), "table": .string(table.name), "role": .string(role.reader.name),
            "permission": permission.definition,
          ],
        ]
      }
    }
    try metadata("bulk_atomic", .array(commands))
  }
}
