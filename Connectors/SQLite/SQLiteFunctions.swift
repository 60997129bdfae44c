import CSQLite
import Glibc
import JSON

/// The functions that the dialect's SQL calls and SQLite lacks. Their names start with `joinery_`: nothing of the user's is replaced.
enum SQLiteFunctions {
  typealias Body = @convention(c) (OpaquePointer?, Int32, UnsafeMutablePointer<OpaquePointer?>?) -> Void

  static func register(in database: OpaquePointer) {
    add("joinery_like", to: database) { SQLiteFunctions.like($0, $2, isCaseSensitive: true) }
    add("joinery_ilike", to: database) { SQLiteFunctions.like($0, $2, isCaseSensitive: false) }
    add("joinery_regex", to: database) { SQLiteFunctions.regex($0, $2, flags: 0) }
    add("joinery_iregex", to: database) { SQLiteFunctions.regex($0, $2, flags: REG_ICASE) }
    add("joinery_similar", to: database) { SQLiteFunctions.regex($0, $2, flags: 0, isSimilar: true) }
    add("joinery_timestamp", arguments: 1, to: database) { SQLiteFunctions.rewritten($0, $2, by: SQLiteTimestamp.write) }
    add("joinery_instant", arguments: 1, to: database) { SQLiteFunctions.rewritten($0, $2, by: SQLiteTimestamp.writeInstant) }
    SQLiteDocuments.register(in: database)
    SQLiteArithmetic.register(in: database)
    add("joinery_unhex", arguments: 1, to: database) { SQLiteFunctions.unhex($0, $2) }
    add("joinery_text", arguments: 1, to: database) { SQLiteFunctions.unescaped($0, $2) }
    add("joinery_rounded", arguments: 1, to: database) { SQLiteFunctions.rounded($0, $2) }
    for (name, statistic) in Variance.names { Variance.register(name, statistic, in: database) }
  }

  static func add(_ name: String, arguments: Int32 = 2, to database: OpaquePointer, _ body: Body) {
    let flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS
    sqlite3_create_function_v2(database, name, arguments, flags, nil, body, nil, nil, nil)
  }

  static func text(_ value: OpaquePointer?) -> UnsafeRawBufferPointer? {
    guard sqlite3_value_type(value) != SQLITE_NULL, let start = sqlite3_value_text(value) else { return nil }
    return UnsafeRawBufferPointer(start: start, count: Int(sqlite3_value_bytes(value)))
  }

  /// `(text, pattern)` as PostgreSQL's LIKE and ILIKE: SQLite's own ignores the case of ASCII letters, always.
  private static func like(_ context: OpaquePointer?, _ arguments: UnsafeMutablePointer<OpaquePointer?>?, isCaseSensitive: Bool) {
    guard let arguments, let text = text(arguments[0]), let pattern = Self.text(arguments[1]) else { return sqlite3_result_null(context) }
    let matches: Bool
    if isCaseSensitive {
      matches = LikePattern.matches(text, pattern)
    } else {
      let lowerText = Array(String(decoding: text, as: UTF8.self).lowercased().utf8)
      let lowerPattern = Array(String(decoding: pattern, as: UTF8.self).lowercased().utf8)
      matches = lowerText.withUnsafeBytes { text in lowerPattern.withUnsafeBytes { LikePattern.matches(text, $0) } }
    }
    sqlite3_result_int(context, matches ? 1 : 0)
  }

  /// `(text, pattern)` with POSIX extended regular expressions; the compiled pattern is kept as long as the argument stays the same.
  private static func regex(
    _ context: OpaquePointer?, _ arguments: UnsafeMutablePointer<OpaquePointer?>?, flags: Int32, isSimilar: Bool = false
  ) {
    guard let arguments, let text = text(arguments[0]), let pattern = Self.text(arguments[1]) else { return sqlite3_result_null(context) }
    let kept = sqlite3_get_auxdata(context, 1)?.assumingMemoryBound(to: regex_t.self)
    guard let compiled = kept ?? compile(isSimilar ? SimilarPattern.regularExpression(pattern) : Array(pattern), flags, context) else {
      return
    }
    var range = regmatch_t(rm_so: 0, rm_eo: regoff_t(text.count))
    let start = text.baseAddress?.assumingMemoryBound(to: CChar.self)
    sqlite3_result_int(context, regexec(compiled, start, 1, &range, REG_STARTEND) == 0 ? 1 : 0)
    if kept == nil {
      sqlite3_set_auxdata(context, 1, compiled) { pointer in
        guard let compiled = pointer?.assumingMemoryBound(to: regex_t.self) else { return }
        regfree(compiled)
        compiled.deallocate()
      }
    }
  }

