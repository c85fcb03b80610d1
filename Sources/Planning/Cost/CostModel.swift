/// What work costs on a core, in instructions: an estimate that compares schedules. A board gives one.
package struct CostModel: Sendable, Hashable {
  /// What work has a price by, beside units of each class.
  package enum Extra: String, Sendable, Hashable, CaseIterable {
    /// An element that an operator with multiply-accumulates writes: its sum begins, is scaled and narrowed.
    case output
    /// What a multiply-accumulate costs more in a call of fewer than four columns.
    case narrow
    /// A call of a kernel, whatever it computes.
    case call
    /// A step that computes or fetches anything, where the loop works it out.
    case step
  }

  /// Instructions for one unit of work of each class; see ``Work``.
  package var perUnit: [CostClass: Double]
  package var extras: [Extra: Double]

  /// Classes and extras that are left out take the figures of ``typical``.
  package init(perUnit: [CostClass: Double], extras: [Extra: Double] = [:]) {
    self.perUnit = CostModel.typicalPerUnit.merging(perUnit) { $1 }
    self.extras = CostModel.typicalExtras.merging(extras) { $1 }
  }

  /// For boards that give no figures: the portable kernels as measured on a Cortex-M3, rounded.
  package static let typical = CostModel(perUnit: [:])

  private static let typicalPerUnit: [CostClass: Double] = [
    .convolution: 7, .pointwise: 3, .depthwise: 11, .pooling: 9, .elementwise: 90, .copy: 10,
  ]
  private static let typicalExtras: [Extra: Double] = [.output: 48, .narrow: 0, .call: 210, .step: 1050]

  /// The instructions for some steps beside what they compute.
  func instructions(forSteps steps: Int) -> Int { rounded(extras[.step]! * Double(steps)) }

  /// The instructions for some work, rounded.
  package func instructions(for work: Work) -> Int {
    var sum =
      extras[.output]! * Double(work.outputs) + extras[.narrow]! * Double(work.narrowMACs)
      + extras[.call]! * Double(work.calls) + extras[.step]! * Double(work.plannedSteps)
    for (position, costClass) in CostClass.allCases.enumerated() {
      sum += perUnit[costClass]! * Double(work.units[position])
    }
    return rounded(sum)
  }

  private func rounded(_ sum: Double) -> Int { Int(exactly: sum.rounded()) ?? .max }
}
