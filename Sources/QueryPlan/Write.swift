package import ConnectorProtocol
package import Errors

/// The writes of one mutation to one source: one transaction, and the lookups that fill the places which returned rows leave open.
package struct Write: Equatable, Sendable {
  package var source: String
  package var mutation: Mutation
  /// One per operation.
  package var steps: [Step]
  /// The values of the mutation's slots, in order.
  package var parameters: [ParameterSource]
  /// `joins[i]` fills the places of remote use `i`, whichever operation returns it.
  package var joins: [Join]

  package init(source: String, mutation: Mutation, steps: [Step], parameters: [ParameterSource], joins: [Join]) {
    self.source = source
    self.mutation = mutation
    self.steps = steps
    self.parameters = parameters
    self.joins = joins
  }

  /// What the host knows of an operation.
  package struct Step: Equatable, Sendable {
    /// The root field that it belongs to, for errors of other writes.
    package var field: String
    /// Where in the request an error of the operation lies.
    package var path: ErrorPath
    /// What is said if the row that it refers to was not written.
    package var orphanMessage: String?

    package init(field: String, path: ErrorPath = ErrorPath(), orphanMessage: String? = nil) {
      self.field = field
      self.path = path
      self.orphanMessage = orphanMessage
    }
  }
}
