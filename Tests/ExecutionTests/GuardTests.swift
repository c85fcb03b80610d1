import CKernels
import Execution
import Network
import Planning
import Support
import TestSupport
import Testing

/// Planted faults of placement, program and kernels: the guard names operator, row and address of each.
@Suite struct GuardTests {
  /// Rows of 4 bytes: an input of 6 rows, the greatest of 3 rows each, and the sum of two of them.
  private func poolGraph() throws -> Graph {
    var graph = Graph(name: "guarded")
    let input = graph.addInput("image", 6, 2, 2)
    let pool = MaxPool2D(kernel: Extent(rows: 3, columns: 1), stride: Extent(1), padding: .valid)
    graph.outputs = [try graph.add("pool", pool, [input])]
    return graph
  }

  private func residualGraph() throws -> Graph {
    var graph = Graph(name: "guarded")
    let input = graph.addInput("image", 3, 2, 2)
    let relu = try graph.add("relu", Relu(), [input])
    graph.outputs = [try graph.add("sum", Add(), [input, relu])]
    return graph
  }

  private func bytes(of graph: Graph) -> [[UInt8]] {
    graph.inputs.map { (0..<graph.tensors[$0].byteCount).map { UInt8($0) } }
  }

  /// The line with which a guarded run ends, `nil` where it ends well.
  private func finding(
    _ program: Program, _ placement: Placement, _ kernels: KernelLibrary = .portable,
    without isLeftOut: (Step) -> Bool = { _ in false }
  ) -> String? {
    let simulator = Simulator(program: program, placement: placement, kernels: kernels)
    do throws(Diagnostics) {
      _ = try simulator.runGuarded(
        inputs: bytes(of: program.graph), steps: program.steps.filter { !isLeftOut($0) })
      return nil
    } catch {
      return error.description
    }
  }

