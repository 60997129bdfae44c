import Errors
import Metadata

extension Command {
  /// Refuses what a role may not do: everything but the rows of tables is for administrators, and writing them is too.
  func check(role: String) throws(EngineError) {
    guard role != Session.admin else { return }
    switch self {
    case .bulk(_, let requests):
      for (index, request) in requests.enumerated() {
        do { try request.command.check(role: role) } catch { throw error.inside("args", .index(index)) }
      }
    case .source(.data(let request)):
      // Permissions are looked at where the request is translated.
      guard request.word != .select, request.word != .count else { return }
      let table = request.target.table.stringValue ?? request.target.table["name"]?.stringValue ?? request.target.table.text
      throw EngineError(
        .permissionDenied, "\(request.word.rawValue) on \"\(table)\" for role \"\(role)\" is not allowed. ", at: ["args"])
    case .change, .read, .source, .reload, .dropInconsistent:
      throw EngineError(.accessDenied, "restricted access : admin only", at: ["args"], status: 400)
    }
  }
}
