package import QueryPlan

/// A plan with what every run of it needs to know of it, so that it is found out once.
package struct ReadyPlan: Sendable {
  package let plan: QueryPlan
  /// Whether a remote server may be asked.
  package let asksRemotes: Bool
  let layout: AnswerLayout
  /// The fetches of the layout, in its order.
  let fetches: [Fetch]
  /// The joins of the fetches, then of the remote requests.
  let joins: [[Join]]
  /// The fetch whose rows are all that is not known in advance.
  let onlyFetch: Fetch?

  /// Prepares a plan.
  package init(_ plan: QueryPlan) {
    self.plan = plan
    asksRemotes = plan.asksRemotes
    let layout = AnswerLayout(plan)
    self.layout = layout
    fetches = layout.fetches
    joins = fetches.map(\.joins) + plan.remotes.map(\.joins)
    let isOne = plan.remotes.isEmpty && plan.writes.isEmpty && layout.pieces.count == 1 && fetches.first?.joins.isEmpty ?? false
    onlyFetch = isOne ? fetches.first : nil
  }
}
