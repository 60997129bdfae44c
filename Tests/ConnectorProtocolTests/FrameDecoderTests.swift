import ConnectorProtocol
import Testing

@Suite struct FrameDecoderTests {
  private static let messages: [HostMessage] = [
    .ping, .hello(Hello(hostVersion: "v", token: "t")), .credit(5),
    .rawSQL(RawSQLCall(sql: String(repeating: "x", count: 300)), CallContext()),
    .cancel,
  ]
  private static let stream = messages.enumerated().flatMap { $0.element.frame(requestID: UInt32($0.offset)) }

  /// Feeds the pieces and returns what came out after each of them.
  private func decode(_ pieces: [ArraySlice<UInt8>], capacity: Int = 16) throws -> [HostMessage] {
    var decoder = FrameDecoder(capacity: capacity)
    let arena = WireArena()
    var messages: [HostMessage] = []
    for piece in pieces {
      piece.withUnsafeBytes { decoder.feed($0) }
      while let message = try decoder.next({ frame throws(FrameError) in try HostMessage(decoding: frame, in: arena) }) {
        messages.append(try #require(message))
      }
    }
    #expect(decoder.pending == 0)
    return messages
  }

  @Test func theSplitOfTheStreamDoesNotMatter() throws {
    let stream = Self.stream
    #expect(try decode([stream[...]]) == Self.messages)
    #expect(try decode(stream.indices.map { stream[$0...$0] }) == Self.messages)
    for index in stream.indices { #expect(try decode([stream[..<index], stream[index...]]) == Self.messages) }
  }

  @Test func roomIsOfferedForTheWholeFrame() throws {
    var decoder = FrameDecoder(capacity: 16)
    let frame = HostMessage.rawSQL(RawSQLCall(sql: String(repeating: "x", count: 100_000)), CallContext()).frame(requestID: 1)
    var sent = 0
    var calls = 0
    while sent < frame.count {
      sent += decoder.feed { room in
        let count = min(room.count, frame.count - sent)
        room.copyBytes(from: frame[sent..<(sent + count)])
        return count
      }
      calls += 1
    }
    #expect(calls == 2)
    #expect(try decoder.next { $0.tail.count } == 100_000)
    #expect(try decoder.next { $0.tail.count } == nil)
  }

  @Test func truncatedFramesWait() throws {
    var decoder = FrameDecoder()
    Self.stream[..<15].withUnsafeBytes { decoder.feed($0) }
    #expect(try decoder.next { _ in true } == nil)
    #expect(decoder.pending == 15)
  }

  @Test(
    arguments: [
      ([11, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0], "a frame of 11 bytes is too short for its own prefix"),
      ([1, 0, 0, 4, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0], "a frame of 67108865 bytes is above the limit of 67108864"),
      ([12, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0], "a header of 1 bytes is longer than its frame of 12"),
      ([12, 0, 0, 0, 0, 0, 0, 0, 2, 0, 1, 0, 0, 0, 0, 0], "the reserved bytes of a frame are not zero"),
    ] as [([UInt8], String)])
  func impossiblePrefixesAreRefused(_ bytes: [UInt8], _ message: String) throws {
    var decoder = FrameDecoder()
    bytes.withUnsafeBytes { decoder.feed($0) }
    do {
      _ = try decoder.next { _ in true }
      Issue.record("no error")
    } catch {
      #expect(error == FrameError(message))
    }
  }
}
