import Network

/// How the memory of a result inside a stage is laid out: full rows in a ring, a window of columns that moves
/// with the tiles, both, or the place of the next result.
///
/// Where both are, the ring holds the rows that the next run needs again and the window the newest ones, whose
/// columns are saved into the ring as the window leaves them behind: the x and y stream buffers of StreamNet.
package struct Storage: Sendable, Hashable {
  /// Rows of the ring; 0 for none, nil for as many as live at one time.
  package var ringRows: Int?
  /// Columns of the ring: those that any strip needs.
  package var ringColumns: Int
  /// Rows and columns of the window; row y lies in row y modulo its rows.
  package var window: Extent?
  /// Whether it has neither: it lies where the last result of its unit does, which is computed over it. The columns
  /// of the ring are then those of that result.
  package var isInResult = false
  /// Whether what the window holds is saved only behind later tiles: some need nothing of it.
  package var isSavedLate = false

  /// The first row that lies in the window where a run needs these rows, in the direction of the scan.
  package func firstWindowRow(_ needed: Range<Int>) -> Int {
    window == nil ? needed.upperBound : min(needed.lowerBound + ringRows!, needed.upperBound)
  }

  /// The rows of the window that a run leaves in the ring: the newest.
  package func savedRows(_ needed: Range<Int>) -> Range<Int> {
    guard window != nil, let ringRows, ringRows > 0 else { return 0..<0 }
    return max(firstWindowRow(needed), needed.upperBound - ringRows)..<needed.upperBound
  }
}

extension StageLoop {
  /// What runs of each unit need of rows, run by run, in the order of execution; empty for single operators.
  /// O(rows of the units * reads).
  func rowRuns() -> [[AxisPlan]] {
    var runs = [[AxisPlan]](repeating: [], count: units.count)
    guard units.contains(where: { $0.positions.count > 1 }) else { return runs }
    var done = [Int](repeating: 0, count: count)
    for tile in 0..<tileRowCount {
      let plan = plan(.rows, 0...last, output: tileRow(tile), done: done)
      for (index, unit) in units.enumerated() where unit.positions.count > 1 {
        let fresh = plan[unit.positions.upperBound].fresh
        for start in stride(from: fresh.lowerBound, to: fresh.upperBound, by: unit.rows) {
          let rows = start..<min(start + unit.rows, fresh.upperBound)
          let run = self.plan(.rows, unit.positions, output: rows, done: done)
          runs[index].append(run)
          for position in unit.positions.dropLast() {
            done[position] = max(done[position], run[position].needed.upperBound)
          }
        }
      }
      for unit in units {
        let end = unit.positions.upperBound
        done[end] = max(done[end], plan[end].needed.upperBound)
      }
    }
    return runs
  }

  /// What strips need of columns, and for each unit its tiles, strip by strip.
  func columnPlans() -> [(strip: AxisPlan, tiles: [[AxisPlan]])] {
    (0..<stripCount).map { index in
      let plan = plan(.columns, 0...last, output: strip(index), done: nil)
      return (plan, units.map { columnTiles($0, output: plan[$0.positions.upperBound].fresh) })
    }
  }

  /// The layout of every result. Of the two that keep rows, a ring of all rows and a ring beside a window, the
  /// smaller one.
  func makeStorage() -> [Storage] {
    if count == 1 { return [Storage(ringRows: nil, ringColumns: sizes[0].columns, window: nil)] }
    let columns = columnPlans()
    let runs = rowRuns()
    return (0..<count).map { position in
      let width = columns.map { $0.strip[position].needed.count }.max() ?? 1
      let whole = Storage(ringRows: nil, ringColumns: max(width, 1), window: nil)
      let unit = unit(of: position)
      guard position < units[unit].positions.upperBound else { return whole }
      if isInResult(position, runs[unit], columns.map { ($0.strip, $0.tiles[unit]) }) {
        let width = position + 1 == last ? sizes[position].columns : whole.ringColumns
        return Storage(ringRows: 0, ringColumns: width, window: nil, isInResult: true)
      }
      let tileWidth = columns.flatMap { $0.tiles[unit].map { $0[position].needed.count } }.max() ?? 1
      let needed = runs[unit].map { $0[position].needed }
      let greatest = max(needed.map(\.count).max() ?? 1, 1)
      let kept = keep[position].rows ? keptRows(needed) : 0
      var storage = Storage(ringRows: kept, ringColumns: whole.ringColumns, window: Extent(1))
      let rows = needed.map { $0.upperBound - storage.firstWindowRow($0) }.max() ?? 1
      storage.window = Extent(rows: max(rows, 1), columns: max(tileWidth, 1))
      guard keep[position].rows else { return storage }
      storage.isSavedLate = columns.contains { strip in
        strip.tiles[unit].drop { $0[position].needed.isEmpty }.contains { $0[position].needed.isEmpty }
      }
      // A window that goes back would have left its rows in the ring too early.
      let goesOn = columns.allSatisfy { strip in
        let tiles = strip.tiles[unit].map { $0[position].needed }.filter { !$0.isEmpty }
        return zip(tiles, tiles.dropFirst()).allSatisfy {
          $0.lowerBound <= $1.lowerBound && $0.upperBound <= $1.upperBound
        }
      }
      let split = kept * whole.ringColumns + storage.window!.rows * storage.window!.columns
      return goesOn && split < greatest * whole.ringColumns
        ? storage : Storage(ringRows: greatest, ringColumns: whole.ringColumns, window: nil)
    }
  }

