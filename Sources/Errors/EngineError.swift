package import JSON

/// Something the caller asked for that cannot be done, and where in the request it was asked.
package struct EngineError: Error, Equatable, Sendable {
  package var code: Code
  /// A sentence for people; never holds arguments of statements or connection strings.
  package var message: String
  package var path: ErrorPath
  /// What stands in place of the message where details are not shown; nil if the message may be read by anyone.
  package var publicMessage: String?
  /// More for administrators, rendered as `internal`.
  package var detail: JSON?
  /// The HTTP status where Hasura's differs from the one that usually goes with the code.
  package var unusualStatus: Int?

  /// The errors of a GraphQL answer, when another server gave them: they are answered as they are.
  package var passedOn: [JSON]?

  /// The HTTP status of the metadata API's answer.
  package var httpStatus: Int { unusualStatus ?? code.httpStatus }

  /// An error at a path, the root unless given.
  package init(
    _ code: Code, _ message: String, at path: ErrorPath = ErrorPath(), detail: JSON? = nil, status: Int? = nil
  ) {
    unusualStatus = status
    self.code = code
    self.message = message
    self.path = path
    self.detail = detail
  }
}

extension EngineError {
  /// Appends a remark to what everybody may read; `detailed` stands in its place where details are shown. What another server said is left
  /// as it is, and the remark becomes an error of its own beside it.
  package mutating func append(_ remark: String, detailed: String? = nil) {
    if let others = passedOn {
      passedOn = others + [EngineError(code, remark).graphQLError(showingDetail: false)]
      return
    }
    if publicMessage != nil || detailed != nil { publicMessage = "\(publicMessage ?? message) \(remark)" }
    message += " \(detailed ?? remark)"
  }
}

extension EngineError: CustomStringConvertible {
  package var description: String { "\(code.rawValue): \(message) (\(path))" }
}

/// Runs `body` and puts a component in front of the path of an error passing out (Hasura's `withPathK`).
package func at<T>(
  _ component: ErrorPath.Component, _ body: () throws(EngineError) -> T
) throws(EngineError) -> T {
  do {
    return try body()
  } catch {
    var located = error
    located.path.components.insert(component, at: 0)
    throw located
  }
}