  /// Nil for what is no expression; the context has the error then.
  private static func compile(_ expression: [UInt8], _ flags: Int32, _ context: OpaquePointer?) -> UnsafeMutablePointer<regex_t>? {
    if let problem = RegularExpressionCheck.problem(of: expression) {
      sqlite3_result_error(context, "invalid regular expression: \(problem)", -1)
      return nil
    }
    let compiled = UnsafeMutablePointer<regex_t>.allocate(capacity: 1)
    let status = regcomp(compiled, String(decoding: expression, as: UTF8.self), REG_EXTENDED | flags)
    guard status == 0 else {
      let reason = withUnsafeTemporaryAllocation(of: CChar.self, capacity: 128) { text in
        _ = regerror(status, compiled, text.baseAddress, text.count)
        return text.baseAddress.map { String(cString: $0) } ?? ""
      }
      sqlite3_result_error(context, "invalid regular expression: \(reason)", -1)
      compiled.deallocate()
      return nil
    }
    return compiled
  }

  /// A text that ``EscapedText`` wrote; anything else is itself.
  private static func unescaped(_ context: OpaquePointer?, _ arguments: UnsafeMutablePointer<OpaquePointer?>?) {
    guard let arguments, sqlite3_value_type(arguments[0]) == SQLITE_TEXT, let text = text(arguments[0]), EscapedText.isPresent(in: text)
    else {
      return sqlite3_result_value(context, arguments?[0])
    }
    let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    EscapedText.unescaped(text).withUnsafeBytes { bytes in
      sqlite3_result_text(context, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count), copied)
    }
  }

  /// A double with 15 significant digits, which is what survives a few additions; anything else is itself.
  private static func rounded(_ context: OpaquePointer?, _ arguments: UnsafeMutablePointer<OpaquePointer?>?) {
    guard let arguments, sqlite3_value_type(arguments[0]) == SQLITE_FLOAT else { return sqlite3_result_value(context, arguments?[0]) }
    let value = sqlite3_value_double(arguments[0])
    let rounded = withUnsafeTemporaryAllocation(of: CChar.self, capacity: 32) { buffer in
      guard let start = buffer.baseAddress else { return value }
      withVaList([value]) { _ = vsnprintf(start, buffer.count, "%.15g", $0) }
      return strtod(start, nil)
    }
    sqlite3_result_double(context, rounded)
  }

  /// A text in another spelling; what `write` does not know is itself.
  private static func rewritten(
    _ context: OpaquePointer?, _ arguments: UnsafeMutablePointer<OpaquePointer?>?,
    by write: (UnsafeRawBufferPointer, inout ByteWriter) -> Bool
  ) {
    var out = ByteWriter(capacity: 32)
    guard let arguments, sqlite3_value_type(arguments[0]) == SQLITE_TEXT, let text = text(arguments[0]),
      write(text, &out)
    else {
      return sqlite3_result_value(context, arguments?[0])
    }
    let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    out.withBytes { sqlite3_result_text(context, $0.baseAddress?.assumingMemoryBound(to: CChar.self), Int32($0.count), copied) }
  }

  private static func unhex(_ context: OpaquePointer?, _ arguments: UnsafeMutablePointer<OpaquePointer?>?) {
    guard let arguments, let text = text(arguments[0]), let bytes = Hexadecimal.bytes(of: text) else { return sqlite3_result_null(context) }
    let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    bytes.withUnsafeBytes { bytes in
      if bytes.isEmpty {
        sqlite3_result_zeroblob(context, 0)
      } else {
        sqlite3_result_blob(context, bytes.baseAddress, Int32(bytes.count), copied)
      }
    }
  }
}
