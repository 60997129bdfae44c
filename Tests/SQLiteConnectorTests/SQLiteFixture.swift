import ConnectorProtocol
import Glibc
import JSON
import SQLiteConnector
import TestSupport

/// A file of its own in a temporary folder, removed with the fixture.
final class SQLiteFixture {
  let path: String
  let source: SourceUnderTest
  private let folder: String

  init(_ options: JSONObject = [:]) throws {
    var template = Array("/tmp/joinery-sqlite-XXXXXX".utf8CString)
    _ = mkdtemp(&template)
    folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    path = folder + "/test.db"
    var info: JSONObject = ["path": .string(path), "create": true]
    for (key, value) in options.entries { info[key] = value }
    source = try SourceUnderTest(SQLiteConnector(), configuration: ["connection_info": .object(info)])
  }

  deinit {
    for suffix in ["", "-wal", "-shm", "-journal"] { unlink(path + suffix) }
    rmdir(folder)
  }
}
