import Network
import Planning
import Support

/// The policy that always gives one schedule.
package struct GivenSchedule: Policy {
  package let name = "given"
  package let description = "A schedule made elsewhere."
  package let version = "1"
  package let options: [PolicyOption] = []
  package let location: Location
  private let schedule: Schedule

  /// - Parameter location: where the schedule comes from, for messages.
  package init(_ schedule: Schedule, location: Location) {
    self.schedule = schedule
    self.location = location
  }

  package func schedule(
    _ graph: Graph, for target: Target, options: [String: OptionValue]
  ) throws(Diagnostics) -> Schedule { schedule }
}
