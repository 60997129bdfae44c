import Errors
import JSON
import Testing

import Metadata

/// Two kinds as connectors declare them: one with a default schema and objects, one with arrays.
let kinds = Kinds([
  Kind(
    name: "postgres", commandPrefixes: ["pg"],
    tableNaming: TableNaming(components: ["schema", "name"], defaults: ["schema": "public"], form: .object)),
  Kind(
    name: "sqlite", aliases: ["sqlite3"],
    tableNaming: TableNaming(components: ["schema", "name"], defaults: ["schema": "main"], form: .array)),
])

/// Metadata after a script of requests; a request that fails records an issue.
func metadata(_ script: String...) throws -> Metadata {
  var metadata = Metadata(kinds: kinds)
  for text in script { metadata = try apply(text, to: metadata) }
  return metadata
}

/// The metadata after one request.
@discardableResult
func apply(_ text: String, to metadata: Metadata, foreignKeys: ForeignKeys = .unknown) throws -> Metadata {
  try applying(text, to: metadata, foreignKeys: foreignKeys).metadata
}

func applying(
  _ text: String, to metadata: Metadata, foreignKeys: ForeignKeys = .unknown
) throws -> (metadata: Metadata, touched: Touched) {
  let request = try MetadataRequest(decoding: JSON(parsing: text), kinds: kinds, api: .metadata)
  guard case .change(let change) = request.command else {
    throw EngineError(.unexpected, "\(request.type) is no change")
  }
  return try metadata.applying(change, foreignKeys: foreignKeys)
}

/// What an error says, in one line: `code path message`.
func failure(_ text: String, on metadata: Metadata, api: MetadataRequest.API = .metadata) throws -> String? {
  let json = try JSON(parsing: text)
  do throws(EngineError) {
    let request = try MetadataRequest(decoding: json, kinds: kinds, api: api)
    guard case .change(let change) = request.command else { return nil }
    _ = try metadata.applying(change)
    return nil
  } catch {
    return "\(error.code.rawValue) \(error.path) \(error.message)"
  }
}

let addDefault = #"{"type":"pg_add_source","args":{"name":"default","configuration":{"connection_info":{"database_url":"x"}}}}"#
let addUsers = #"{"type":"sqlite_add_source","args":{"name":"users_db","configuration":{"path":"users.db"}}}"#
let trackAuthor = #"{"type":"track_table","args":{"schema":"public","name":"author"}}"#
let trackArticle = #"{"type":"pg_track_table","args":{"table":"article"}}"#
let trackUsers = #"{"type":"sqlite_track_table","args":{"source":"users_db","table":["users"]}}"#
let articles = """
  {"type":"create_array_relationship","args":{"table":"author","name":"articles",
   "using":{"foreign_key_constraint_on":{"table":"article","column":"author_id"}}}}
  """
