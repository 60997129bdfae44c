private import CLibPQ
import ConnectorProtocol

extension PostgresConnection {
  /// The numbers of the types of a statement's columns. It is prepared and not run.
  func resultTypes(of text: String) throws(ConnectorError) -> [String] {
    try settle()
    didTimeOut = false
    guard let preparing = PQprepare(pointer, "", text, 0, nil) else { throw connectionError() }
    let prepared = PostgresResult(preparing)
    guard prepared.isSuccess else { throw error(prepared, text) }
    guard let describing = PQdescribePrepared(pointer, "") else { throw connectionError() }
    let described = PostgresResult(describing)
    guard described.isSuccess else { throw error(described, text) }
    return (0..<PQnfields(described.pointer)).map { String(PQftype(described.pointer, $0)) }
  }
}
