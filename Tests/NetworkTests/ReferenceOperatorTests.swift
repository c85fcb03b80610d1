import Network
import Support
import Testing

/// Small operators whose results are computed by hand.
@Suite struct ReferenceOperatorTests {
  @Test func convolutionSkipsPadding() throws {
    // 2x2 image of 1, 2, 3, 4 about the zero point 10; a 3x3 window of ones sums all of it at every place.
    let results = try run(
      Convolution2D(padding: .same), [int8("x", [1, 2, 2, 1], zero: 10)], [11, 12, 13, 14],
      constants: [weights([1, 3, 3, 1], Array(repeating: 1, count: 9), scale: 1), bias([5])],
      output: int8("y", [1, 2, 2, 1], zero: -1))
    #expect(results == [14, 14, 14, 14])
  }

  @Test func convolutionPadsAfterFirst() throws {
    // SAME, stride 2, 4 columns, 3 taps: no padding before, 1 after.
    let results = try run(
      Convolution2D(stride: Extent(rows: 1, columns: 2), padding: .same), [int8("x", [1, 1, 4, 1])],
      [1, 2, 3, 4], constants: [weights([1, 1, 3, 1], [1, 10, 30], scale: 1)],
      output: int8("y", [1, 1, 2, 1]))
    #expect(results == [111, 43])
  }

  @Test func convolutionOfChannelsHasMultipliersOfItsOwn() throws {
    // Channel 0: 6 * 0.5 = 3; channel 1: scale 0; channel 2: 6 * 4 with a left shift; channel 3: a negative
    // scale, as published files have; canonical shapes.
    var filter = weights([4, 1, 1, 2], [1, 1, 9, 9, 1, 1, 1, 1], scale: 1)
    filter.quantization = Quantization(scales: [0.5, 0, 4, -0.5], zeroPoints: [0, 0, 0, 0])
    let results = try run(
      Convolution2D(), [int8("x", [1, 1, 2])], [2, 4], constants: [filter, bias([0, 1 << 30, 0, 0])],
      output: int8("y", [1, 1, 4], zero: 7))
    #expect(results == [10, 7, 31, 4])
  }

  @Test func accumulatorsWrap() throws {
    // -2^31 - 1 wraps to 2^31 - 1: the result saturates above and not below. Scale 0.5 has no left shift.
    let results = try run(
      Convolution2D(), [int8("x", [1, 1, 1])], [-1],
      constants: [weights([1, 1, 1, 1], [1], scale: 0.5), bias([.min])], output: int8("y", [1, 1, 1]))
    #expect(results == [127])
  }

  @Test func depthwiseRepeatsChannels() throws {
    let results = try run(
      DepthwiseConvolution2D(activation: .relu6), [int8("x", [1, 1, 2, 2])], [1, 2, 3, 4],
      constants: [
        weights([1, 1, 2, 4], [1, -1, 1, 2, 1, 0, 0, 0], scale: 1, axis: 3), bias([0, 9, 0, 0]),
      ],
      output: int8("y", [1, 1, 1, 4]))
    #expect(results == [4, 6, 2, 4])
  }

  @Test func fullyConnectedReadsRows() throws {
    let results = try run(
      FullyConnected(), [int8("x", [1, 2, 2], zero: 1)], [2, 3, 4, 5],
      constants: [weights([3, 2], [1, 1, 1, -1, 2, 0], scale: 0.5)], output: int8("y", [2, 3]))
    // Rows (1, 2) and (3, 4); ties of the halves go upwards in the high product.
    #expect(results == [2, 0, 1, 4, 0, 3])
  }

  @Test func scalesAreMultipliedInSingleOnRequest() throws {
    let (input, weight, output): (Float, Float, Float) = (0.1, 0.3, 0.02)
    let single = try Reference.Multiplier(Double(input * weight) / Double(output))
    let double = try Reference.Multiplier(Double(input) * Double(weight) / Double(output))
    #expect(single != double)
    // A bias large enough to show the last bits; the zero point brings the result back into int8.
    let sum = try #require((1...100_000).first { single.apply($0 << 6) != double.apply($0 << 6) }).magnitude
    let value = Int32(sum) << 6
    let expected = [single, double].map { Int8(truncatingIfNeeded: max(-128, min(127, $0.apply(value)))) }
    for (flag, expected) in zip([true, false], expected) {
      let results = try run(
        Convolution2D(multipliesScalesInSingle: flag), [int8("x", [1, 1, 1], scale: input)], [0],
        constants: [weights([1, 1, 1, 1], [0], scale: weight), bias([value])],
        output: int8("y", [1, 1, 1], scale: output))
      #expect(results == [expected])
    }
  }

