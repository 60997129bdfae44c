import CConnectorWire

extension ConnectorError {
  func wire(_ arena: WireArena) -> Pointer<Joinery__Error> {
    let error = arena.make(joinery__error__init)
    error.pointee.family = arena.string(family.rawValue)
    error.pointee.code = arena.string(code)
    error.pointee.message = arena.data(message)
    error.pointee.retryable = isRetryable.raw
    if let native {
      error.pointee.has_native_case = JOINERY__ERROR__HAS_NATIVE_NATIVE
      error.pointee.native = arena.string(native)
    }
    if let detail {
      error.pointee.has_detail_case = JOINERY__ERROR__HAS_DETAIL_DETAIL
      error.pointee.detail = arena.data(detail)
    }
    error.pointee.operation = raw(operation)
    return error
  }

  /// A family that this version does not know is a defect of the connector, for all that can be said of it here.
  init(_ error: Joinery__Error) {
    self.init(
      Family(rawValue: text(error.family)) ?? .internal, code: text(error.code), message: text(error.message),
      native: error.has_native_case == JOINERY__ERROR__HAS_NATIVE_NATIVE ? text(error.native) : nil, isRetryable: Bool(error.retryable),
      detail: error.has_detail_case == JOINERY__ERROR__HAS_DETAIL_DETAIL ? text(error.detail) : nil)
    operation = slot(error.operation)
  }
}
