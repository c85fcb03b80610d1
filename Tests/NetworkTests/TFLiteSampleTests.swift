import Network
import Support
import Testing

@Suite("TFLite: what the reader makes of single features")
struct TFLiteSampleTests {
  @Test("a small model")
  func relu() throws {
    let model = try TFLite.readModel(TFLiteSample.relu.bytes, name: "m")
    #expect(
      model.graph.description == """
        graph m
        input serving_default:int8 1x2x2x1 (scale 0.5, zero point 0)
        relu_0 = RELU(serving_default) -> relu_0:int8 1x2x2x1 (scale 0.5, zero point 0)
        output relu_0
        """)
    #expect(model.graph.tensors.map(\.label) == ["serving default:0", "relu"])
    #expect(model.graph.operators[0].provenance == [Provenance(index: 0, kind: "RELU", label: "relu")])
    #expect(model.fileTensors == [0: 0, 1: 1])
  }

  @Test("inputs keep their names where these are usable and unique")
  func inputNames() throws {
    var sample = TFLiteSample.relu
    for label in ["", "add_1", "a b;c", "x/y-z.1_:0", "a b", "größe"] { sample.tensor(label, [1, 2, 2, 1]) }
    sample.tensor("sum", [1, 2, 2, 1])
    sample.add(code: 0, inputs: [0, 2], outputs: [8], options: (11, [:]))
    sample.inputs = [0, 2, 3, 4, 5, 6, 7]
    sample.outputs = [1, 8]
    let graph = try TFLite.read(sample.bytes, name: "m")
    #expect(
      graph.inputs.map { graph.tensors[$0].name } == [
        "serving_default", "input", "add_1_2", "a_b", "x/y-z.1_", "a_b_2", "gr__e",
      ])
  }

  @Test("constants are named after their first user, and a buffer may serve several")
  func constantNames() throws {
    var sample = TFLiteSample.relu
    let constant = sample.tensor("c", [1], data: [7])
    sample.tensor("sum", [1, 2, 2, 1])
    sample.tensor("product", [1, 2, 2, 1])
    sample.add(code: 0, inputs: [1, constant], outputs: [3], options: (11, [:]))
    sample.add(code: 18, inputs: [constant, 3], outputs: [4], options: (21, [0: .byte(3)]))
    sample.outputs = [4]
    let unused = sample.tensor("unused", [1], data: [1])
    let model = try TFLite.readModel(sample.bytes, name: "m")
    #expect(
      model.graph.tensors.map(\.name) == ["serving_default", "relu_0", "add_1.right", "add_1", "mul_2"])
    #expect(model.graph.tensors[2].data == [7])
    #expect(model.fileTensors[unused] == nil)
  }

  @Test("operands that hold attributes become attributes, and must be constant")
  func parameters() throws {
    var sample = TFLiteSample.relu
    let paddings = sample.tensor(
      "p", [4, 2], type: 2, data: [0, 0, 1, 2, 3, 4, 0, 0].flatMap { [$0, 0, 0, 0] })
    sample.tensor("padded", [1, 5, 9, 1])
    sample.add(code: 34, inputs: [1, paddings], outputs: [3])
    sample.outputs = [3]
    let graph = try TFLite.read(sample.bytes, name: "m")
    #expect(
      graph.operators[1].kind.attributes == [Attribute("paddings", .integers([0, 0, 1, 2, 3, 4, 0, 0]))])
    #expect(graph.operators[1].inputs == [1])
    sample.tensors[paddings] = .table([0: .words([4, 2]), 1: .byte(2), 3: .text("p")])
    sample.inputs = [0, paddings]
    #expect(
      sample.findings == """
        m: pad_1 (#1 PAD "padded"): operand paddings is computed at run time (int8 1x2x2x1, int32 4x2 -> \
        int8 1x5x9x1); expected a constant
        """)
  }

  @Test("options are read with the defaults of the schema, and others than a kind's are refused")
  func options() throws {
    func pooled(_ type: Int, _ fields: [Int: Flat]?) -> TFLiteSample {
      var sample = TFLiteSample.relu
      sample.tensor("pooled", [1, 1, 2, 1])
      sample.add(code: 17, inputs: [1], outputs: [2], options: fields.map { (type, $0) })
      sample.outputs = [2]
      return sample
    }
    let good: [Int: Flat] = [0: .byte(1), 1: .word(1), 2: .word(2), 3: .word(1), 4: .word(2), 5: .byte(2)]
    let graph = try TFLite.read(pooled(5, good).bytes, name: "m")
    #expect(
      graph.operators[1].kind.attributes.map(\.description) == [
        "kernel=[2,1]", "stride=[2,1]", "padding=valid", "activation=relu_n1_to_1",
      ])
    let place = "m: max_pool_2d_1 (#1 MAX_POOL_2D \"pooled\"): "
    let shapes = " (int8 1x2x2x1 -> int8 1x1x2x1)"
    #expect(
      pooled(5, good.merging([5: .byte(4)]) { $1 }).findings
        == "\(place)a fused activation TANH\(shapes); expected none, relu, relu_n1_to_1, relu6")
    #expect(
      pooled(5, good.merging([0: .byte(9)]) { $1 }).findings
        == "\(place)a padding of kind 9\(shapes); expected 0 (SAME) or 1 (VALID)")
    #expect(pooled(11, good).findings == "\(place)options of type 11\(shapes); expected type 5")
    let absent = """
      \(place)attribute kernel=[0,0]\(shapes); expected one or two integers from 1 to 4096; also: attribute \
      stride=[0,0]
      """
    #expect(pooled(5, nil).findings == absent)
    #expect(pooled(0, good).findings == absent)
  }

  @Test("tensors that no graph holds are each refused")
  func tensorFaults() {
    func finding(type: Int = 9, _ more: [Int: Flat]) -> String {
      var sample = TFLiteSample.relu
      sample.tensors[0] = .table([0: .words([1, 2, 2, 1]), 1: .byte(type)].merging(more) { $1 })
      return sample.findings
    }
    let place = "m: relu_0 (#0 RELU \"relu\"): tensor input: "
    let types = "expected int8, uint8, int16, int32, int64, float32, bool"
    #expect(finding(type: 17, [:]) == "\(place)of type int4; \(types)")
    #expect(finding(type: 99, [:]) == "\(place)of type unknown(99); \(types)")
    #expect(finding([5: .byte(1)]) == "\(place)a variable; expected a constant or a result")
    #expect(finding([6: .table([:])]) == "\(place)stored sparsely; expected all elements")
    func quantization(_ fields: [Int: Flat]) -> String { finding([4: .table(fields)]) }
    #expect(
      quantization([2: .reals([1]), 3: .longs([0, 0])]) == "\(place)2 zero points for 1 scales; expected 1")
    #expect(quantization([2: .reals([1])]) == "\(place)0 zero points for 1 scales; expected 1")
    #expect(
      quantization([2: .reals([1, 2]), 3: .longs([0]), 6: .word(3)])
        == "\(place)2 scales along axis 3 of 1x2x2x1; expected 1 or 1")
    #expect(
      quantization([2: .reals([1, 2]), 3: .longs([0]), 6: .word(-1)])
        == "\(place)2 scales along axis -1; expected an axis of 1x2x2x1")
    #expect(
      quantization([2: .reals([1]), 3: .longs([1 << 40])])
        == "\(place)a zero point of 1099511627776; expected a number of 32 bits")
    #expect(
      quantization([4: .byte(1), 5: .table([:])])
        == "\(place)quantisation of type 1; expected scales and zero points")
  }

  @Test("files that are no model of one graph")
  func structure() {
    var sample = TFLiteSample.relu
    sample.version = 2
    #expect(sample.findings == "m: version 2 of the format; expected 3")
    sample = .relu
    sample.subgraphs = 2
    #expect(sample.findings == "m: 2 subgraphs; expected 1")
    sample = .relu
    sample.buffers[0] = .table([1: .long(4096), 2: .long(8)])
    #expect(sample.findings.split(separator: "\n").count == 2)
    #expect(sample.findings.contains("tensor serving_default: stored behind the model's tables; expected"))
    sample = .relu
    sample.tensor("deep", Array(repeating: 1, count: 9))
    #expect(sample.findings == "m: 9 axes of tensor 2; expected 8 or fewer")
    sample = .relu
    sample.tensor("lost", [1], more: [2: .word(5)])
    #expect(sample.findings == "m: buffer 5 of tensor 2; expected one of 1 buffers")
    sample = .relu
    sample.inputs = Array(repeating: 0, count: 5000)
    #expect(sample.findings == "m: 5000 inputs of the subgraph; expected 4096 or fewer")
    sample = .relu
    sample.codes = []
    #expect(sample.findings == "m: operator code 0 of operator 0; expected one of 0 codes")
    sample = .relu
    sample.operators = []
    #expect(sample.findings.contains("the graph has no operators"))
    sample = .relu
    sample.codes = [.table([0: .byte(127), 3: .word(999)])]
    #expect(
      sample.findings == """
        m: builtin_999_0 (#0 BUILTIN_999 "relu"): the operator is not supported (int8 1x2x2x1 -> \
        int8 1x2x2x1); "streamnet ops" lists what is
        """)
  }

  @Test("lists that thousands of tensors or operators share are not multiplied")
  func sharedLists() {
    let many = 4000
    var sample = TFLiteSample.relu
    let scales = Flat.shared("scales", Array(repeating: 0x3f80_0000, count: many))
    for index in 0..<many {
      let quantization = Flat.table([2: scales, 3: .longs([0])])
      sample.tensor("t\(index)", [many], more: [4: quantization])
    }
    sample.outputs = [1] + Array(2..<many)
    #expect(sample.findings.contains("shares its bytes with too many others; the file is damaged"))
    sample = .relu
    let operands = Flat.shared("operands", Array(repeating: 0, count: many))
    sample.operators = Array(repeating: .table([0: .word(0), 1: operands, 2: .words([1])]), count: many)
    #expect(sample.findings.hasSuffix("shares its bytes with too many others; the file is damaged"))
  }
}
