import Network
import Pipeline
import Planning
import Support
import Testing

/// Sixteen real models against recorded outputs of TensorFlow Lite Micro's reference kernels.
@Suite struct GoldenModelTests {
  @Test func modelsAreThere() {
    if GoldenModels.models == nil {
      print("SKIPPED: 16 real models are not checked; set STREAMNET_MODELS (scripts/fetch-models)")
    } else if GoldenModels.golden == nil {
      print("SKIPPED: intermediate tensors of 16 real models are not checked; set STREAMNET_GOLDEN")
    }
  }

  /// Reference, simulation and guarded simulation against every case of the golden file.
  @Test(.enabled(if: GoldenModels.models != nil && GoldenModels.golden != nil), arguments: GoldenModels.names)
  func everyLink(_ name: String) throws {
    let model = try GoldenModels.model(name)
    let file = try GoldenModels.goldenJSON(name)
    let golden = try Golden(file.bytes, file: file.path, model: model)
    let verification = try Verification(model.plan(), cases: [], golden: golden, toolVersion: "test")
    #expect(golden.cases.map(\.data) == [.noise(1), .noise(2), .smooth])
    #expect(verification.links.map(\.link) == [.reference, .simulation, .guarded])
    for (link, outcomes) in verification.links {
      #expect(outcomes.count == 3)
      for outcome in outcomes {
        #expect(outcome.firstDivergence == nil, "\(link.rawValue), \(outcome.data)")
      }
      #expect(outcomes.map(\.outputHash) == (try OutputHash.all(of: name)).map(\.hash), "\(link.rawValue)")
    }
    #expect(verification.isBitExact)
    #expect(verification.reference.hasPrefix("TensorFlow Lite Micro reference kernels"))
  }

