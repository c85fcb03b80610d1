/// In what order and in what pieces a graph is computed: all that a policy can say.
///
/// A schedule names operators and tensors, never positions, and carries the hash of the graph it is for. Ring
/// sizes, buffers and steps follow from it and are never given.
package struct Schedule: Sendable, Hashable {
  /// ``Graph/structuralHash`` of the normalised graph; nil where a schedule is for any graph with its names.
  package var graphHash: String?
  package var stages: [Stage]

  package init(graphHash: String? = nil, stages: [Stage]) {
    self.graphHash = graphHash
    self.stages = stages
  }
}

/// A run of operators that is executed tile by tile over the output of its last operator.
package struct Stage: Sendable, Hashable {
  /// The name of the last operator; the first is the one behind the stage before.
  package var last: String
  package var tile: Tile
  /// What survives of a tensor inside the stage from one tile to the next; `none` for those not named.
  package var keep: [String: Keep]
  package var order: Order
  package var work: Work

  package init(
    last: String, tile: Tile = .everything, keep: [String: Keep] = [:], order: Order = .operator,
    work: Work = .clipped
  ) {
    self.last = last
    self.tile = tile
    self.keep = keep
    self.order = order
    self.work = work
  }

  /// Which axes of a tensor keep what neighbouring tiles share: its stream buffers.
  package enum Keep: String, Sendable, Hashable, CaseIterable { case none, x, y, xy }

  /// Who decides when a row is made: `pull` makes rows one at a time when the consumer lacks them, `operator`
  /// runs the operators of a tile one after the other.
  package enum Order: String, Sendable, Hashable, CaseIterable { case pull, `operator` }

  /// What a tile at an edge computes: `clipped` only what lies inside the tensors, `uniform` as much as any
  /// other tile, moved inwards, as patches of one size do.
  package enum Work: String, Sendable, Hashable, CaseIterable { case clipped, uniform }
}

extension Stage.Keep {
  package var rows: Bool { self == .y || self == .xy }
  package var columns: Bool { self == .x || self == .xy }
}

/// Rows and columns of the output that are computed together; nil is all of them.
package struct Tile: Sendable, Hashable {
  package var rows: Int?
  package var columns: Int?

  package init(rows: Int?, columns: Int?) {
    self.rows = rows
    self.columns = columns
  }

  package static let everything = Tile(rows: nil, columns: nil)
}

/// How the images of a graph's inputs arrive.
package enum InputMode: String, Sendable, Hashable, CaseIterable {
  /// Whole, in memory, before the first step.
  case resident
  /// Row by row, each asked for once, in order, when it is first needed.
  case streamed
}
