import JSON

/// The first frame on the control socket: which versions the host speaks, and the proof that it started this process.
public struct Hello: Equatable, Sendable {
  /// Every version of the protocol that the host can speak.
  public var versions: ClosedRange<UInt32>
  /// The host's own version, for people.
  public var hostVersion: String
  /// The value of `JOINERY_CONNECTOR_TOKEN`.
  public var token: String

  /// A hello of these parts.
  public init(versions: ClosedRange<UInt32> = 1...1, hostVersion: String, token: String) {
    self.versions = versions
    self.hostVersion = hostVersion
    self.token = token
  }
}

/// Everything that a host says to a connector, one case per frame type.
public enum HostMessage: Equatable, Sendable {
  case hello(Hello)
  case ping
  /// Cancels the request that has this frame's request id, if it is running; control socket.
  case cancel
  case open(OpenCall, token: String)
  case describe(DescribeCall, CallContext)
  /// `credit` is how many bytes of data frames may be on their way before a ``credit(_:)`` comes; 0 means no limit.
  case query(QueryCall, CallContext, credit: UInt32)
  case mutate(MutationCall, CallContext)
  case rawSQL(RawSQLCall, CallContext)
  case explain(QueryCall, CallContext)
  case health(CallContext)
  case begin(CallContext)
  case commit(CallContext)
  case rollback(CallContext)
  case storeOpen(CallContext)
  case storeLoad(CallContext)
  case storeSave(metadata: String, expecting: Int64, CallContext)
  /// Allows so many bytes more.
  case credit(UInt32)

  /// The message as one frame.
  public func frame(requestID: UInt32, in arena: WireArena = WireArena()) -> [UInt8] {
    var writer = ByteWriter(capacity: 1024)
    append(to: &writer, requestID: requestID, in: arena)
    return writer.takeArray()
  }
}
