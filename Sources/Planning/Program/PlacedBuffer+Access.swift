import Network

extension PlacedBuffer {
  /// Where the part of a row that an access touches lies in this buffer's memory, and how many bytes it has.
  package func span(of access: Access, row: Int, in graph: Graph) -> (offset: Int, count: Int) {
    let tensor = graph.tensors[access.tensor]
    let pixelBytes = tensor.shape.channels * tensor.type.byteCount
    return (
      address(ofRow: row) + access.columns.lowerBound * pixelBytes, access.columns.count * pixelBytes
    )
  }
}
