/// A neural network: tensors, and operators in an order of execution.
///
/// Invariants, checked by ``validate(model:)``: names are unique; every tensor is a constant, an input of the
/// graph or the output of exactly one operator; operators stand after the producers of what they read.
package struct Graph: Sendable {
  package var name: String
  package var tensors: [Tensor]
  package var operators: [Operator]
  package var inputs: [TensorIndex]
  package var outputs: [TensorIndex]

  package init(
    name: String, tensors: [Tensor] = [], operators: [Operator] = [], inputs: [TensorIndex] = [],
    outputs: [TensorIndex] = []
  ) {
    self.name = name
    self.tensors = tensors
    self.operators = operators
    self.inputs = inputs
    self.outputs = outputs
  }

  /// The greatest number of operators of a graph: passes may look at every pair of them.
  package static let maximumOperators = 4096

  package func operands(of node: Operator) -> Operands {
    Operands(inputs: node.inputs.map { $0.map { tensors[$0] } }, outputs: node.outputs.map { tensors[$0] })
  }

  /// The inputs of an operator that are computed or given at run time, with their operand positions.
  package func activations(of node: Operator) -> [(operand: Int, tensor: TensorIndex)] {
    node.inputs.enumerated().compactMap { operand, tensor in
      guard let tensor, !tensors[tensor].isConstant else { return nil }
      return (operand, tensor)
    }
  }

  /// For each tensor the operator that makes it; nil for constants and inputs. O(operators).
  package func producers() -> [OperatorIndex?] {
    var producers = [OperatorIndex?](repeating: nil, count: tensors.count)
    for (index, node) in operators.enumerated() {
      for output in node.outputs { producers[output] = index }
    }
    return producers
  }

  /// For each tensor the operators that read it, in order, each once. O(operators).
  package func consumers() -> [[OperatorIndex]] {
    var consumers = [[OperatorIndex]](repeating: [], count: tensors.count)
    for (index, node) in operators.enumerated() {
      for case let input? in node.inputs where consumers[input].last != index {
        consumers[input].append(index)
      }
    }
    return consumers
  }

  package func tensor(named name: String) -> TensorIndex? { tensors.firstIndex { $0.name == name } }

  package func operatorIndex(named name: String) -> OperatorIndex? {
    operators.firstIndex { $0.name == name }
  }
}