  /// The same with the kernels for cores with DSP instructions; they compute nearly all of every model.
  @Test(.enabled(if: GoldenModels.models != nil), arguments: GoldenModels.names)
  func quickKernels(_ name: String) throws {
    let model = try GoldenModels.model(name)
    let plan = try model.plan(.streamed, features: ["dsp"])
    let expected = try OutputHash.all(of: name)[0]
    let verification = try Verification(
      plan, cases: [InputCase(try InputData(expected.data))], golden: nil, toolVersion: "test")
    for (link, outcomes) in verification.links {
      #expect(outcomes.map(\.firstDivergence) == [nil], "\(link.rawValue)")
      #expect(outcomes.map(\.outputHash) == [expected.hash], "\(link.rawValue)")
    }
    let macs = plan.program.graph.operators.indices.filter { plan.program.macsPerTap[$0] > 0 }
    let slow = macs.filter { plan.program.kernels[$0].requires.isEmpty }
    // A depthwise convolution with a multiplier.
    #expect(
      slow.count == (name == "tflm_person_detect" ? 1 : 0),
      "\(slow.map { plan.program.graph.operators[$0].name })")
  }

  /// The same with those for cores with Helium.
  @Test(
    .enabled(if: GoldenModels.models != nil),
    arguments: ["mcunet-vww1", "mlperf_kws_dscnn_int8", "mlperf_vww_96_int8"])
  func vectorKernels(_ name: String) throws {
    let plan = try GoldenModels.model(name).plan(.streamed, features: ["dsp", "mve"])
    let expected = try OutputHash.all(of: name)[0]
    let verification = try Verification(
      plan, cases: [InputCase(try InputData(expected.data))], golden: nil, toolVersion: "test")
    for (link, outcomes) in verification.links {
      #expect(outcomes.map(\.firstDivergence) == [nil], "\(link.rawValue)")
      #expect(outcomes.map(\.outputHash) == [expected.hash], "\(link.rawValue)")
    }
    #expect(plan.program.kernels.count { $0.requires == ["mve"] } > 5)
  }

  /// The reference interpreter against the hash of every tensor that TensorFlow Lite's reference kernels made.
  /// They round matrices (FULLY_CONNECTED) once, TensorFlow Lite Micro twice: those hashes count only where
  /// both agree, and none of mlperf_ad01_int8, which is matrices throughout. tflm_person_detect has no hashes.
  @Test(.enabled(if: GoldenModels.models != nil && GoldenModels.golden != nil), arguments: GoldenModels.names)
  func everyTensor(_ name: String) throws {
    let model = try GoldenModels.model(name)
    let file = try GoldenModels.goldenJSON(name)
    let root = try JSON.parse(file.bytes, file: file.path)
    let cases = try #require(root["cases"]?.array)
    var (compared, excepted) = (0, 0)
    for entry in cases {
      var hashes: [TensorIndex: String] = [:]
      let data = try #require(entry["input"]?.string)
      let input = try InputCase(InputData(data))
      _ = try Reference.run(model.graph, inputs: input.bytes(for: model.graph)) {
        tensor, bytes throws(Diagnostics) in
        hashes[tensor] = SHA256.hash(bytes).hex
      }
      for tensor in entry["tensors"]?.array ?? [] {
        if entry["litert_ref_equal"]?.bool == false || tensor["kind"]?.string == "FULLY_CONNECTED" {
          excepted += 1
          continue
        }
        let number = try #require(tensor["tensor"]?.integer)
        let index = try #require(model.fileTensors[number])
        #expect(hashes[index] == tensor["sha256"]?.string, "\(model.graph.tensors[index].name)")
        compared += 1
      }
    }
    print("\(name): \(compared) tensors equal, \(excepted) excepted")
    let isWithout = ["mlperf_ad01_int8", "tflm_person_detect"].contains(name)
    #expect(isWithout ? compared == 0 : compared > 0)
    #expect(excepted <= 3 || isWithout)
  }

  /// Without golden files: the committed hashes of all 48 outputs.
  @Test(.enabled(if: GoldenModels.models != nil && GoldenModels.golden == nil), arguments: GoldenModels.names)
  func outputHashes(_ name: String) throws {
    let model = try GoldenModels.model(name)
    let expected = try OutputHash.all(of: name)
    let cases = try expected.map { InputCase(try InputData($0.data)) }
    let verification = try Verification(model.plan(), cases: cases, golden: nil, toolVersion: "test")
    #expect(verification.isBitExact)
    #expect(verification.links.map(\.link) == [.reference, .simulation, .guarded])
    for (link, outcomes) in verification.links {
      #expect(outcomes.map(\.data) == ["noise:1", "noise:2", "smooth"], "\(link.rawValue)")
      #expect(outcomes.map(\.outputHash) == expected.map(\.hash), "\(link.rawValue)")
    }
  }

  /// Every computed tensor of the file is compared in simulation, or is part of an operator or shape arithmetic.
  @Test(.enabled(if: GoldenModels.models != nil), arguments: GoldenModels.names)
  func everyFate(_ name: String) throws {
    let model = try GoldenModels.model(name)
    let names = Set(model.normalised.graph.operators.map(\.name))
    for node in model.graph.operators {
      for output in node.outputs {
        switch model.normalised.fates[output] {
        case .kept, .aliased: break
        case .folded(let into): #expect(names.contains(into))
        case .removed: #expect(model.graph.tensors[output].type != .int8, "\(node.name)")
        }
      }
    }
  }

  @Test(.enabled(if: GoldenModels.models != nil), arguments: GoldenModels.figures.map(\.name))
  func figures(_ name: String) throws {
    let figures = try #require(GoldenModels.figures.first { $0.name == name })
    let plan = try GoldenModels.model(name).plan()
    #expect(plan.macs.nominal == figures.macs)
    #expect(plan.job.model.macs.nominal == figures.macs)
    #expect(plan.placement.peak <= figures.layerwise)
    #expect(plan.program.layerwisePeak == figures.layerwise)
  }
}