  @Test func sumsBroadcast() throws {
    let (column, row) = (int8("a", [2, 1], zero: 1), int8("b", [1, 2, 3]))
    let add = try run(Add(), [column, row], [1, 11], [1, 2, 3, 4, 5, 6], output: int8("y", [1, 2, 3]))
    #expect(add == [1, 2, 3, 14, 15, 16])
    let subtract = try run(
      Subtract(activation: .relu), [column, row], [1, 11], [1, 2, 3, 4, 5, 6], output: int8("y", [1, 2, 3]))
    #expect(subtract == [0, 0, 0, 6, 5, 4])
    let multiply = try run(
      Multiply(activation: .reluN1To1), [column, row], [1, 2], [-3, 0, 3, -3, 0, 3],
      output: int8("y", [1, 2, 3]))
    #expect(multiply == [0, 0, 0, -1, 0, 1])
  }

  @Test func poolsIgnorePadding() throws {
    let input = int8("x", [1, 2, 2, 1])
    let average = try run(
      AveragePool2D(kernel: Extent(2), stride: Extent(1), padding: .same), [input], [1, 2, -3, -4],
      output: int8("y", [1, 2, 2, 1]))
    // -4/4 = -1; -2/2 = -1; -7/2 = -3.5, a tie away from zero; -4 alone.
    #expect(average == [-1, -1, -4, -4])
    let greatest = try run(
      MaxPool2D(kernel: Extent(2), stride: Extent(1), padding: .same), [input], [-1, -2, -3, -4],
      output: int8("y", [1, 2, 2, 1]))
    #expect(greatest == [-1, -2, -3, -4])
  }

  @Test func meanRoundsTwice() throws {
    let input = int8("x", [1, 2, 2, 1], zero: 5)
    let mean = Mean(axes: [1, -2, 1], keepDimensions: false)
    // 17/4 is rounded twice: to 9 halves, to 5. So is (17 - 4 * 5)/4, to -1 half and away from zero to -1.
    #expect(try run(mean, [input], [4, 4, 4, 5], output: int8("y", [1, 1], zero: 5)) == [4])
    #expect(try run(mean, [input], [9, 9, 9, 10], output: int8("y", [1, 1], zero: 0)) == [5])
    let canonical = Mean(axes: [0], keepDimensions: true)
    #expect(
      try run(canonical, [int8("x", [2, 1, 2])], [1, 2, 4, 8], output: int8("y", [1, 1, 2])) == [3, 5])
  }

  @Test func softmaxAtItsEnds() throws {
    let output = int8("y", [2, 2], scale: 1 / 256, zero: -128)
    // Equal halves are 0; a difference of 32 or more leaves nothing; 256/256 saturates.
    #expect(
      try run(Softmax(), [int8("x", [2, 2])], [3, 3, 100, -100], output: output) == [0, 0, 127, -128])
    // Many equal elements: each has less than 1/512 of the whole.
    let many = Array(repeating: Int8(7), count: 1000)
    let wide = int8("y", [1000], scale: 1 / 256, zero: -128)
    #expect(try run(Softmax(), [int8("x", [1000])], many, output: wide).allSatisfy { $0 == -128 })
  }

  @Test func sigmoidsAtTheirEnds() throws {
    let input = int8("x", [5], scale: 0.125, zero: 0)
    let values: [Int8] = [-128, -120, 0, 8, 127]
    // 1 / (1 + 1/e) = 0.7311 of 256 is 187.2; tanh(1) = 0.7616 of 128 is 97.5 (97.49).
    let logistic = int8("y", [5], scale: 1 / 256, zero: -128)
    #expect(try run(Logistic(), [input], values, output: logistic) == [-128, -128, 0, 59, 127])
    let tanh = int8("y", [5], scale: 1 / 128, zero: 0)
    #expect(try run(Tanh(), [input], values, output: tanh) == [-128, -128, 0, 97, 127])
  }

  @Test func rectifiers() throws {
    let values: [Int8] = [-20, -1, 0, 3, 100]
    let input = int8("x", [5], scale: 0.5)
    #expect(
      try run(Relu(), [input], values, output: int8("y", [5], scale: 0.25, zero: -8)) == [
        -8, -8, -8, -2, 127,
      ])
    #expect(try run(Relu6(), [input], values, output: input.named("y")) == [0, 0, 0, 3, 12])
    #expect(try run(LeakyRelu(alpha: 0.25), [input], values, output: input.named("y")) == [-5, 0, 0, 3, 100])
    // x * relu6(x + 3) / 6 for -10, -0.5, 0, 1.5, 50 in halves: 0, -0.42, 0, 2.25, 100.
    #expect(try run(HardSwish(), [input], values, output: input.named("y")) == [0, 0, 0, 2, 100])
  }
}
