/// A byte offset for every buffer of a program.
package struct Placement: Sendable {
  package var buffers: [PlacedBuffer]
  /// For each tensor of the graph the buffer of its rows, whole or a ring.
  package var bufferOfTensor: [Int?]
  /// For each tensor of the graph the buffer of its window.
  package var windowOfTensor: [Int?]
  /// For each operator the buffer of its kernel's scratch.
  package var scratchOfOperator: [Int?]
  /// The end of the highest buffer of the working memory, rounded up to whole words: the size of the arena.
  package var peak: Int
  /// No placement of this program has a lower peak: the bytes that live at one moment, or what searching proved;
  /// whole words.
  package var lowerBound: Int
  package var method: PlacementMethod
  /// The narrowings that searching took.
  package var nodes: Int

  package init(
    buffers: [PlacedBuffer], bufferOfTensor: [Int?], windowOfTensor: [Int?], scratchOfOperator: [Int?],
    peak: Int, lowerBound: Int, method: PlacementMethod, nodes: Int
  ) {
    self.buffers = buffers
    self.bufferOfTensor = bufferOfTensor
    self.windowOfTensor = windowOfTensor
    self.scratchOfOperator = scratchOfOperator
    self.peak = peak
    self.lowerBound = lowerBound
    self.method = method
    self.nodes = nodes
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
