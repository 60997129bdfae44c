import CConnectorWire

extension ConnectorMessage {
  /// Reads a frame; nil if its type is unknown, or is one that only hosts send.
  public init?(decoding frame: Frame, in arena: WireArena) throws(FrameError) {
    arena.reset()
    switch frame.prefix.type {
    case .welcome: self = .welcome(try Welcome(frame, arena))
    case .pong: self = .pong
    case .log: self = .log(try LogLine(frame, arena))
    case .metrics: self = .metrics(try Metric.list(frame, arena))
    case .goAway: self = .goAway
    case .opened: self = .opened
    case .data: self = try Self.rows(frame, arena)
    case .end:
      let message: Pointer<Joinery__Statistics> = try unpacked(frame.header, in: arena, joinery__statistics__unpack)
      self = .end(AnswerStatistics(message.pointee))
    case .error:
      let message: Pointer<Joinery__Error> = try unpacked(frame.header, in: arena, joinery__error__unpack)
      self = .error(ConnectorError(message.pointee))
    case .schema:
      let message: Pointer<Joinery__Schema> = try unpacked(frame.header, in: arena, joinery__schema__unpack)
      self = .schema(try SourceSchema(message.pointee))
    case .mutated: self = .mutated(try MutationResult(frame, arena))
    case .sqlResult: self = .sqlResult(try RawSQLResult(frame, arena))
    case .explained:
      let message: Pointer<Joinery__Explained> = try unpacked(frame.header, in: arena, joinery__explained__unpack)
      self = .explained(try ExplainResult(message.pointee))
    case .done: self = .done
    case .stored:
      let message: Pointer<Joinery__Stored> = try unpacked(frame.header, in: arena, joinery__stored__unpack)
      self = .stored(version: message.pointee.version)
    case .metadata: self = .metadata(try StoredMetadata(frame, arena))
    default: return nil
    }
  }

  private static func rows(_ frame: Frame, _ arena: WireArena) throws(FrameError) -> ConnectorMessage {
    let message: Pointer<Joinery__Rows> = try unpacked(frame.header, in: arena, joinery__rows__unpack)
    let chunk = try RowChunk(message.pointee, frame.tail)
    guard frame.prefix.isLast else { return .rows(chunk, nil) }
    return .rows(chunk, message.pointee.statistics.map { AnswerStatistics($0.pointee) } ?? AnswerStatistics())
  }
}

extension Welcome {
  fileprivate init(_ frame: Frame, _ arena: WireArena) throws(FrameError) {
    let message: Pointer<Joinery__Welcome> = try unpacked(frame.header, in: arena, joinery__welcome__unpack)
    let kinds = try list(message.pointee.n_kinds, message.pointee.kinds) { pointer throws(FrameError) in
      let kind = try required(pointer, "a kind")
      return Kind(name: text(kind.kind), capabilities: try Capabilities(kind.capabilities))
    }
    self.init(
      version: message.pointee.version, name: text(message.pointee.name), connectorVersion: text(message.pointee.connector_version),
      kinds: kinds)
  }
}

extension LogLine {
  fileprivate init(_ frame: Frame, _ arena: WireArena) throws(FrameError) {
    let message: Pointer<Joinery__Log> = try unpacked(frame.header, in: arena, joinery__log__unpack)
    let fields = try list(message.pointee.n_fields, message.pointee.fields) { pointer throws(FrameError) in
      let field = try required(pointer, "a field of a log line")
      return Field(text(field.name), text(field.value))
    }
    self.init(Level(rawValue: text(message.pointee.level)) ?? .info, text(message.pointee.message), fields: fields)
  }
}

extension Metric {
  fileprivate static func list(_ frame: Frame, _ arena: WireArena) throws(FrameError) -> [Metric] {
    let message: Pointer<Joinery__Metrics> = try unpacked(frame.header, in: arena, joinery__metrics__unpack)
    return try ConnectorProtocol.list(message.pointee.n_metrics, message.pointee.metrics) { pointer throws(FrameError) in
      let metric = try required(pointer, "a metric")
      return Metric(text(metric.name), metric.value)
    }
  }
}
