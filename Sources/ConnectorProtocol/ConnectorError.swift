/// Why a connector could not do what it was asked.
///
/// Values of parameters and credentials never stand in `message`.
public struct ConnectorError: Error, Equatable, Sendable {
  /// Decides what the host answers.
  public var family: Family
  /// A word for programs, e.g. `unique-violation`; empty if there is none.
  public var code: String
  /// A sentence for people.
  public var message: String
  /// The database's own code: SQLSTATE or error number.
  public var native: String?
  /// Whether the same call may succeed if it is made again.
  public var isRetryable: Bool
  /// More for an administrator, as JSON text (e.g. the statement).
  public var detail: String?
  /// Of a mutation: the index of the operation that failed, if that is known.
  public var operation: Int?

  /// Who can do something about it.
  public enum Family: String, CaseIterable, Sendable {
    /// The request asks for something wrong (a bad literal, an unknown column).
    case user
    case permission
    case constraint
    /// Something changed meanwhile: serialization failure, stale version.
    case conflict
    case unsupported
    /// The database (or the way to it) is down.
    case unavailable
    case timeout
    case cancelled
    /// A defect of the connector.
    case `internal`
  }

  /// An error of this family; what is not given is absent.
  public init(
    _ family: Family, code: String = "", message: String, native: String? = nil, isRetryable: Bool = false, detail: String? = nil
  ) {
    self.family = family
    self.code = code
    self.message = message
    self.native = native
    self.isRetryable = isRetryable
    self.detail = detail
  }
}
