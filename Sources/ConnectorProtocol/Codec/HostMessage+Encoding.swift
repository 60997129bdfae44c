import CConnectorWire
public import JSON

extension HostMessage {
  /// Appends the message as one frame.
  public func append(to out: inout ByteWriter, requestID: UInt32, in arena: WireArena) {
    arena.reset()
    switch self {
    case .hello(let hello): out.appendFrameHead(.hello, requestID: requestID, header: hello.wire(arena))
    case .ping: out.appendEmptyFrame(.ping, requestID: requestID)
    case .cancel: out.appendEmptyFrame(.cancel, requestID: requestID)
    case .open(let call, let token): out.appendFrameHead(.open, requestID: requestID, header: call.wire(token, arena))
    case .describe(let call, let context): out.appendFrameHead(.describe, requestID: requestID, header: call.wire(context, arena))
    case .query(let call, let context, let credit): call.append(to: &out, .query, requestID, call.wire(context, credit, arena))
    case .explain(let call, let context): call.append(to: &out, .explain, requestID, call.wire(context, 0, arena))
    case .mutate(let call, let context):
      let mutation = call.mutation.encoded()
      out.appendFrameHead(.mutate, requestID: requestID, header: call.wire(context, arena), tailLength: mutation.count)
      out.append(contentsOf: mutation)
    case .rawSQL(let call, let context):
      out.appendFrameHead(.rawSQL, requestID: requestID, header: call.wire(context, arena), tailLength: call.sql.utf8.count)
      out.append(contentsOf: call.sql)
    case .storeSave(let metadata, let expected, let context):
      let message = arena.make(joinery__store_save__init)
      message.pointee.context = context.wire(arena)
      message.pointee.expected_version = expected
      out.appendFrameHead(.storeSave, requestID: requestID, header: message, tailLength: metadata.utf8.count)
      out.append(contentsOf: metadata)
    case .credit(let bytes):
      let message = arena.make(joinery__credit__init)
      message.pointee.bytes = bytes
      out.appendFrameHead(.credit, requestID: requestID, header: message)
    case .health(let context): Self.append(.health, context, to: &out, requestID, arena)
    case .begin(let context): Self.append(.begin, context, to: &out, requestID, arena)
    case .commit(let context): Self.append(.commit, context, to: &out, requestID, arena)
    case .rollback(let context): Self.append(.rollback, context, to: &out, requestID, arena)
    case .storeOpen(let context): Self.append(.storeOpen, context, to: &out, requestID, arena)
    case .storeLoad(let context): Self.append(.storeLoad, context, to: &out, requestID, arena)
    }
  }

  private static func append(_ type: FrameType, _ context: CallContext, to out: inout ByteWriter, _ requestID: UInt32, _ arena: WireArena) {
    let message = arena.make(joinery__call__init)
    message.pointee.context = context.wire(arena)
    out.appendFrameHead(type, requestID: requestID, header: message)
  }
}

extension Hello {
  fileprivate func wire(_ arena: WireArena) -> Pointer<Joinery__Hello> {
    let message = arena.make(joinery__hello__init)
    message.pointee.minimum_version = versions.lowerBound
    message.pointee.maximum_version = versions.upperBound
    message.pointee.host_version = arena.string(hostVersion)
    message.pointee.token = arena.string(token)
    return message
  }
}

extension CallContext {
  /// Nil when there is nothing to say.
  fileprivate func wire(_ arena: WireArena) -> Pointer<Joinery__Context>? {
    if deadline == 0, trace.isEmpty { return nil }
    let message = arena.make(joinery__context__init)
    message.pointee.deadline_milliseconds = deadline
    message.pointee.trace = arena.string(trace)
    return message
  }
}

extension OpenCall {
  fileprivate func wire(_ token: String, _ arena: WireArena) -> Pointer<Joinery__Open> {
    let message = arena.make(joinery__open__init)
    message.pointee.token = arena.string(token)
    message.pointee.source = arena.string(source)
    message.pointee.kind = arena.string(kind)
    message.pointee.configuration = arena.data(configuration)
    return message
  }
}

extension DescribeCall {
  fileprivate func wire(_ context: CallContext, _ arena: WireArena) -> Pointer<Joinery__Describe> {
    let message = arena.make(joinery__describe__init)
    message.pointee.context = context.wire(arena)
    message.pointee.only_named = (tables != nil).raw
    (message.pointee.n_tables, message.pointee.tables) = arena.messages(tables ?? []) { $0.wire(arena) }
    message.pointee.names_only = namesOnly.raw
    message.pointee.all_functions = (functions == nil).raw
    (message.pointee.n_functions, message.pointee.functions) = arena.messages(functions ?? []) { $0.wire(arena) }
    (message.pointee.n_native_queries, message.pointee.native_queries) = arena.messages(nativeQueries) { $0.wire(arena) }
    return message
  }
}

extension QueryCall {
  fileprivate func wire(_ context: CallContext, _ credit: UInt32, _ arena: WireArena) -> Pointer<Joinery__QueryCall> {
    let message = arena.make(joinery__query_call__init)
    message.pointee.context = context.wire(arena)
    message.pointee.credit = credit
    message.pointee.query_length = UInt32(query.count)
    (message.pointee.n_parameters, message.pointee.parameters) = arena.messages(parameters) { $0.wire(arena) }
    message.pointee.key_count = UInt32(keys.count)
    (message.pointee.n_keys, message.pointee.keys) = arena.messages(keys.columns) { $0.wire(arena) }
    return message
  }

  fileprivate func append(to out: inout ByteWriter, _ type: FrameType, _ requestID: UInt32, _ header: Pointer<Joinery__QueryCall>) {
    let tail = keys.columns.reduce(query.count) { $0 + $1.bytes.count }
    out.appendFrameHead(type, requestID: requestID, header: header, tailLength: tail)
    out.append(contentsOf: query)
    for column in keys.columns { out.append(contentsOf: column.bytes) }
  }
}

extension MutationCall {
  fileprivate func wire(_ context: CallContext, _ arena: WireArena) -> Pointer<Joinery__MutationCall> {
    let message = arena.make(joinery__mutation_call__init)
    message.pointee.context = context.wire(arena)
    (message.pointee.n_parameters, message.pointee.parameters) = arena.messages(parameters) { $0.wire(arena) }
    return message
  }
}

extension RawSQLCall {
  fileprivate func wire(_ context: CallContext, _ arena: WireArena) -> Pointer<Joinery__RawSQL> {
    let message = arena.make(joinery__raw_sql__init)
    message.pointee.context = context.wire(arena)
    message.pointee.read_only = isReadOnly.raw
    message.pointee.outside_of_transaction = isOutsideOfTransaction.raw
    return message
  }
}
