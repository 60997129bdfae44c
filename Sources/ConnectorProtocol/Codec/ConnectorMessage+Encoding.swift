import CConnectorWire
public import JSON

extension ConnectorMessage {
  /// Appends the message as one frame.
  public func append(to out: inout ByteWriter, requestID: UInt32, in arena: WireArena) {
    arena.reset()
    switch self {
    case .welcome(let welcome): out.appendFrameHead(.welcome, requestID: requestID, header: welcome.wire(arena))
    case .pong: out.appendEmptyFrame(.pong, requestID: requestID)
    case .log(let line): out.appendFrameHead(.log, requestID: requestID, header: line.wire(arena))
    case .metrics(let metrics): out.appendFrameHead(.metrics, requestID: requestID, header: Metric.wire(metrics, arena))
    case .goAway: out.appendEmptyFrame(.goAway, requestID: requestID)
    case .opened: out.appendEmptyFrame(.opened, requestID: requestID)
    case .rows(let chunk, let statistics):
      RowsHead(chunk, statistics).append(to: &out, requestID: requestID, tailLength: chunk.tailLength, in: arena)
      chunk.appendTail(to: &out)
    case .end(let statistics): out.appendFrameHead(.end, requestID: requestID, header: statistics.wire(arena))
    case .error(let error): out.appendFrameHead(.error, requestID: requestID, header: error.wire(arena))
    case .schema(let schema): out.appendFrameHead(.schema, requestID: requestID, header: schema.wire(arena))
    case .mutated(let result): result.append(to: &out, requestID, arena)
    case .sqlResult(let result): result.append(to: &out, requestID, arena)
    case .explained(let result): out.appendFrameHead(.explained, requestID: requestID, header: result.wire(arena))
    case .done: out.appendEmptyFrame(.done, requestID: requestID)
    case .stored(let version):
      let message = arena.make(joinery__stored__init)
      message.pointee.version = version
      out.appendFrameHead(.stored, requestID: requestID, header: message)
    case .metadata(let stored): stored.append(to: &out, requestID, arena)
    }
  }
}

extension Welcome {
  fileprivate func wire(_ arena: WireArena) -> Pointer<Joinery__Welcome> {
    let message = arena.make(joinery__welcome__init)
    message.pointee.version = version
    message.pointee.name = arena.string(name)
    message.pointee.connector_version = arena.string(connectorVersion)
    (message.pointee.n_kinds, message.pointee.kinds) = arena.messages(kinds) { kind in
      let wire = arena.make(joinery__kind_capabilities__init)
      wire.pointee.kind = arena.string(kind.name)
      wire.pointee.capabilities = kind.capabilities.wire(arena)
      return wire
    }
    return message
  }
}

extension LogLine {
  fileprivate func wire(_ arena: WireArena) -> Pointer<Joinery__Log> {
    let line = arena.make(joinery__log__init)
    line.pointee.level = arena.string(level.rawValue)
    line.pointee.message = arena.data(message)
    (line.pointee.n_fields, line.pointee.fields) = arena.messages(fields) { field in
      let wire = arena.make(joinery__log_field__init)
      wire.pointee.name = arena.string(field.name)
      wire.pointee.value = arena.data(field.value)
      return wire
    }
    return line
  }
}

extension Metric {
  fileprivate static func wire(_ metrics: [Metric], _ arena: WireArena) -> Pointer<Joinery__Metrics> {
    let message = arena.make(joinery__metrics__init)
    (message.pointee.n_metrics, message.pointee.metrics) = arena.messages(metrics) { metric in
      let wire = arena.make(joinery__metric__init)
      wire.pointee.name = arena.string(metric.name)
      wire.pointee.value = metric.value
      return wire
    }
    return message
  }
}
