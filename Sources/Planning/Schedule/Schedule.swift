import Network

/// In what order and in what pieces a graph is computed: all that a policy can say.
///
/// A schedule names operators and tensors, never positions, and carries the hash of the graph it is for. Ring
/// sizes, buffers and steps follow from it and are never given.
package struct Schedule: Sendable, Hashable {
  /// ``Graph/structuralHash`` of the normalised graph; nil where a schedule is for any graph with its names.
  package var graphHash: String?
  /// What is computed by other operators. Stages name those of the variant (``Graph/variant(_:)``).
  package var variant: GraphVariant
  package var stages: [Stage]

  package init(graphHash: String? = nil, variant: GraphVariant = GraphVariant(), stages: [Stage]) {
    self.graphHash = graphHash
    self.variant = variant
    self.stages = stages
  }
}

/// A run of operators that is executed tile by tile over the output of its last operator.
///
/// Where the last operator adds up all it reads (``AccumulatingKind``), tiles are over what it reads.
package struct Stage: Sendable, Hashable {
  /// The name of the last operator; the first is the one behind the stage before.
  package var last: String
  package var tile: Tile
  /// What survives of a tensor inside the stage from one tile to the next; `none` for those not named.
  package var keep: [String: Keep]
  package var order: Order
  package var work: Work
  package var scan: Scan
  /// Rows that an operator makes at a time when it is pulled.
  package var burst: Int
  /// Runs of operators that are pulled as one, in tiles of their own.
  package var inner: [InnerStage]
  /// The memory of the board that the buffers of a tensor lie in: of results of the stage, and of inputs of the
  /// graph that it is the first to read. The others lie where there is room.
  package var region: [String: String]

  package init(
    last: String, tile: Tile = .everything, keep: [String: Keep] = [:], order: Order = .operator,
    work: Work = .clipped, scan: Scan = .down, burst: Int = 1, inner: [InnerStage] = [],
    region: [String: String] = [:]
  ) {
    self.last = last
    self.tile = tile
    self.keep = keep
    self.order = order
    self.work = work
    self.scan = scan
    self.burst = burst
    self.inner = inner
    self.region = region
  }

  /// Which axes of a tensor keep what neighbouring tiles share: its stream buffers.
  package enum Keep: String, Sendable, Hashable, CaseIterable { case none, x, y, xy }

  /// Who decides when a row is made: `pull` makes rows when the consumer lacks them, `operator` runs the
  /// operators of a tile one after the other.
  package enum Order: String, Sendable, Hashable, CaseIterable { case pull, `operator` }

  /// What a tile at an edge computes: `clipped` only what lies inside the tensors, `uniform` as much as any
  /// other tile, moved inwards, as patches of one size do.
  package enum Work: String, Sendable, Hashable, CaseIterable { case clipped, uniform }

  /// Which tile follows which: `down` goes along a row of tiles and then to the next below, `up` to the next
  /// above, beginning at the bottom; `columns` goes down a column of tiles and then to the next on the right.
  package enum Scan: String, Sendable, Hashable, CaseIterable { case down, up, columns }
}

/// A run of operators inside a stage that is pulled as one: whenever a reader lacks rows of its last result, it
/// makes some of them at full width, tile by tile, operator after operator inside a tile.
///
/// What survives of its tensors from tile to tile and from pull to pull says ``Stage/keep``.
package struct InnerStage: Sendable, Hashable {
  package var first: String
  package var last: String
  /// The rows that one pull makes, and the columns that are computed together.
  package var tile: Tile

  package init(first: String, last: String, tile: Tile) {
    self.first = first
    self.last = last
    self.tile = tile
  }
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
