import ConnectorKit
import ConnectorProtocol
import JSON
import PostgresConnector
import TestSupport
import Testing

/// Whether there is a server to test with; said loudly, once, if there is none.
let hasPostgres: Bool = {
  switch TemporaryPostgres.shared {
  case .success: return true
  case .failure(let failure):
    print("PostgreSQL tests are SKIPPED: \(failure)")
    return false
  }
}()

/// All suites that need the server: one after the other, since they share it.
@Suite(.serialized, .enabled(if: hasPostgres, "PostgreSQL's server programs are not installed"))
enum PostgresTests {}

func makeSource(_ options: [String: JSON] = [:]) throws -> SourceUnderTest {
  var info: JSONObject = ["database_url": .string(try TemporaryPostgres.shared.get().url())]
  for (key, value) in options { info[key] = value }
  return try SourceUnderTest(PostgresConnector(), configuration: ["connection_info": .object(info)])
}

/// A session with the tables of `sql` in an empty schema.
func makeSource(_ sql: String) throws -> SourceUnderTest {
  let source = try makeSource()
  try source.sql("DROP SCHEMA IF EXISTS public CASCADE; CREATE SCHEMA public; " + sql)
  return source
}
