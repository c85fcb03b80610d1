/// An operator's position in its graph's order of execution.
package typealias OperatorIndex = Int

/// One node of a graph: what it computes, from which tensors, into which.
package struct Operator: Sendable {
  /// Unique in the graph and stable, such as `conv_2d_12` or a name given in a description.
  package var name: String
  package var kind: any OperatorKind
  /// The operands in the order its kind defines; nil where an optional one is left out.
  package var inputs: [TensorIndex?]
  package var outputs: [TensorIndex]
  /// The operators of the user's file that this one stands for, its own first, then those folded into it.
  package var provenance: [Provenance]

  package init(
    name: String, kind: any OperatorKind, inputs: [TensorIndex?], outputs: [TensorIndex],
    provenance: [Provenance]
  ) {
    self.name = name
    self.kind = kind
    self.inputs = inputs
    self.outputs = outputs
    self.provenance = provenance
  }

  /// The operands that are images, not weights.
  package var images: ArraySlice<TensorIndex?> { inputs.prefix(type(of: kind).imageOperands) }

  /// The kind's name, such as `CONV_2D`.
  package var kindName: String { kind.kindName }
}

/// The tensors an operator works on, looked up once: what its kind's functions are given.
package struct Operands: Sendable {
  package let inputs: [Tensor?]
  package let outputs: [Tensor]

  package init(inputs: [Tensor?], outputs: [Tensor]) {
    self.inputs = inputs
    self.outputs = outputs
  }

  /// An operand that the kind's ``OperatorKind/arity`` guarantees.
  package func input(_ index: Int) -> Tensor { inputs[index]! }

  package var output: Tensor { outputs[0] }
}
