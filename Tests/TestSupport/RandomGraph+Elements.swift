import Network
import Support

/// Operators that work element by element, alone or with broadcasting.
extension RandomGraph {
  static let elementAdditions = [
    Addition(kind: Add.name, weight: 3) { maker in
      let activation = maker.activation()
      maker.addBroadcast(Add(activation: activation))
    },
    Addition(kind: Subtract.name, weight: 1) { maker in
      let activation = maker.activation()
      maker.addBroadcast(Subtract(activation: activation))
    },
    Addition(kind: Multiply.name, weight: 2) { maker in
      let activation = maker.activation()
      maker.addBroadcast(Multiply(activation: activation))
    },
    Addition(kind: nil, weight: 2) { $0.addGate() },
    Addition(kind: nil, weight: 2) { $0.addResidual() },
    Addition(kind: Relu.name, weight: 2) { maker in
      let input = maker.operand()
      let isSame = maker.random.oneIn(2)
      maker.add(Relu(), [input], isSame ? maker.tensor(input).quantization : maker.quantization())
    },
    Addition(kind: Relu6.name, weight: 2) { maker in
      let input = maker.operand()
      maker.add(Relu6(), [input], maker.tensor(input).quantization)
    },
    Addition(kind: LeakyRelu.name, weight: 1) { maker in
      let input = maker.operand()
      let alpha = maker.random.choice([0.1, 0.01, 1, 1.5, 0, -0.25])
      maker.add(LeakyRelu(alpha: alpha), [input], maker.quantization())
    },
    Addition(kind: HardSwish.name, weight: 1) { maker in
      let input = maker.operand()
      let (own, other) = (maker.tensor(input).quantization!, maker.quantization()!)
      maker.add(HardSwish(), [input], own.scale / 128 < other.scale ? other : own)
    },
    Addition(kind: Logistic.name, weight: 1) { $0.addUnary(Logistic(), unitInterval) },
    Addition(kind: Tanh.name, weight: 1) { $0.addUnary(Tanh(), Quantization(scale: 1 / 128, zeroPoint: 0)) },
    Addition(kind: Softmax.name, weight: 1) { maker in
      let beta = maker.random.choice([1, 1, 0.5, 3])
      maker.addUnary(Softmax(beta: beta), unitInterval)
    },
  ]

  private static let unitInterval = Quantization(scale: 1 / 256, zeroPoint: -128)

  private mutating func addUnary(_ kind: any OperatorKind, _ quantization: Quantization) {
    add(kind, [operand()], quantization)
  }

  /// Two operands whose extents are equal or 1; one may be a constant.
  private mutating func addBroadcast(_ kind: any OperatorKind) {
    let first = operand { $0.shape.count < 1500 }
    let extents = tensor(first).shape.extents
    let other: TensorIndex
    switch random.int(in: 0...3) {
    case 0: other = first
    case 1: other = operand(where: { $0.shape.extents == extents }, else: Shape(extents))
    default:
      var partial = extents.map { random.oneIn(2) ? $0 : 1 }
      if random.oneIn(4) { partial = partial.suffix(random.int(in: 1...extents.count)) }
      // Where the first operand has an extent of 1 the other may have more.
      for axis in partial.indices where axis >= max(0, partial.count - 3) && partial[axis] == 1 {
        if extents[extents.count - partial.count + axis] == 1, random.oneIn(4) { partial[axis] = 3 }
      }
      let shape = Shape(partial)
      if random.oneIn(2) {
        other = addConstant(shape, .int8, quantization(), random.bytes(shape.count))
      } else {
        other = operand(where: { $0.shape == shape }, else: shape)
      }
    }
    add(kind, random.oneIn(2) ? [first, other] : [other, first], quantization())
  }

  /// An image times one number a channel that is computed from it: the gate of squeeze-and-excitation.
  private mutating func addGate() {
    let input = image()
    let means = add(Mean(axes: [1, 2], keepDimensions: true), [input], quantization())
    let gate = add(Logistic(), [means[0]], RandomGraph.unitInterval)
    add(Multiply(), random.oneIn(2) ? [input, gate[0]] : [gate[0], input], quantization())
  }

  /// The sum of an image and what a chain of two operators makes of it.
  private mutating func addResidual() {
    let input = image()
    let inner = add(Relu(), [input], quantization())
    let pooled = add(
      AveragePool2D(kernel: Extent(3), stride: Extent(1), padding: .same), [inner[0]],
      tensor(inner[0]).quantization)
    add(Add(), random.oneIn(2) ? [input, pooled[0]] : [pooled[0], input], quantization())
  }
}
