import Network

/// All that planning, simulation and firmware need to know about one kernel.
package struct KernelDescriptor: Sendable {
  /// Unique in the registry, such as `conv_s8`.
  package var name: String
  /// The kind of operator it computes, such as `CONV_2D`.
  package var operatorName: String
  /// The C function, and the parameter structure it takes.
  package var function: String
  package var structure: String
  /// The C files of the function: the one that holds it, and those it calls.
  package var sources: [String]
  package var call: CallShape
  package var alias: AliasContract
  /// Which constant of a board's cost model its work is priced by.
  package var costClass: CostClass
  /// Features of a board without which it does not run, or not well, such as `dsp`.
  package var requires: Set<String>
  /// The fewest pixels a call, on average, from which on it is quicker than the kernels behind it.
  package var leastPixels: Int
  /// Bytes of memory that a call needs beside operands and result, aligned to 4; none of it outlives the call.
  package var scratch: @Sendable (Operands) -> Int = { _ in 0 }
  /// Whether it computes this operator; of several that do, the first in the registry is taken.
  package var matches: @Sendable (Operator, Operands) -> Bool
  /// Its constants for this operator.
  package var parameters: @Sendable (Operator, Operands) -> KernelParameters
  /// The C files that a plug-in brings, its source and a header; none for kernels that are part of StreamNet.
  package var texts: [Text] = []
  /// Of several kernels of plug-ins that compute an operator the one with the greatest number is taken.
  package var priority = 0

  /// A C file by name.
  package struct Text: Sendable, Hashable {
    package var name: String
    package var text: String

    package init(name: String, text: String) {
      self.name = name
      self.text = text
    }
  }

  /// Whether it is a plug-in's: its C never runs in this process.
  package var isForeign: Bool { !texts.isEmpty }

  package init(
    name: String, operatorName: String, function: String, structure: String, source: String,
    calling others: [String] = [], call: CallShape, alias: AliasContract, costClass: CostClass,
    requires: Set<String> = [], leastPixels: Int = 1,
    matches: @escaping @Sendable (Operator, Operands) -> Bool = { _, _ in true },
    parameters: @escaping @Sendable (Operator, Operands) -> KernelParameters
  ) {
    self.name = name
    self.operatorName = operatorName
    self.function = function
    self.structure = structure
    sources = [source] + others
    self.call = call
    self.alias = alias
    self.costClass = costClass
    self.requires = requires
    self.leastPixels = leastPixels
    self.matches = matches
    self.parameters = parameters
  }
}

/// What one call of a kernel computes.
package enum CallShape: String, Sendable, Hashable, CaseIterable {
  /// Some columns of one output row; input rows come as pointers, one a tap.
  case row
  /// Pixels that lie one behind the other in memory, in and out, over row ends too.
  case run
}

/// Which reads of a kernel end before which of its writes: what lets an output lie where an input was.
package enum AliasContract: String, Sendable, Hashable, CaseIterable {
  /// Any read may follow any write.
  case none
  /// Output rows are made in ascending order, and no row is read that only earlier output rows need.
  case rows
  /// As `rows`, and element i of a row is written only after elements up to i of the same input row were
  /// read: the output may begin at or below that input.
  case elements
}

/// The kinds of work that cost models tell apart.
package enum CostClass: String, Sendable, Hashable, CaseIterable {
  case convolution, pointwise, depthwise, pooling, elementwise, copy
}
