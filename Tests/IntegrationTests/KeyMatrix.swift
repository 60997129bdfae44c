extension KeyCase {
  static let all = integers + decimals + texts + encodings + uuids + tuples + others

  private static let integers = [
    KeyCase(
      "int_range", .of("BIGINT", ["1", "99999999999", "2147483647", "NULL", "0", "-1", "-99999999999"]),
      .of("INT", ["1", "2147483647", "0", "-2147483648"]), [[1], [], [2], nil, [3], [], []]),
    KeyCase(
      "smallint_range", .of("INT", ["32767", "32768", "65537", "1"]), .of("SMALLINT", ["32767", "1", "-32768"]), [[1], [], [], [2]]),
    KeyCase(
      "above_2_53",
      .of("BIGINT", ["9007199254740993", "9007199254740992", "9223372036854775807", "-9223372036854775808", "9007199254740994"]),
      .of("BIGINT", ["9007199254740992", "9007199254740993", "9223372036854775807", "-9223372036854775808"]), [[2], [1], [3], [4], []]),
    KeyCase(
      "bigint_decimal", .of("BIGINT", ["9007199254740993", "9223372036854775807", "0"]),
      .of("DECIMAL(20,0)", ["9007199254740992", "9007199254740993", "9223372036854775807", "0"]), [[2], [3], [4]]),
    KeyCase(
      "decimal_bigint", .of("DECIMAL(20,0)", ["9007199254740993", "9223372036854775807", "0"]),
      .of("BIGINT", ["9007199254740992", "9007199254740993", "9223372036854775807", "0"]), [[2], [3], [4]]),
    KeyCase(
      "unsigned", .of(postgres: "NUMERIC(20,0)", mysql: "BIGINT UNSIGNED", ["18446744073709551615", "9223372036854775808", "1"]),
      .of(postgres: "NUMERIC(20,0)", mysql: "BIGINT UNSIGNED", ["1", "18446744073709551615"]), [[2], [], [1]]),
    KeyCase(
      "unsigned_to_signed", .of(mysql: "BIGINT UNSIGNED", ["18446744073709551615", "9223372036854775808", "1"]),
      .of("BIGINT", ["1", "-1", "9223372036854775807", "-9223372036854775808"]), [[], [], [1]]),
    KeyCase("zero", .of("INT", ["0", "NULL"]), .of("INT", ["0", "NULL"]), [[1], nil]),
  ]

  private static let decimals = [
    KeyCase(
      "scale", .of("DECIMAL(10,2)", ["1.50", "2.00", "3.10", "0.00", "1.55", "-1.50"]),
      .of("DECIMAL(10,4)", ["1.5", "2", "3.1", "0", "-1.5"]),
      [[1], [2], [3], [4], [], [5]]),
    KeyCase("scale_down", .of("DECIMAL(10,4)", ["1.5", "1.5001", "1.5049"]), .of("DECIMAL(10,1)", ["1.5", "1.6"]), [[1], [], []]),
    KeyCase(
      "decimal_int", .of("DECIMAL(10,2)", ["2.00", "1.50", "-1.00", "99999999.00"]), .of("INT", ["2", "1", "-1"]), [[1], [], [3], []]),
    KeyCase("int_decimal", .of("INT", ["2", "1", "-1"]), .of("DECIMAL(10,2)", ["2.00", "1.50", "-1.00"]), [[1], [], [3]]),
    KeyCase(
      "unbounded_scale", .of(postgres: "NUMERIC", ["1.5", "1.50", "1.500", "'NaN'"]), .of("DECIMAL(10,2)", ["1.5", "1.51"]),
      [[1], [1], [1], []]),
    KeyCase(
      "float", .of("DOUBLE PRECISION", ["0.1", "1e300", "1.5", "-0.0"]), .of("DOUBLE PRECISION", ["0.1", "1e300", "1.5000001", "0"]),
      [[1], [2], [], [4]]),
  ]

  private static let texts = [
    KeyCase(
      "empty_text", .of("VARCHAR(10)", ["''", "'0'", "' '", "'a'", "NULL"]), .of("VARCHAR(10)", ["'0'", "''"]), [[2], [1], [], [], nil]),
    KeyCase(
      "letter_case", .of("VARCHAR(10)", ["'ABC'", "'abc'", "'Abc'", "'\u{e9}'", "'\u{c9}'", "'e'"]),
      .of(postgres: "TEXT", mysql: "VARCHAR(10)", sqlite: "TEXT COLLATE NOCASE", ["'abc'", "'ABC'", "'e'", "'\u{c9}'"]),
      [[2], [1], [], [], [4], [3]]),
    KeyCase(
      "trailing_blanks", .of("VARCHAR(10)", ["'a '", "'a'", "'a  '", "' a'"]),
      .of(postgres: "TEXT", mysql: "VARCHAR(10)", sqlite: "TEXT COLLATE RTRIM", ["'a'", "'a  '"]), [[], [1], [2], []]),
    KeyCase(
      "unbounded_text", .of("TEXT", ["'abc'", "'ABC'", "'abc '", "'\u{e9}'", "NULL", "''"]), .of("TEXT", ["'abc'", "'\u{e9}'", "''"]),
      [[1], [], [], [2], nil, [3]]),
    KeyCase(
      "long_text", .of("VARCHAR(10)", ["'abcdef'", "'abc'"]), .of("VARCHAR(3)", ["'abc'", "'abd'"]), [[], [1]]),
    KeyCase(
      "enumeration", .of("VARCHAR(10)", ["'a'", "'A'", "''", "'c'", "'1'"]), .of(mysql: "ENUM('a', 'b')", ["'a'", "'b'"]),
      [[1], [], [], [], []]),
    KeyCase("from_enumeration", .of(mysql: "ENUM('a', 'b')", ["'a'", "'b'"]), .of("VARCHAR(10)", ["'b'", "'a'", "'A'"]), [[2], [1]]),
  ]

  private static let encodings = [
    KeyCase(
      "emoji", .of("VARCHAR(20)", ["'\u{1f600}'", "'?'", "'\u{1f642}'", "'\u{e9}'", "'e\u{301}'"]),
      .of("VARCHAR(20)", ["'?'", "'\u{1f600}'", "'\u{e9}'"]), [[2], [1], [], [3], []]),
    KeyCase(
      "latin1", .of("VARCHAR(20)", ["'\u{1f600}'", "'?'", "'\u{e9}'", "'\u{20ac}'"]),
      .of(mysql: "VARCHAR(20) CHARACTER SET latin1", ["'?'", "'\u{e9}'", "'\u{20ac}'"]), [[], [1], [2], [3]]),
    KeyCase(
      "from_latin1", .of(mysql: "VARCHAR(20) CHARACTER SET latin1", ["'?'", "'\u{e9}'"]), .of("VARCHAR(20)", ["'\u{e9}'", "'?'"]),
      [[2], [1]]),
    KeyCase(
      "nul", .of(mysql: "VARCHAR(10)", sqlite: "VARCHAR(10)", ["'a\\0b'", "'a'", "'\\0'", "''"]),
      .of("VARCHAR(10)", ["'a'", "'b'", "'ab'", "''"]),
      [[], [1], [], [4]]),
    KeyCase(
      "nul_on_both_sides", .of(mysql: "VARCHAR(10)", sqlite: "VARCHAR(10)", ["'a\\0b'", "'a'", "'a\\0'"]),
      .of(mysql: "VARCHAR(10)", sqlite: "VARCHAR(10)", ["'a\\0b'", "'a'", "'a\\0c'"]), [[1], [2], []]),
    KeyCase(
      "escapes", .of("VARCHAR(20)", ["'\"'", "'a''b'", "'{}'", "','", "'a\nb'"]),
      .of("VARCHAR(20)", ["'a''b'", "'\"'", "'a\nb'", "','", "'{}'"]),
      [[2], [1], [5], [4], [3]]),
  ]

  private static let lower = "'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'"
  private static let upper = "'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11'"

  /// A uuid is in lower case as a text, so an upper-case text is no spelling of it, from either side; two uuids are equal however written.
  private static let uuids = [
    KeyCase("text_to_uuid", .of("VARCHAR(40)", [upper, lower, "'no uuid'", "''"]), .of("UUID", [lower]), [[], [1], [], []]),
    KeyCase("upper_case_uuid", .of("UUID", [upper, lower]), .of("UUID", [upper]), [[1], [1]]),
    KeyCase("uuid_to_text", .of("UUID", [lower]), .of("VARCHAR(40)", [upper, lower]), [[2]]),
  ]

  private static let tuples = [
    KeyCase("duplicates", .of("INT", ["1", "1", "2", "1"]), .of("INT", ["1", "1", "3", "2"]), [[1, 2], [1, 2], [4], [1, 2]]),
    KeyCase(
      "composite_null", .of(["INT", "VARCHAR(5)"], ["1, 'x'", "1, NULL", "NULL, 'x'", "NULL, NULL", "1, 'X'", "2, 'x'", "1, ''"]),
      .of(["INT", "VARCHAR(5)"], ["1, 'x'", "1, NULL", "NULL, 'x'", "1, 'x'", "1, ''"]), [[1, 4], nil, nil, nil, [], [], [5]]),
    KeyCase(
      "composite_text", .of(["VARCHAR(5)", "VARCHAR(5)"], ["'a', 'bc'", "'ab', 'c'", "'', 'abc'"]),
      .of(["VARCHAR(5)", "VARCHAR(5)"], ["'ab', 'c'", "'abc', ''", "'a', 'bc'"]), [[3], [1], []]),
    KeyCase(
      "composite_range", .of(["BIGINT", "DECIMAL(5,2)"], ["1, 2.50", "99999999999, 2.50", "1, 2.55"]),
      .of(["INT", "DECIMAL(5,1)"], ["1, 2.5", "2147483647, 2.5"]), [[1], [], []]),
  ]

  private static let others = [
    KeyCase("boolean", .of("BOOLEAN", ["TRUE", "FALSE", "NULL"]), .of("BOOLEAN", ["FALSE", "TRUE"]), [[2], [1], nil]),
    KeyCase(
      "date", .of("DATE", ["'2020-02-29'", "'2020-03-02'", "NULL"]), .of("DATE", ["'2020-03-01'", "'2020-02-29'"]), [[2], [], nil]),
    KeyCase(
      "timestamp", .of(postgres: "TIMESTAMP", mysql: "DATETIME", sqlite: "TIMESTAMP", ["'2020-01-02 03:04:05'", "'2020-01-02 03:04:06'"]),
      .of(postgres: "TIMESTAMP", mysql: "DATETIME", sqlite: "TIMESTAMP", ["'2020-01-02 03:04:06'", "'2020-01-02 03:04:07'"]), [[], [1]]),
    // SQLite has no such type: it compares the texts that were stored, whose fractions have any number of digits.
    KeyCase(
      "fraction",
      .of(postgres: "TIMESTAMP", mysql: "DATETIME(6)", sqlite: "TIMESTAMP", ["'2020-01-02 03:04:05.5'", "'2020-01-02 03:04:05'"]),
      .of(postgres: "TIMESTAMP", mysql: "DATETIME(6)", ["'2020-01-02 03:04:05'", "'2020-01-02 03:04:05.500'"]), [[2], [1]]),
    KeyCase(
      "bytes", .of(postgres: "BYTEA", mysql: "VARBINARY(10)", sqlite: "BLOB", ["x'00ff41'", "x'00'", "x''", "NULL"]),
      .of(postgres: "BYTEA", mysql: "VARBINARY(10)", sqlite: "BLOB", ["x'00ff'", "x'00ff41'", "x''"]), [[2], [], [3], nil]),
    KeyCase(
      "unbounded_bytes", .of(postgres: "BYTEA", mysql: "BLOB", sqlite: "BLOB", ["x'00fe41'", "x'00'", "x''", "NULL"]),
      .of(postgres: "BYTEA", mysql: "LONGBLOB", sqlite: "BLOB", ["x'00fe'", "x'00fe41'", "x''"]), [[2], [], [3], nil]),
  ]
}
