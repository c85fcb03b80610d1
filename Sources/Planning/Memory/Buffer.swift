/// What a buffer is for.
package enum BufferKind: String, Sendable, Hashable {
  /// A whole tensor.
  case tensor
  /// The latest rows of a tensor; row y lies in slot y modulo the number of slots.
  case ring
  /// Some columns of a tensor's newest rows, moving along with the tiles; rows lie as in a ring.
  case window
  /// What a kernel needs beside operands and result while it runs.
  case scratch
}

/// How the elements of a buffer's rows lie in memory.
package enum BufferLayout: String, Sendable, Hashable {
  /// Pixel by pixel, the channels of a pixel together.
  case nhwc
}

/// The moments, counted from 0, at which a row is first written and last read; -1 is before the first.
package struct RowLife: Sendable, Hashable {
  package var start: Int
  package var end: Int

  package init(start: Int, end: Int) {
    self.start = start
    self.end = end
  }
}

/// Memory for the rows of one tensor, and when it is in use: the unit of placement.
package struct Buffer: Sendable, Hashable {
  package var name: String
  package var kind: BufferKind
  package var layout: BufferLayout
  /// Rows that have memory of their own at one time.
  package var slots: Int
  package var rowBytes: Int
  /// Bytes that the buffer's address must be a multiple of.
  package var alignment: Int
  /// Of every row of the tensor when it lives; nil for rows that never exist.
  package var lives: [RowLife?]
  /// Where the buffer is in use as a whole, time after time: when; then rows have no lives of their own.
  package var pieces: [RowLife]?
  /// Where nothing in the buffer outlives a tile: the loop it belongs to, and when it lives within each round
  /// of it. Buffers of one loop meet only where their lives within a round do.
  package var cycle: Cycle?

  package struct Cycle: Sendable, Hashable {
    package var loop: Int
    package var life: RowLife

    package init(loop: Int, life: RowLife) {
      self.loop = loop
      self.life = life
    }
  }

  package init(
    name: String, kind: BufferKind, layout: BufferLayout = .nhwc, slots: Int, rowBytes: Int,
    alignment: Int = 4, lives: [RowLife?], pieces: [RowLife]? = nil, cycle: Cycle? = nil
  ) {
    self.name = name
    self.kind = kind
    self.layout = layout
    self.slots = slots
    self.rowBytes = rowBytes
    self.alignment = alignment
    self.lives = lives
    self.pieces = pieces
    self.cycle = cycle
  }

  package var bytes: Int { slots * rowBytes }

  /// Where row y begins, from the start of the buffer.
  package func offset(ofRow y: Int) -> Int { y % slots * rowBytes }

  /// The first and last moment of any row; nil where no row exists.
  package var life: RowLife? { Buffer.life(of: pieces ?? lives) }

  /// From the first to the last moment of some rows.
  static func life(of lives: [RowLife?]) -> RowLife? {
    var whole: RowLife?
    for case let life? in lives {
      whole = RowLife(
        start: min(whole?.start ?? life.start, life.start), end: max(whole?.end ?? life.end, life.end))
    }
    return whole
  }

  /// What is in use together: rows, or all of the buffer. In ascending order of rows or time.
  package var parts: [Part] {
    if let pieces { return pieces.map { Part(offset: 0, bytes: bytes, life: $0) } }
    return lives.enumerated().compactMap { row, life in
      life.map { Part(offset: offset(ofRow: row), bytes: rowBytes, life: $0) }
    }
  }

  /// Some bytes of a buffer and when they are in use.
  package struct Part: Sendable, Hashable {
    package var offset: Int
    package var bytes: Int
    package var life: RowLife
  }

  /// The fewest slots with which no two rows that live together share one, for rows with these lives.
  ///
  /// A row may go where an earlier one lay only when that one is dead, and slots are taken in turn: the answer
  /// is the greatest distance between two rows that live together, plus one. O(rows^2).
  package static func slots(for lives: [RowLife?]) -> Int {
    var slots = 1
    for (row, life) in lives.enumerated() {
      guard let life else { continue }
      for later in stride(from: lives.count - 1, through: row + slots, by: -1) {
        guard let other = lives[later], other.start <= life.end, life.start <= other.end else { continue }
        slots = later - row + 1
        break
      }
    }
    return slots
  }
}
