import CConnectorWire

extension HostMessage {
  /// Reads a frame; nil if its type is unknown, or is one that only connectors send.
  public init?(decoding frame: Frame, in arena: WireArena) throws(FrameError) {
    arena.reset()
    switch frame.prefix.type {
    case .hello: self = .hello(try Hello(frame, arena))
    case .ping: self = .ping
    case .cancel: self = .cancel
    case .open: self = try Self.open(frame, arena)
    case .describe: self = try Self.describe(frame, arena)
    case .query:
      let message: Pointer<Joinery__QueryCall> = try unpacked(frame.header, in: arena, joinery__query_call__unpack)
      self = .query(try QueryCall(message, frame.tail), CallContext(message.pointee.context), credit: message.pointee.credit)
    case .explain:
      let message: Pointer<Joinery__QueryCall> = try unpacked(frame.header, in: arena, joinery__query_call__unpack)
      self = .explain(try QueryCall(message, frame.tail), CallContext(message.pointee.context))
    case .mutate: self = try Self.mutate(frame, arena)
    case .rawSQL:
      let message: Pointer<Joinery__RawSQL> = try unpacked(frame.header, in: arena, joinery__raw_sql__unpack)
      let call = RawSQLCall(
        sql: String(decoding: frame.tail, as: UTF8.self), isReadOnly: Bool(message.pointee.read_only),
        isOutsideOfTransaction: Bool(message.pointee.outside_of_transaction))
      self = .rawSQL(call, CallContext(message.pointee.context))
    case .storeSave:
      let message: Pointer<Joinery__StoreSave> = try unpacked(frame.header, in: arena, joinery__store_save__unpack)
      self = .storeSave(
        metadata: String(decoding: frame.tail, as: UTF8.self), expecting: message.pointee.expected_version,
        CallContext(message.pointee.context))
    case .credit:
      let message: Pointer<Joinery__Credit> = try unpacked(frame.header, in: arena, joinery__credit__unpack)
      self = .credit(message.pointee.bytes)
    case .health: self = .health(try Self.context(frame, arena))
    case .begin: self = .begin(try Self.context(frame, arena))
    case .commit: self = .commit(try Self.context(frame, arena))
    case .rollback: self = .rollback(try Self.context(frame, arena))
    case .storeOpen: self = .storeOpen(try Self.context(frame, arena))
    case .storeLoad: self = .storeLoad(try Self.context(frame, arena))
    default: return nil
    }
  }

  private static func context(_ frame: Frame, _ arena: WireArena) throws(FrameError) -> CallContext {
    let message: Pointer<Joinery__Call> = try unpacked(frame.header, in: arena, joinery__call__unpack)
    return CallContext(message.pointee.context)
  }

  private static func open(_ frame: Frame, _ arena: WireArena) throws(FrameError) -> HostMessage {
    let message: Pointer<Joinery__Open> = try unpacked(frame.header, in: arena, joinery__open__unpack)
    let call = OpenCall(
      source: text(message.pointee.source), kind: text(message.pointee.kind), configuration: text(message.pointee.configuration))
    return .open(call, token: text(message.pointee.token))
  }

  private static func describe(_ frame: Frame, _ arena: WireArena) throws(FrameError) -> HostMessage {
    let message: Pointer<Joinery__Describe> = try unpacked(frame.header, in: arena, joinery__describe__unpack)
    let tables = try list(message.pointee.n_tables, message.pointee.tables, TableReference.init)
    let functions = try list(message.pointee.n_functions, message.pointee.functions, TableReference.init)
    let call = DescribeCall(
      tables: Bool(message.pointee.only_named) ? tables : nil, namesOnly: Bool(message.pointee.names_only),
      functions: Bool(message.pointee.all_functions) ? nil : functions,
      nativeQueries: try list(message.pointee.n_native_queries, message.pointee.native_queries, NativeQueryDeclaration.init))
    return .describe(call, CallContext(message.pointee.context))
  }

  private static func mutate(_ frame: Frame, _ arena: WireArena) throws(FrameError) -> HostMessage {
    let message: Pointer<Joinery__MutationCall> = try unpacked(frame.header, in: arena, joinery__mutation_call__unpack)
    let context = CallContext(message.pointee.context)
    let parameters = try list(message.pointee.n_parameters, message.pointee.parameters, Parameter.init)
    return .mutate(MutationCall(mutation: try Mutation(decoding: frame.tail, in: arena), parameters: parameters), context)
  }
}

extension Hello {
  fileprivate init(_ frame: Frame, _ arena: WireArena) throws(FrameError) {
    let message: Pointer<Joinery__Hello> = try unpacked(frame.header, in: arena, joinery__hello__unpack)
    let (minimum, maximum) = (message.pointee.minimum_version, message.pointee.maximum_version)
    guard minimum <= maximum else { throw FrameError("malformed header: versions \(minimum) to \(maximum) are no range") }
    self.init(versions: minimum...maximum, hostVersion: text(message.pointee.host_version), token: text(message.pointee.token))
  }
}

extension CallContext {
  fileprivate init(_ pointer: Pointer<Joinery__Context>?) {
    self.init(deadline: pointer?.pointee.deadline_milliseconds ?? 0, trace: text(pointer?.pointee.trace))
  }
}

extension QueryCall {
  fileprivate init(_ message: Pointer<Joinery__QueryCall>, _ whole: UnsafeRawBufferPointer) throws(FrameError) {
    var tail = whole
    let query = [UInt8](try take(Int(message.pointee.query_length), from: &tail))
    let count = Int(message.pointee.key_count)
    let columns = try list(message.pointee.n_keys, message.pointee.keys) { pointer throws(FrameError) in
      try KeyColumn(pointer, from: &tail)
    }
    guard columns.allSatisfy({ $0.ends.count == count }), count == 0 || !columns.isEmpty else {
      throw FrameError("malformed header: key columns of differing lengths")
    }
    self.init(
      query: query, parameters: try list(message.pointee.n_parameters, message.pointee.parameters, Parameter.init),
      keys: KeyColumns(columns: columns, count: count))
  }
}
