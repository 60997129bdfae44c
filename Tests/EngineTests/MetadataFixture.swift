import Glibc
import JSON
import TestSupport

/// A running host with source `library` (authors and their articles) and the empty source `shelf`, both SQLite files.
enum MetadataFixture {
  /// Whether a PostgreSQL server can be started here.
  static let hasPostgres: Bool = { if case .success = TemporaryPostgres.shared { true } else { false } }()

  /// Whether a MariaDB server can be started here.
  static let hasMariaDB: Bool = { if case .success = TemporaryMariaDB.shared { true } else { false } }()

  /// For tests that leave everything as it is.
  static let shared = Result { try started() }

  static func started() throws -> JoineryProcess {
    let joinery = try JoineryProcess()
    for source in ["library", "shelf"] {
      try joinery.metadata(
        "sqlite_add_source",
        [
          "name": .string(source),
          "configuration": ["connection_info": ["path": .string("\(joinery.folder)/\(source).db"), "create": true]],
        ])
    }
    try joinery.sql(
      """
      CREATE TABLE author (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, age INTEGER);
      CREATE TABLE article (id INTEGER PRIMARY KEY, title TEXT, author_id INTEGER REFERENCES author (id));
      INSERT INTO author VALUES (1, 'Ann', 30), (2, 'Ben', NULL), (3, 'Cid', 40);
      INSERT INTO article VALUES (1, 'One', 1), (2, 'Two', 1), (3, 'Three', 2);
      """)
    for table in ["author", "article"] { try joinery.metadata("sqlite_track_table", ["source": "library", "table": .string(table)]) }
    try joinery.metadata(
      "sqlite_create_array_relationship",
      [
        "source": "library", "table": "author", "name": "articles",
        "using": ["foreign_key_constraint_on": ["table": "article", "column": "author_id"]],
      ])
    try joinery.metadata(
      "sqlite_create_object_relationship",
      ["source": "library", "table": "article", "name": "author", "using": ["foreign_key_constraint_on": "author_id"]])
    return joinery
  }
}

/// An answer that is not the one asked for.
struct Refused: Error {
  let request: String
  let answer: String
}

extension JoineryProcess {
  /// Runs SQL in the library.
  @discardableResult
  func sql(_ text: String, cascade: Bool = false) throws -> JSON {
    try query("sqlite_run_sql", ["source": "library", "sql": .string(text), "cascade": .bool(cascade)])
  }

  /// Runs a command of `/v2/query` and returns its answer. Throws ``Refused``.
  @discardableResult
  func query(_ type: String, _ args: JSON) throws -> JSON {
    let request: JSON = ["type": .string(type), "args": args]
    let answer = try post("/v2/query", request)
    guard answer.status == 200, let json = answer.json else {
      throw Refused(request: request.text, answer: answer.text)
    }
    return json
  }

  /// The metadata with its version.
  func export() throws -> JSON { try post("/v1/metadata", ["type": "export_metadata", "version": 2, "args": [:]]).json ?? .null }

  /// What a body is refused with: `status code path message`.
  func refusal(_ path: String, _ body: String, headers: [String: String] = [:]) throws -> String {
    let answer = try client.send("POST", path, headers: headers, body: Array(body.utf8))
    let words = ["code", "path", "error"].map { answer.json?[$0]?.stringValue ?? "-" }
    return "\(answer.status) \(words.joined(separator: " "))"
  }
}
