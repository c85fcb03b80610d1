/// A memory and a byte offset in it for every buffer of a program.
package struct Placement: Sendable {
  package var buffers: [PlacedBuffer]
  /// The memories that hold buffers, in the order of the board; one where there are no buffers.
  package var regions: [PlacedRegion]
  /// For each tensor of the graph the buffer of its rows, whole or a ring; of one that another is computed over
  /// inside a unit, that one's.
  package var bufferOfTensor: [Int?]
  /// For each tensor of the graph the buffer of its window.
  package var windowOfTensor: [Int?]
  /// For each operator the buffer of its kernel's scratch.
  package var scratchOfOperator: [Int?]
  package var method: PlacementMethod

  package init(
    buffers: [PlacedBuffer], regions: [PlacedRegion], bufferOfTensor: [Int?], windowOfTensor: [Int?],
    scratchOfOperator: [Int?], method: PlacementMethod
  ) {
    self.buffers = buffers
    self.regions = regions
    self.bufferOfTensor = bufferOfTensor
    self.windowOfTensor = windowOfTensor
    self.scratchOfOperator = scratchOfOperator
    self.method = method
  }

  /// The bytes of all arenas together.
  package var peak: Int { regions.reduce(0) { $0 + $1.peak } }

  /// No placement of these buffers in these memories has a lower peak.
  package var lowerBound: Int { regions.reduce(0) { $0 + $1.lowerBound } }

  /// The narrowings that searching took.
  package var nodes: Int { regions.reduce(0) { $0 + $1.nodes } }

  /// The memory with the highest peak, the first of several.
  package var fullestRegion: PlacedRegion {
    regions.dropFirst().reduce(regions[0]) { $1.peak > $0.peak ? $1 : $0 }
  }

  /// Whether no placement has a lower peak.
  package var isProved: Bool { peak <= lowerBound }

  /// The buffer of the rows of a tensor that has one.
  package func buffer(of tensor: Int) -> PlacedBuffer { buffers[bufferOfTensor[tensor]!] }

  /// Where a tensor lies: the buffers of its rows and of its window.
  package func buffers(of tensor: Int) -> [PlacedBuffer] {
    [bufferOfTensor[tensor], windowOfTensor[tensor]].compactMap { $0.map { buffers[$0] } }
  }
}

/// What the buffers in one memory take of it.
package struct PlacedRegion: Sendable, Hashable {
  package var name: String
  /// The end of the highest buffer, rounded up to whole words: the size of the arena.
  package var peak: Int
  /// No placement of these buffers has a lower peak: the bytes that live at one moment, or what searching
  /// proved; whole words.
  package var lowerBound: Int
  /// The narrowings that searching took.
  package var nodes: Int
}

/// A buffer and its place.
package struct PlacedBuffer: Sendable, Hashable {
  package var buffer: Buffer
  /// The memory it lies in.
  package var region: String
  package var offset: Int
  /// The first and last step at which a row of it lives, from 0.
  package var firstStep: Int
  package var lastStep: Int

  package init(buffer: Buffer, region: String, offset: Int, firstStep: Int, lastStep: Int) {
    self.buffer = buffer
    self.region = region
    self.offset = offset
    self.firstStep = firstStep
    self.lastStep = lastStep
  }

  /// Where a row of the tensor begins in its memory.
  package func address(ofRow row: Int) -> Int { offset + buffer.offset(ofRow: row) }
}
