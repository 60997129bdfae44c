/// The times by which connector processes are supervised.
package struct SupervisionSettings: Equatable, Sendable {
  /// How long a process may take from its start to its welcome.
  package var startDeadline = Duration.seconds(10)
  /// How often a connector is asked for a sign of life.
  package var pingInterval = Duration.seconds(1)
  /// How long a ping may stay unanswered before the process counts as hung and is killed.
  package var pingDeadline = Duration.seconds(3)
  /// The pause before the second restart in a row (the first is immediate); it doubles with each further one.
  package var firstBackoff = Duration.milliseconds(100)
  /// The pause between restarts does not grow beyond this.
  package var longestBackoff = Duration.seconds(30)
  /// A process that was ready for this long starts the count of restarts anew.
  package var healthyRun = Duration.seconds(5)
  /// How long a request waits for a restart that is put off; a longer pause is answered with the last failure at once.
  package var patience = Duration.seconds(2)
  /// How long an orderly end may take before SIGTERM, and then again before SIGKILL.
  package var stopGrace = Duration.seconds(2)
  /// How long the host waits beyond a call's own deadline, and for the end of a cancelled answer, before it closes the socket.
  package var answerGrace = Duration.milliseconds(500)

  /// The times of a running host; tests shorten them.
  package init() {}
}
