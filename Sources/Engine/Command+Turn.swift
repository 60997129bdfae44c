import Metadata

extension Command {
  /// Whether it may lead to another snapshot, so that it has to wait for its turn; everything else is answered from the current one.
  var changesSnapshot: Bool {
    switch self {
    case .change, .reload, .dropInconsistent: true
    case .source(.runSQL(let sql)): sql.mayChangeTables
    case .read, .source: false
    case .bulk(_, let requests): requests.contains { $0.command.changesSnapshot }
    }
  }
}
