import Testing

/// A column of one type in one kind: literals, and how GraphQL answers them.
struct TypeCase: Sendable, CustomTestStringConvertible {
  let kind: Kind
  let type: String
  /// The GraphQL scalar of the field.
  let scalar: String
  /// SQL and the JSON that is answered, byte for byte.
  let values: [(sql: String, json: String)]

  init(_ kind: Kind, _ type: String, _ scalar: String, _ values: [(String, String)]) {
    self.kind = kind
    self.type = type
    self.scalar = scalar
    self.values = values.map { (sql: $0.0, json: $0.1) } + [("NULL", "null")]
  }

  var testDescription: String { "\(kind) \(type)" }
}

extension TypeCase {
  private static let unicode = [
    ("''", #""""#), ("'\u{1f600} \u{4e2d} e\u{301}'", "\"\u{1f600} \u{4e2d} e\u{301}\""), ("'\"/'", #""\"/""#),
    ("'a\tb\nc'", #""a\tb\nc""#),
    ("'\u{7f}\u{2028}\u{feff}'", "\"\u{7f}\u{2028}\u{feff}\""),
  ]

  static let postgres = [
    TypeCase(.postgres, "smallint", "smallint", [("-32768", "-32768"), ("32767", "32767")]),
    TypeCase(.postgres, "integer", "Int", [("-2147483648", "-2147483648"), ("0", "0")]),
    TypeCase(.postgres, "bigint", "bigint", [("9007199254740993", "9007199254740993"), ("-9223372036854775808", "-9223372036854775808")]),
    TypeCase(
      .postgres, "numeric", "numeric",
      [("123456789012345678901234567890.123456789", "123456789012345678901234567890.123456789"), ("'NaN'", #""NaN""#), ("1.50", "1.50")]),
    TypeCase(.postgres, "numeric(8,2)", "numeric", [("1.5", "1.50"), ("-0.01", "-0.01")]),
    TypeCase(.postgres, "real", "Float", [("1.5", "1.5"), ("'NaN'", #""NaN""#)]),
    TypeCase(
      .postgres, "double precision", "float8",
      [
        ("0.1", "0.1"), ("1e300", "1e+300"), ("'NaN'", #""NaN""#), ("'Infinity'", #""Infinity""#), ("'-Infinity'", #""-Infinity""#),
        ("-0.0::float8", "-0"),
      ]),
    TypeCase(.postgres, "text", "String", unicode),
    TypeCase(.postgres, "varchar(5)", "String", [("'abc'", #""abc""#)]),
    TypeCase(.postgres, "char(5)", "bpchar", [("'abc'", #""abc  ""#)]),
    TypeCase(.postgres, "bytea", "bytea", [(#"'\x00ff41'"#, #""\\x00ff41""#), ("''", #""\\x""#)]),
    TypeCase(.postgres, "uuid", "uuid", [("'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11'", #""a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11""#)]),
    TypeCase(.postgres, "boolean", "Boolean", [("true", "true"), ("false", "false")]),
    TypeCase(.postgres, "date", "date", [("'2020-02-29'", #""2020-02-29""#), ("'infinity'", #""infinity""#)]),
    TypeCase(.postgres, "time", "time", [("'23:59:59.123456'", #""23:59:59.123456""#), ("'10:00'", #""10:00:00""#)]),
    TypeCase(.postgres, "time with time zone", "timetz", [("'10:00:00+02'", #""10:00:00+02""#)]),
    TypeCase(
      .postgres, "timestamp", "timestamp", [("'2020-02-29 10:00:00.5'", #""2020-02-29T10:00:00.5""#), ("'infinity'", #""infinity""#)]),
    // In the time zone of the server's sessions, as PostgreSQL itself makes JSON of it.
    TypeCase(.postgres, "timestamptz", "timestamptz", [("'2020-02-29 10:00:00+02'", #""2020-02-29T09:00:00+01:00""#)]),
    TypeCase(.postgres, "interval", "interval", [("'1 day 02:03:04.5'", #""1 day 02:03:04.5""#), ("'-1 year'", #""-1 years""#)]),
    TypeCase(.postgres, "json", "json", [(#"'{"b": 1,  "a": [1.50, null]}'"#, #"{"b": 1,  "a": [1.50, null]}"#), ("'null'", "null")]),
    TypeCase(.postgres, "jsonb", "jsonb", [(#"'{"b": 1,  "a": [1.50, null]}'"#, #"{"a": [1.50, null], "b": 1}"#), (#"'"x"'"#, #""x""#)]),
    TypeCase(.postgres, "integer[]", "[Int]", [("'{1,2,NULL}'", "[1,2,null]"), ("'{}'", "[]")]),
    TypeCase(.postgres, "text[]", "[String]", [(#"'{"a b","","\"",null}'"#, #"["a b","","\"",null]"#)]),
    TypeCase(.postgres, "mood", "mood", [("'glad'", #""glad""#)]),
    TypeCase(.postgres, "positive", "Int", [("7", "7")]),
  ]

  static let mysql = [
    TypeCase(.mysql, "TINYINT(1)", "Boolean", [("TRUE", "true"), ("0", "false")]),
    TypeCase(.mysql, "SMALLINT", "Int", [("-32768", "-32768")]),
    TypeCase(.mysql, "INT", "Int", [("2147483647", "2147483647")]),
    TypeCase(.mysql, "BIGINT", "bigint", [("9007199254740993", "9007199254740993"), ("-9223372036854775808", "-9223372036854775808")]),
    TypeCase(.mysql, "BIGINT UNSIGNED", "bigint", [("18446744073709551615", "18446744073709551615")]),
    TypeCase(
      .mysql, "DECIMAL(30,10)", "numeric",
      [("12345678901234567890.1234567891", "12345678901234567890.1234567891"), ("1.5", "1.5000000000")]),
    TypeCase(.mysql, "DOUBLE", "Float", [("0.1", "0.1"), ("1e300", "1e+300"), ("-2.5", "-2.5")]),
    TypeCase(.mysql, "FLOAT", "Float", [("1.5", "1.5")]),
    TypeCase(.mysql, "TEXT", "String", unicode),
    TypeCase(.mysql, "CHAR(5)", "String", [("'abc'", #""abc""#)]),
    TypeCase(.mysql, "VARCHAR(9) CHARACTER SET latin1", "String", [("'\u{e9}\u{20ac}'", "\"\u{e9}\u{20ac}\"")]),
    TypeCase(.mysql, "VARBINARY(9)", "bytea", [("x'00ff41'", #""\\x00ff41""#), ("''", #""\\x""#)]),
    TypeCase(.mysql, "BLOB", "bytea", [("x'80'", #""\\x80""#)]),
    TypeCase(.mysql, "UUID", "uuid", [("'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11'", #""a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11""#)]),
    TypeCase(.mysql, "DATE", "date", [("'2020-02-29'", #""2020-02-29""#)]),
    TypeCase(.mysql, "TIME(3)", "time", [("'23:59:59.123'", #""23:59:59.123""#)]),
    TypeCase(.mysql, "DATETIME", "timestamp", [("'2020-02-29 10:00:00'", #""2020-02-29T10:00:00""#)]),
    TypeCase(.mysql, "ENUM('a', 'b')", "String", [("'b'", #""b""#)]),
    TypeCase(.mysql, "JSON", "jsonb", [(#"'{"b": 1, "a": [1.50, null]}'"#, #"{"b": 1, "a": [1.50, null]}"#)]),
  ]

  static let sqlite = [
    TypeCase(.sqlite, "INTEGER", "Int", [("1", "1"), ("9007199254740993", "9007199254740993")]),
    TypeCase(
      .sqlite, "BIGINT", "bigint", [("9223372036854775807", "9223372036854775807"), ("-9223372036854775808", "-9223372036854775808")]),
    TypeCase(.sqlite, "BOOLEAN", "Boolean", [("TRUE", "true"), ("0", "false")]),
    TypeCase(.sqlite, "REAL", "Float", [("0.1", "0.1"), ("2.0", "2"), ("1e300", "1e+300")]),
    TypeCase(.sqlite, "DECIMAL(10,2)", "numeric", [("1.5", "1.50"), ("2", "2.00"), ("1.005", "1.005")]),
    TypeCase(.sqlite, "TEXT", "String", unicode + [("'a' || char(0) || 'b'", #""a\u0000b""#)]),
    TypeCase(.sqlite, "BLOB", "bytea", [("x'00ff41'", #""\\x00ff41""#)]),
    TypeCase(.sqlite, "DATE", "date", [("'2020-02-29'", #""2020-02-29""#)]),
    TypeCase(.sqlite, "DATETIME", "timestamp", [("'2020-02-29T10:00:00'", #""2020-02-29T10:00:00""#)]),
    TypeCase(.sqlite, "UUID", "uuid", [("'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'", #""a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11""#)]),
    TypeCase(.sqlite, "JSON", "jsonb", [(#"'{"b":1,"a":[1.50,null]}'"#, #"{"b":1,"a":[1.50,null]}"#), ("'no json'", #""no json""#)]),
  ]

  static let all = postgres + mysql + sqlite
}
