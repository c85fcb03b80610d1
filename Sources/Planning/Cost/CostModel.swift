/// What work costs on a core, in instructions: an estimate that compares schedules. A board gives one.
package struct CostModel: Sendable, Hashable {
  /// Instructions for one unit of work of each class; see ``Work``.
  package var perUnit: [CostClass: Double]
  /// Instructions for one step, whatever it does; none for one that does nothing.
  package var perStep: Double

  /// - Parameter perUnit: classes that it leaves out take the figures of ``typical``.
  package init(perUnit: [CostClass: Double], perStep: Double) {
    self.perUnit = CostModel.typicalPerUnit.merging(perUnit) { $1 }
    self.perStep = perStep
  }

  /// For boards that give no figures: the portable kernels as measured on a Cortex-M7, rounded.
  package static let typical = CostModel(perUnit: [:], perStep: typicalPerStep)

  package static let typicalPerStep = 250.0

  private static let typicalPerUnit: [CostClass: Double] = [
    .convolution: 8, .pointwise: 5, .depthwise: 16, .pooling: 9, .elementwise: 90, .copy: 10,
  ]

  /// The instructions for some steps beside what they compute.
  func instructions(forSteps steps: Int) -> Int { Int(exactly: (perStep * Double(steps)).rounded()) ?? .max }

  /// The instructions for some work, rounded.
  package func instructions(for work: Work) -> Int {
    var sum = perStep * Double(work.busySteps)
    for (position, costClass) in CostClass.allCases.enumerated() {
      sum += perUnit[costClass]! * Double(work.units[position])
    }
    return Int(exactly: sum.rounded()) ?? .max
  }
}
