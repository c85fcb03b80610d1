import Network

/// What very many stages of one graph cost, from closed forms and without lowering them.
///
/// Rows and columns of tiles are planned apart (``StageLoop/plan(_:_:output:done:)``), and what a stage does is a
/// sum of products of the two. So an axis of a stage is walked once for each extent of its tiles, and a candidate
/// is a few multiplications for each of its operators.
package final class StageSurvey {
  /// A stage in operator order and clipped work, in tiles, of which every tensor keeps the same.
  package struct Candidate: Sendable, Hashable {
    package var first: OperatorIndex
    package var last: OperatorIndex
    /// Rows and columns of a tile; more than there are stand for all.
    package var rows: Int
    package var columns: Int
    package var keep: Stage.Keep

    package init(first: OperatorIndex, last: OperatorIndex, rows: Int, columns: Int, keep: Stage.Keep) {
      self.first = first
      self.last = last
      self.rows = rows
      self.columns = columns
      self.keep = keep
    }
  }

  package struct Score: Sendable, Hashable {
    /// Those of ``StageEstimate``.
    package var macs: MACs
    /// The sizes of all buffers that the stage has or that live across it: what its peak is not above.
    package var bytes: Int
  }

  private let program: Program
  private let cuts: [Cut]
  private var segments: [Int: StageSegment?] = [:]
  private var latest: (key: Int, segment: StageSegment?)?
  /// Operators times axes walked since ``segments`` was empty.
  private var entries = 0
  /// The work that candidates took so far, in some nanoseconds each.
  package private(set) var work = 0

  /// - Parameter program: any program of the graph; its stages are not looked at.
  init(_ program: Program, cuts: [Cut]) {
    self.program = program
    self.cuts = cuts
  }

  package var operatorCount: Int { program.graph.operators.count }

  /// What a candidate costs; nil where it is no stage.
  ///
  /// - Complexity: O(operators of the stage), beside one walk of each axis for each extent of tiles.
  package func score(_ candidate: Candidate) -> Score? {
    guard let segment = segment(candidate.first, candidate.last) else { return nil }
    work += candidate.last - candidate.first + 1
    let rows = walk(.rows, candidate.rows, candidate.keep.rows, segment)
    let columns = walk(.columns, candidate.columns, candidate.keep.columns, segment)
    return segment.score(rows, columns, keepsRows: candidate.keep.rows)
  }

  /// The stage of these operators, nil where they cannot be one. Each is looked at once.
  private func segment(_ first: OperatorIndex, _ last: OperatorIndex) -> StageSegment? {
    let key = first * operatorCount + last
    if let latest, latest.key == key { return latest.segment }
    let segment: StageSegment?
    if let known = segments[key] {
      segment = known
    } else {
      segment = StageSegment(first, last, of: program, cuts)
      work += max(1, last - first) * 64
      segments[key] = segment
    }
    latest = (key, segment)
    return segment
  }

  private func walk(_ axis: StageLoop.Axis, _ tile: Int, _ keeps: Bool, _ segment: StageSegment) -> AxisWalk {
    let tile = segment.clamped(tile, axis)
    let key = (tile * 2 + (axis == .rows ? 0 : 1)) * 2 + (keeps ? 1 : 0)
    if let walk = segment.walks[key] { return walk }
    if entries > StageSurvey.greatestEntries {
      for known in segments.values { known?.walks = [:] }
      entries = 0
    }
    let walk = segment.walk(axis, tile, keeps)
    work += walk.operators.count * walk.tiles * 4
    entries += walk.operators.count
    segment.walks[key] = walk
    return walk
  }

  /// Some 20 MiB.
  private static let greatestEntries = 1 << 19
}

/// What tiles of one extent come to along one axis.
struct AxisWalk {
  struct Step {
    /// Taps of all positions computed, and those inside the operand.
    var taps = 0
    var validTaps = 0
    /// The most positions of the result that one tile needs.
    var held = 0
    /// The most of them that a tile needs again.
    var kept = 0
    /// Whether tiles go through the result in one direction.
    var goesOn = true
  }

  var operators: [Step]
  var tiles: Int
  /// Bytes for rows of streamed inputs.
  var fetched = 0
  /// Whether no tile needs what was left behind.
  var isSound = true
}
