import Network

/// A run of operators that can be a stage, with what its candidates have in common.
final class StageSegment {
  private let loop: StageLoop
  private let macsPerTap: [Int]
  private let pixelBytes: [Int]
  /// Columns of each result that a tile of full width needs.
  private let widths: [Int]
  private let windows: [Window?]
  /// Of each operator valid taps of all positions of its result before one, along rows and columns.
  private let validRows: [[Int]]
  private let validColumns: [[Int]]
  /// Of each streamed read the operator, its position among the reads, and the bytes of a row.
  private let fetches: [(position: Int, read: StageLoop.Read, rowBytes: Int)]
  /// Bytes of what lives across the stage, with its operands and its result.
  private let outside: Int
  var walks: [Int: AxisWalk] = [:]

  /// - Returns: nil where the operators cannot be a stage.
  init?(_ first: OperatorIndex, _ last: OperatorIndex, of program: Program, _ cuts: [Cut]) {
    let graph = program.graph
    guard first >= 0, first <= last, last < graph.operators.count else { return nil }
    let stage = Stage(last: graph.operators[last].name)
    guard stage.problems(operators: first...last, of: graph, input: program.input, memories: nil).isEmpty
    else { return nil }
    let streamed = program.input == .streamed ? Set(graph.inputs) : []
    let loop = StageLoop(
      operators: first...last, stage: stage, of: graph, kernels: program.kernels, streamed: streamed)
    self.loop = loop
    macsPerTap = Array(program.macsPerTap[first...last])
    pixelBytes = (first...last).map { index in
      let tensor = graph.tensors[graph.operators[index].outputs[0]]
      return tensor.shape.channels * tensor.type.byteCount
    }
    let windows = program.operands[first...last].map { $0.first?.window }
    self.windows = windows
    let whole = loop.plan(.columns, 0...loop.last, output: 0..<loop.grid.columns, done: nil)
    widths = (0...loop.last).map { whole[$0].needed.count }
    validRows = loop.reads.indices.map { position in
      AxisWindow.validTapsBefore(
        windows[position]?.rows, loop.sizes[position].rows, of: loop.reads[position].first?.size.rows)
    }
    validColumns = loop.reads.indices.map { position in
      AxisWindow.validTapsBefore(
        windows[position]?.columns, loop.sizes[position].columns, of: loop.reads[position].first?.size.columns
      )
    }
    fetches = loop.reads.enumerated().flatMap { position, reads in
      reads.filter(\.isStreamed).map { read in
        let tensor = graph.tensors[read.tensor]
        return (position, read, tensor.shape.columns * tensor.shape.channels * tensor.type.byteCount)
      }
    }
    let given = first == 0 ? graph.inputs : cuts[first - 1].crossing
    // Rows of streamed inputs that nobody reads arrive nevertheless, one at a time.
    let arriving = streamed.reduce(0) { sum, input in
      let tensor = graph.tensors[input]
      return sum + (tensor.shape.columns * tensor.shape.channels * tensor.type.byteCount).roundedUp(to: 4)
    }
    outside =
      arriving
      + Set(given).union(cuts[last].crossing).union(graph.operators[last].outputs)
      .subtracting(streamed).reduce(0) { $0 + graph.tensors[$1].byteCount.roundedUp(to: 4) }
  }

  func clamped(_ tile: Int, _ axis: StageLoop.Axis) -> Int {
    min(tile, axis == .rows ? loop.grid.rows : loop.grid.columns)
  }

