import CSQLite

/// Variance and standard deviation as aggregate functions, by Welford's method (no loss of digits for large values).
struct Variance {
  private var count = 0
  private var mean = 0.0
  private var squares = 0.0

  enum Statistic {
    case ofPopulation, ofSample, deviationOfPopulation, deviationOfSample
  }

  static let names: [(String, Statistic)] = [
    ("joinery_var_pop", .ofPopulation), ("joinery_var_samp", .ofSample), ("joinery_stddev_pop", .deviationOfPopulation),
    ("joinery_stddev_samp", .deviationOfSample),
  ]

  static func register(_ name: String, _ statistic: Statistic, in database: OpaquePointer) {
    let final: @convention(c) (OpaquePointer?) -> Void =
      switch statistic {
      case .ofPopulation: { Variance.finish($0) { $0.population } }
      case .ofSample: { Variance.finish($0) { $0.sample } }
      case .deviationOfPopulation: { Variance.finish($0) { $0.population?.squareRoot() } }
      case .deviationOfSample: { Variance.finish($0) { $0.sample?.squareRoot() } }
      }
    let flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS
    sqlite3_create_function_v2(database, name, 1, flags, nil, nil, { Variance.step($0, $2) }, final, nil)
  }

  private static func step(_ context: OpaquePointer?, _ arguments: UnsafeMutablePointer<OpaquePointer?>?) {
    guard let value = arguments?[0], sqlite3_value_type(value) != SQLITE_NULL,
      let memory = sqlite3_aggregate_context(context, Int32(MemoryLayout<Variance>.size))
    else { return }
    // SQLite hands out zeroed memory first, which is what an empty value looks like.
    memory.assumingMemoryBound(to: Variance.self).pointee.add(sqlite3_value_double(value))
  }

  private mutating func add(_ value: Double) {
    count += 1
    let distance = value - mean
    mean += distance / Double(count)
    squares += distance * (value - mean)
  }

  private var population: Double? { count > 0 ? squares / Double(count) : nil }

  private var sample: Double? { count > 1 ? squares / Double(count - 1) : nil }

  private static func finish(_ context: OpaquePointer?, _ result: (Variance) -> Double?) {
    let memory = sqlite3_aggregate_context(context, 0)?.assumingMemoryBound(to: Variance.self)
    if let value = memory.flatMap({ result($0.pointee) }) { sqlite3_result_double(context, value) } else { sqlite3_result_null(context) }
  }
}
