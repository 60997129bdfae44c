import ConnectorProtocol
import JSON
import SQLiteConnector
import TestSupport
import Testing

@Suite struct SQLiteStoreTests {
  @Test func savesWithTheExpectedVersionOnly() throws {
    let fixture = try SQLiteFixture()
    let store = fixture.source.session
    try store.openStore()
    #expect(try store.loadMetadata() == StoredMetadata(metadata: nil, version: 0))
    #expect(try store.saveMetadata(#"{"version":3}"#, expecting: 0) == 1)
    #expect(try store.saveMetadata(#"{"version":3,"sources":[]}"#, expecting: 1) == 2)
    let error = #expect(throws: ConnectorError.self) { try store.saveMetadata("{}", expecting: 1) }
    #expect(error?.family == .conflict)
    #expect(try store.loadMetadata() == StoredMetadata(metadata: #"{"version":3,"sources":[]}"#, version: 2))
  }

  @Test func belongsToOneHost() throws {
    let fixture = try SQLiteFixture()
    try fixture.source.session.openStore()
    let error = #expect(throws: ConnectorError.self) {
      let second = try SourceUnderTest(SQLiteConnector(), configuration: ["path": .string(fixture.path)])
      try second.session.openStore()
    }
    #expect(error?.message.contains("in use by another process") == true)
  }

  @Test func survivesBeingReopened() throws {
    let fixture = try SQLiteFixture()
    do {
      let first = try SourceUnderTest(SQLiteConnector(), configuration: ["path": .string(fixture.path)])
      try first.session.openStore()
      _ = try first.session.saveMetadata("{}", expecting: 0)
    }
    try fixture.source.session.openStore()
    #expect(try fixture.source.session.loadMetadata() == StoredMetadata(metadata: "{}", version: 1))
  }
}
