import ConnectorKit
import ConnectorProtocol
import Testing

private typealias Data = ReferenceData

@Suite struct ReferenceMutationTests {
  private static let table = TableReference(["author"])
  private static let insert = Mutation.Insert(
    table: table, columns: [Data.name, Data.score], rows: [[0, 1], [2, nil]], returning: [Data.field(Data.id), Data.field(Data.name)])

  private func names(_ connection: ClientConnection) throws -> String {
    try connection.query(Query(selection: Selection(from: Data.author, shape: .rows([Data.field(Data.name)])))).text
      .replacing("{\"name\":", with: "").replacing("}", with: "")
  }

  @Test func insertUpdateDeleteInOneTransaction() throws {
    let (client, connection) = try Data.connect()
    defer { client.close() }
    let mutation = Mutation(operations: [
      .insert(Self.insert),
      .update(
        table: Self.table, set: [Mutation.Assignment(column: Data.score, operator: "_inc", slot: 3)],
        filter: Data.compare(Data.name, "_eq", 0),
        returning: [Data.field(Data.score)]),
      .delete(table: Self.table, filter: Data.compare(Data.id, "_lte", 4), returning: []),
    ])
    let parameters: [Parameter] = [.text("Eve"), .text("7"), .text("Fay"), .text("3"), .text("4")]
    let results = try connection.mutate(MutationCall(mutation: mutation, parameters: parameters))
    #expect(results.map(\.affectedRows) == [2, 1, 4])
    #expect(
      results.map { String(decoding: $0.returning.json, as: UTF8.self) }
        == [#"[{"id":5,"name":"Eve"},{"id":6,"name":"Fay"}]"#, #"[{"score":10}]"#, ""])
    #expect(try names(connection) == #"["Eve","Fay"]"#)
  }

  @Test func aFailedMutationLeavesNoTrace() throws {
    let (client, connection) = try Data.connect()
    defer { client.close() }
    let call = MutationCall(mutation: Mutation(operations: [.insert(Self.insert)]), parameters: [.text("Eve"), .null, .text("Ann")])
    let error = #expect(throws: ConnectorError.self) { try connection.mutate(call) }
    #expect(error?.family == .constraint)
    #expect(error?.code == "unique-violation")
    #expect(try names(connection) == #"["Ann","Bob","cyd","Dan"]"#)
  }

  @Test func aConflictMayUpdateOrBeLeftOut() throws {
    let (client, connection) = try Data.connect()
    defer { client.close() }
    var insert = Self.insert
    insert.conflict = Mutation.Conflict(constraint: "author_name_key", columns: ["name"], update: [])
    let parameters: [Parameter] = [.text("Ann"), .text("7"), .text("Eve")]
    func run() throws -> Int? {
      try connection.mutate(MutationCall(mutation: Mutation(operations: [.insert(insert)]), parameters: parameters)).first?.affectedRows
    }
    #expect(try run() == 1)
    insert.conflict?.update = [Data.score]
    #expect(try run() == 2)
    let score = Query(selection: Selection(from: Data.author, shape: .firstRow([Data.field(Data.score)])))
    #expect(try connection.query(score).text == #"{"score":7}"#)
  }

  @Test func aTransactionIsSeenByItselfUntilItIsCommitted() throws {
    let (client, connection) = try Data.connect()
    defer { client.close() }
    let other = try client.open(kind: "reference", configuration: Data.configuration(name: #function))
    let delete = MutationCall(mutation: Mutation(operations: [.delete(table: Self.table, filter: .and([]), returning: [])]))
    for ending in [HostMessage.rollback(CallContext()), .commit(CallContext())] {
      try connection.perform(.begin(CallContext()))
      _ = try connection.mutate(delete)
      #expect(try names(connection) == "[]")
      #expect(try names(other) == #"["Ann","Bob","cyd","Dan"]"#)
      try connection.perform(ending)
    }
    #expect(try names(other) == "[]")
    #expect(throws: ConnectorError.self) { try connection.perform(.commit(CallContext())) }
  }

  @Test func theStoreKeepsVersionsApart() throws {
    let (client, connection) = try Data.connect()
    defer { client.close() }
    try connection.perform(.storeOpen(CallContext()))
    #expect(try connection.loadMetadata() == StoredMetadata(metadata: nil, version: 0))
    #expect(try connection.saveMetadata("{}", expecting: 0) == 1)
    let error = #expect(throws: ConnectorError.self) { try connection.saveMetadata("[]", expecting: 0) }
    #expect(error?.family == .conflict)
    #expect(try connection.loadMetadata() == StoredMetadata(metadata: "{}", version: 1))
  }
}
