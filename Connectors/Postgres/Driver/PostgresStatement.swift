/// A statement prepared on the server. When nobody needs it any more it is noted for deallocation.
final class PostgresStatement {
  let name: String
  let generation: Int
  private let garbage: PostgresGarbage

  init(name: String, garbage: PostgresGarbage) {
    self.name = name
    self.garbage = garbage
    generation = garbage.generation
  }

  deinit {
    if generation == garbage.generation { garbage.names.append(name) }
  }
}

/// The names of prepared statements that wait to be deallocated.
final class PostgresGarbage {
  var names: [String] = []
  /// Counts how often the server forgot what it had prepared; statements of an older generation are prepared again.
  var generation = 0 {
    didSet { names.removeAll() }
  }
}
