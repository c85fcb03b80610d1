import Network

/// How much code the kernels of a network may take.
package enum Specialisation: String, Sendable, Hashable, CaseIterable {
  /// The least code.
  case size
  /// The quickest kernels that keep the network within 24 KiB of code and tables, as far as kernels decide.
  case balanced
  /// The quickest kernels, whatever their code.
  case speed

  /// Bytes of code and tables.
  var codeLimit: Int {
    switch self {
    case .size: 0
    case .balanced: 24 << 10
    case .speed: .max
    }
  }
}

extension Program {
  /// The kernels not to be used, so that the code keeps to a limit, or comes as close to it as it can: one after
  /// the other those whose absence costs the fewest instructions for a byte it saves.
  ///
  /// - Parameters:
  ///   - limit: bytes of code and tables, as ``KernelFigures`` estimates them.
  ///   - pick: the kernel of every operator where some are not to be used, nil where one has none.
  /// - Complexity: O(kernels^2 * operators).
  func kernelsLeftOut(
    limit: Int, macs: [Int], pick: (_ leftOut: Set<String>) -> [KernelDescriptor]?
  ) -> Set<String> {
    var leftOut: Set<String> = []
    guard limit < .max, var kernels = pick(leftOut) else { return leftOut }
    func instructions(_ kernels: [KernelDescriptor]) -> Double {
      zip(kernels, macs).reduce(0) { sum, one in
        sum + (KernelFigures.instructionsPerMAC[one.0.name] ?? 0) * Double(one.1)
      }
    }
    while codeBytes(kernels) > limit {
      let (bytes, cost) = (codeBytes(kernels), instructions(kernels))
      var best: (name: String, loss: Double, kernels: [KernelDescriptor])?
      for name in Set(kernels.map(\.name)).sorted() where KernelFigures.instructionsPerMAC[name] != nil {
        guard let others = pick(leftOut.union([name])), codeBytes(others) < bytes else { continue }
        let loss = (instructions(others) - cost) / Double(bytes - codeBytes(others))
        if best.map({ loss < $0.loss }) ?? true { best = (name, loss, others) }
      }
      guard let best else { break }
      leftOut.insert(best.name)
      kernels = best.kernels
    }
    return leftOut
  }

  /// Bytes of code and tables with these kernels, roughly.
  func codeBytes(_ kernels: [KernelDescriptor]) -> Int {
    let sources = Set(kernels.flatMap(\.sources)).reduce(0) { $0 + (KernelFigures.codeBytes[$1] ?? 250) }
    let constants = kernels.reduce(0) { $0 + KernelFigures.bytesOfParameters[$1.costClass]! }
    let operands = graph.operators.reduce(0) { $0 + $1.images.count }
    let loops = stages.reduce(0) {
      $0 + KernelFigures.bytesOfStage + $1.units.count * KernelFigures.bytesOfUnit
        + $1.storage.count { $0.window != nil } * KernelFigures.bytesOfWindow
    }
    return sources + constants + loops + operands * KernelFigures.bytesOfOperand
      + graph.operators.count * KernelFigures.bytesOfOperator + KernelFigures.loopBytes
      + (hasNarrowTiles ? KernelFigures.bytesOfNarrowTiles : 0)
      + KernelFigures.bytesOfModel
  }
}