  @Test func staleRowOfRingWithTooFewSlots() throws {
    let graph = try poolGraph()
    let program = try graph.program(.tiled(graph, Tile(rows: 1, columns: nil)), .streamed)
    var placement = program.placed(in: "sram", by: .greedy)
    let ring = try #require(placement.bufferOfTensor[0])
    #expect(placement.buffers[ring].buffer.slots == 3)
    #expect(finding(program, placement) == nil)
    placement.buffers[ring].buffer.slots = 2
    placement.buffers[ring].offset = 40
    #expect(
      finding(program, placement)
        == "guarded: pool (#0 MAX_POOL_2D): it reads row 0 of image at sram+40, which holds row 2 of it (a stale byte)"
    )
  }

  @Test func foreignRowWhereLiveBuffersOverlap() throws {
    let graph = try residualGraph()
    let program = try graph.program(.layerwise(graph), .resident)
    var placement = program.placed(in: "sram", by: .greedy)
    let (image, relu) = (try #require(placement.bufferOfTensor[0]), try #require(placement.bufferOfTensor[1]))
    #expect(finding(program, placement) == nil)
    placement.buffers[image].offset = 100
    placement.buffers[relu].offset = 90
    #expect(
      finding(program, placement)
        == "guarded: sum (#1 ADD): it reads row 0 of image at sram+100, which holds row 2 of relu (a foreign byte)"
    )
  }

  @Test func rowThatNeverArrived() throws {
    let graph = try poolGraph()
    let program = try graph.program(.tiled(graph, Tile(rows: 1, columns: nil)), .streamed)
    let placement = program.placed(in: "sram", by: .greedy)
    let address = placement.buffer(of: 0).address(ofRow: 1)
    let line = finding(program, placement) { $0.kind == .fetch && $0.rows.lowerBound == 1 }
    #expect(
      line
        == "guarded: pool (#0 MAX_POOL_2D): it reads row 1 of image at sram+\(address), which holds nothing yet (an uninitialised byte)"
    )
  }

  @Test func outputThatIsNotComputed() throws {
    let graph = try poolGraph()
    let program = try graph.program(.tiled(graph, Tile(rows: 2, columns: nil)), .resident)
    let placement = program.placed(in: "sram", by: .greedy)
    let line = finding(program, placement) { $0.kind == .compute && $0.rows.lowerBound == 2 }
    #expect(line?.contains("it reads row 2 of pool at sram+") == true, "\(line ?? "nothing")")
  }

  @Test func kernelThatReadsBehindItsRow() throws {
    let graph = try residualGraph()
    let program = try graph.program(.tiled(graph, Tile(rows: 1, columns: nil)), .resident)
    let placement = program.placed(in: "sram", by: .greedy)
    let row = placement.buffer(of: 1).address(ofRow: 0)
    let kernels = KernelLibrary.portable.replacing("sn_relu_s8") { parameters, call in
      sn_relu_s8(parameters, call)
      let input = call!.pointee.rows[0]!.assumingMemoryBound(to: Int8.self)
      call!.pointee.out.assumingMemoryBound(to: Int8.self)[1] = input[Int(call!.pointee.columns) * 2]
    }
    #expect(
      finding(program, placement, kernels)
        == "guarded: relu (#0 RELU): row 0 of its result at sram+\(row + 1) depends on a byte it does not declare to read"
    )
  }

  @Test func kernelThatReadsItsResultBeforeWriting() throws {
    let graph = try residualGraph()
    let program = try graph.program(.layerwise(graph), .resident)
    let placement = program.placed(in: "sram", by: .greedy)
    let kernels = KernelLibrary.portable.replacing("sn_relu_s8") { parameters, call in
      let result = call!.pointee.out.assumingMemoryBound(to: Int8.self)
      let before = result[0]
      sn_relu_s8(parameters, call)
      result[0] = before
    }
    let row = placement.buffer(of: 1).address(ofRow: 0)
    #expect(
      finding(program, placement, kernels)
        == "guarded: relu (#0 RELU): row 0 of its result at sram+\(row) depends on a byte it does not declare to read"
    )
  }

  @Test func kernelThatWritesBehindItsRow() throws {
    let graph = try residualGraph()
    let program = try graph.program(.tiled(graph, Tile(rows: 1, columns: nil)), .resident)
    let placement = program.placed(in: "sram", by: .greedy)
    let next = placement.buffer(of: 1).address(ofRow: 1)
    let kernels = KernelLibrary.portable.replacing("sn_relu_s8") { parameters, call in
      sn_relu_s8(parameters, call)
      call!.pointee.out.assumingMemoryBound(to: Int8.self)[Int(call!.pointee.columns) * 2] = 7
    }
    #expect(
      finding(program, placement, kernels)
        == "guarded: relu (#0 RELU): it writes sram+\(next), which it does not declare to write")
  }

  @Test func kernelThatWritesItsOperand() throws {
    let graph = try residualGraph()
    let program = try graph.program(.layerwise(graph), .resident)
    let placement = program.placed(in: "sram", by: .greedy)
    let image = placement.buffer(of: 0).address(ofRow: 0)
    let kernels = KernelLibrary.portable.replacing("sn_relu_s8") { parameters, call in
      sn_relu_s8(parameters, call)
      UnsafeMutableRawPointer(mutating: call!.pointee.rows[0]!).assumingMemoryBound(to: Int8.self)[5] = 99
    }
    #expect(
      finding(program, placement, kernels)
        == "guarded: relu (#0 RELU): it writes sram+\(image + 5), row 1 of image, which it declares only to read"
    )
  }

  @Test func kernelThatIsNotInTheLibrary() throws {
    let graph = try residualGraph()
    let program = try graph.program(.layerwise(graph), .resident)
    let placement = program.placed(in: "sram", by: .greedy)
    #expect(
      finding(program, placement, KernelLibrary(["sn_relu_s8": sn_relu_s8]))
        == "guarded: sum (#1 ADD): kernel add_s8 cannot run in the simulator")
  }
}
