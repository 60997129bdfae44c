import Errors
import Metadata

extension Command {
  /// Refuses what a role may not do: everything but the rows of tables is for administrators.
  func check(role: String) throws(EngineError) {
    guard role != Session.admin else { return }
    switch self {
    case .bulk(_, let requests):
      for (index, request) in requests.enumerated() {
        do { try request.command.check(role: role) } catch { throw error.inside("args", .index(index)) }
      }
    // Permissions are looked at where the request is translated.
    case .source(.data): return
    case .change, .read, .source, .reload, .dropInconsistent:
      throw EngineError(.accessDenied, "restricted access : admin only", at: ["args"], status: 400)
    }
  }
}
