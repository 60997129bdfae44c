import CConnectorWire

extension NativeQuery {
  func wire(_ arena: WireArena) -> Pointer<Joinery__NativeQuery> {
    let message = arena.make(joinery__native_query__init)
    (message.pointee.n_pieces, message.pointee.pieces) = arena.messages(pieces) { $0.wire(arena) }
    return message
  }

  init(_ pointer: Pointer<Joinery__NativeQuery>?) throws(FrameError) {
    let message = try required(pointer, "a native query")
    self.init(pieces: try list(message.n_pieces, message.pieces, Piece.init))
  }
}

extension NativeQuery.Piece {
  fileprivate func wire(_ arena: WireArena) -> Pointer<Joinery__NativeQueryPiece> {
    let message = arena.make(joinery__native_query_piece__init)
    switch self {
    case .text(let text):
      message.pointee.piece_case = JOINERY__NATIVE_QUERY_PIECE__PIECE_TEXT
      message.pointee.text = arena.data(text)
    case .argument(let slot, let type):
      let argument = arena.make(joinery__native_query_argument__init)
      argument.pointee.slot = UInt32(slot)
      argument.pointee.type = type.wire(arena)
      message.pointee.piece_case = JOINERY__NATIVE_QUERY_PIECE__PIECE_ARGUMENT
      message.pointee.argument = argument
    }
    return message
  }

  fileprivate init(_ pointer: Pointer<Joinery__NativeQueryPiece>?) throws(FrameError) {
    let message = try required(pointer, "a piece of a native query")
    switch message.piece_case {
    case JOINERY__NATIVE_QUERY_PIECE__PIECE_TEXT: self = .text(ConnectorProtocol.text(message.text))
    case JOINERY__NATIVE_QUERY_PIECE__PIECE_ARGUMENT:
      let argument = try required(message.argument, "an argument of a native query")
      self = .argument(Slot(argument.slot), try ColumnType(argument.type))
    default: throw FrameError("a piece of a native query of an unknown sort")
    }
  }
}

extension NativeQueryDeclaration {
  func wire(_ arena: WireArena) -> Pointer<Joinery__NativeQueryDeclaration> {
    let message = arena.make(joinery__native_query_declaration__init)
    message.pointee.name = arena.string(name)
    message.pointee.query = query.wire(arena)
    (message.pointee.n_arguments, message.pointee.arguments) = arena.strings(arguments)
    (message.pointee.n_column_names, message.pointee.column_names) = arena.strings(columns.map(\.name))
    (message.pointee.n_column_types, message.pointee.column_types) = arena.strings(columns.map(\.native))
    return message
  }

  init(_ pointer: Pointer<Joinery__NativeQueryDeclaration>?) throws(FrameError) {
    let message = try required(pointer, "a declared native query")
    let names = list(message.n_column_names, message.column_names)
    let types = list(message.n_column_types, message.column_types)
    guard names.count == types.count else { throw FrameError("columns of a native query without types") }
    self.init(
      name: text(message.name), query: try NativeQuery(message.query), arguments: list(message.n_arguments, message.arguments),
      columns: zip(names, types).map { (name: $0, native: $1) })
  }
}

extension NativeQueryDescription {
  func wire(_ arena: WireArena) -> Pointer<Joinery__NativeQueryDescription> {
    let message = arena.make(joinery__native_query_description__init)
    message.pointee.name = arena.string(name)
    (message.pointee.n_arguments, message.pointee.arguments) = arena.messages(arguments) { $0.wire(arena) }
    (message.pointee.n_columns, message.pointee.columns) = arena.messages(columns) { $0.wire(arena) }
    message.pointee.problem = problem?.wire(arena)
    return message
  }

  init(_ pointer: Pointer<Joinery__NativeQueryDescription>?) throws(FrameError) {
    let message = try required(pointer, "a native query")
    self.init(
      name: text(message.name), arguments: try list(message.n_arguments, message.arguments, ColumnDescription.init),
      columns: try list(message.n_columns, message.columns, ColumnDescription.init),
      problem: message.problem.map { ConnectorError($0.pointee) })
  }
}