  /// Whether a result can lie where the last one of its unit does: that one may be computed over it, and each tile
  /// makes of both the same rectangle.
  ///
  /// - Parameters:
  ///   - runs: what the runs of the unit need of rows.
  ///   - columns: what strips need of columns, and the unit's tiles.
  private func isInResult(
    _ position: Int, _ runs: [AxisPlan], _ columns: [(strip: AxisPlan, tiles: [AxisPlan])]
  ) -> Bool {
    let end = units[unit(of: position)].positions.upperBound
    guard position == end - 1, overwritesLatest[end] else { return false }
    func isAlike(_ plan: AxisPlan) -> Bool {
      plan[position].needed == plan[end].fresh && plan[position].fresh == plan[end].fresh
    }
    return runs.allSatisfy(isAlike)
      && columns.allSatisfy { isAlike($0.strip) && $0.tiles.allSatisfy(isAlike) }
  }

  /// For each operator whether it may be computed over the result of the one before it: its kernel promises so, it
  /// alone reads that result, every pixel at the pixel's own place, and pixels are as large.
  ///
  /// - Parameter pins: a tensor that is pinned to a memory stays there.
  static func overwritingLatest(
    _ operators: ClosedRange<OperatorIndex>, of graph: Graph, kernels: [KernelDescriptor], reads: [[Read]],
    pins: [TensorIndex: String]
  ) -> [Bool] {
    operators.map { index in
      let latest = index - operators.lowerBound - 1
      guard latest >= 0, kernels.indices.contains(index), kernels[index].alias == .elements,
        !graph.operators[index].kind.addsUp
      else { return false }
      let (read, written) = (graph.operators[index - 1].outputs[0], graph.operators[index].outputs[0])
      let (operand, output) = (graph.tensors[read], graph.tensors[written])
      let readers = reads.indices.filter { reads[$0].contains { $0.producer == latest } }
      return readers == [latest + 1] && operand.shape == output.shape
        && operand.pixelBytes == output.pixelBytes
        && reads[latest + 1].allSatisfy {
          $0.producer != latest || ($0.rows == .identity && $0.columns == .identity)
        } && (pins[read] == nil || pins[read] == pins[written])
    }
  }

  /// The most rows that one run needs again of those that runs before needed.
  private func keptRows(_ needed: [Range<Int>]) -> Int {
    var kept = 0
    var done = 0
    for rows in needed where !rows.isEmpty {
      kept = max(kept, min(done, rows.upperBound) - rows.lowerBound)
      done = max(done, rows.upperBound)
    }
    return kept
  }

  /// Results that are kept along an axis although tiles do not go through them in one direction: what is kept
  /// is then not what later tiles need. O(tiles of a row and of a column * reads).
  func positionsNeededAgain() -> [Int] {
    var found = Set<Int>()
    func check(_ plans: [AxisPlan], _ positions: some Sequence<Int>, _ isKept: (Stage.Keep) -> Bool) {
      for position in positions where isKept(keep[position]) {
        var begin = 0
        for plan in plans where !plan[position].needed.isEmpty {
          if plan[position].needed.lowerBound < begin { found.insert(position) }
          begin = plan[position].needed.lowerBound
        }
      }
    }
    var done = [Int](repeating: 0, count: count)
    let tiles = (0..<tileRowCount).map { tile in
      let plan = plan(.rows, 0...last, output: tileRow(tile), done: done)
      for position in 0..<count { done[position] = max(done[position], plan[position].needed.upperBound) }
      return plan
    }
    check(tiles, 0..<last) { $0.rows }
    for (unit, runs) in zip(units, rowRuns()) { check(runs, unit.positions.dropLast()) { $0.rows } }
    for plan in columnPlans() {
      for (unit, tiles) in zip(units, plan.tiles) { check(tiles, unit.positions.dropLast()) { $0.columns } }
    }
    return found.sorted()
  }
}