  /// What tiles of an extent come to along one axis, where every result keeps what they share or none does.
  ///
  /// - Complexity: O(tiles * reads).
  func walk(_ axis: StageLoop.Axis, _ tile: Int, _ keeps: Bool) -> AxisWalk {
    var loop = loop
    if keeps { loop.keep = Array(repeating: .xy, count: loop.count) }
    let size = axis == .rows ? loop.grid.rows : loop.grid.columns
    let valid = axis == .rows ? validRows : validColumns
    var walk = AxisWalk(
      operators: Array(repeating: AxisWalk.Step(), count: loop.count), tiles: (size + tile - 1) / tile)
    var done = [Int](repeating: 0, count: loop.count)
    var before = [Range<Int>](repeating: 0..<0, count: loop.count)
    var fetched = [Int](repeating: 0, count: fetches.count)
    for start in stride(from: 0, to: size, by: tile) {
      let plan = loop.plan(
        axis, 0...loop.last, output: start..<min(start + tile, size), done: keeps ? done : nil)
      for position in 0...loop.last {
        let (needed, fresh) = plan[position]
        if needed.isEmpty { continue }
        let window = axis == .rows ? windows[position]?.rows : windows[position]?.columns
        walk.operators[position].taps += fresh.count * (window?.taps ?? 0)
        walk.operators[position].validTaps +=
          valid[position][fresh.upperBound] - valid[position][fresh.lowerBound]
        walk.operators[position].held = max(walk.operators[position].held, needed.count)
        if needed.lowerBound < before[position].lowerBound || needed.upperBound < before[position].upperBound
        {
          walk.operators[position].goesOn = false
        }
        guard position < loop.last else { continue }
        if keeps {
          if needed.lowerBound < before[position].lowerBound { walk.isSound = false }
          let again = min(done[position], needed.upperBound) - needed.lowerBound
          walk.operators[position].kept = max(walk.operators[position].kept, again)
          done[position] = max(done[position], needed.upperBound)
        }
        before[position] = needed
      }
      if axis == .rows {
        for (index, fetch) in fetches.enumerated() {
          fetched[index] = max(fetched[index], fetch.read.needed(.rows, plan[fetch.position].fresh).count)
        }
      }
    }
    walk.fetched = zip(fetches, fetched).reduce(0) { $0 + ($1.0.rowBytes * $1.1).roundedUp(to: 4) }
    return walk
  }

  /// A candidate from its axes; nil where it needs what was left behind. Sums wrap rather than trap: they stay
  /// far inside 64 bits for any network that can be read.
  func score(_ rows: AxisWalk, _ columns: AxisWalk, keepsRows: Bool) -> StageSurvey.Score? {
    guard rows.isSound, columns.isSound else { return nil }
    var macs = MACs()
    var bytes = outside &+ rows.fetched
    let isOneTile = rows.tiles == 1 && columns.tiles == 1
    for position in 0...loop.last {
      let (row, column) = (rows.operators[position], columns.operators[position])
      macs.nominal &+= macsPerTap[position] &* row.taps &* column.taps
      macs.valid &+= macsPerTap[position] &* row.validTaps &* column.validTaps
      if position == loop.last { break }
      // As in `StageLoop.makeStorage`: it lies in the stage's result.
      if !isOneTile, position + 1 == loop.last, loop.overwritesLatest[loop.last] { continue }
      let pixels: Int
      if isOneTile {
        pixels = row.held &* column.held
      } else if keepsRows {
        // As in `StageLoop.makeStorage`: a ring beside a window, or a ring of all rows.
        let split = row.kept &* widths[position] &+ (row.held - row.kept) &* column.held
        let whole = row.held &* widths[position]
        pixels = column.goesOn ? min(split, whole) : whole
      } else {
        pixels = row.held &* column.held
      }
      bytes &+= (pixels &* pixelBytes[position] &+ 7) & ~7
    }
    return StageSurvey.Score(macs: macs, bytes: bytes)
  }
}

extension AxisWindow {
  /// For each position of an output, and behind the last, how many taps of those before it lie in an input.
  fileprivate static func validTapsBefore(_ window: AxisWindow?, _ output: Int, of input: Int?) -> [Int] {
    var sums = [0]
    for position in 0..<output {
      sums.append(sums[position] + (window?.validTaps(position..<position + 1, of: input ?? 0) ?? 0))
    }
    return sums
  }
}
