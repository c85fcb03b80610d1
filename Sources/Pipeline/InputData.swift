import Network
import Support

/// Where the bytes of an input come from: a generator with a name, or a file.
///
/// - `noise:S`: a 32-bit linear congruential generator from the state S.
/// - `smooth`: a triangle wave over rows, columns and channels.
/// - anything else: a file of raw little-endian bytes, exactly as many as the tensor has.
package enum InputData: Sendable, Hashable {
  case noise(UInt32)
  case smooth
  case file(String)

  package init(_ text: String) throws(Problem) {
    if text == "smooth" {
      self = .smooth
    } else if text.hasPrefix("noise:") {
      guard let seed = UInt32(text.dropFirst("noise:".count)) else {
        throw Problem("input data \(text.quoted)", expected: "noise:SEED with a seed from 0 to \(UInt32.max)")
      }
      self = .noise(seed)
    } else {
      self = .file(text)
    }
  }

  /// How the data is named in reports; a file by its name without folders.
  package var name: String {
    switch self {
    case .noise(let seed): "noise:\(seed)"
    case .smooth: "smooth"
    case .file(let path): Files.name(of: path)
    }
  }

  /// The bytes for a tensor.
  ///
  /// Generators make int8 values q in memory order; other types get the same picture: uint8 q + 128, int16
  /// 256 q, float32 q / 128.
  package func bytes(for tensor: Tensor) throws(Diagnostics) -> [UInt8] {
    switch self {
    case .noise(let seed):
      var generator = LinearCongruential32(seed: seed)
      return (0..<tensor.shape.count).flatMap { _ in encode(generator.nextInt8(), as: tensor.type) }
    case .smooth:
      // A flat input is one row of one-channel pixels.
      let shape = tensor.shape
      let flat = shape.rank < 3
      let (columns, channels) = flat ? (shape.count, 1) : (shape.columns, shape.channels)
      return (0..<shape.count).flatMap { index in
        let (y, x, c) = (index / channels / columns, index / channels % columns, index % channels)
        let t = (3 * y + 5 * x + 40 * c) % 256
        return encode(Int8(2 * (t < 128 ? t : 255 - t) - 128), as: tensor.type)
      }
    case .file(let path):
      let bytes = try Files.read(path, limit: tensor.byteCount)
      guard bytes.count == tensor.byteCount else {
        throw Diagnostics(
          Diagnostic(
            at: .file(path), "it holds \(bytes.count) bytes",
            expected:
              "\(tensor.byteCount), for input \(tensor.name) of \(tensor.type.rawValue) \(tensor.shape)"))
      }
      return bytes
    }
  }

  private func encode(_ value: Int8, as type: ElementType) -> [UInt8] {
    switch type {
    case .int8, .bool: [UInt8(bitPattern: value)]
    case .uint8: [UInt8(Int(value) + 128)]
    case .int16: littleEndian(Int16(value) * 256)
    case .int32: littleEndian(Int32(value))
    case .int64: littleEndian(Int64(value))
    case .float32: littleEndian((Float(value) / 128).bitPattern)
    }
  }

  private func littleEndian<T: FixedWidthInteger>(_ value: T) -> [UInt8] {
    withUnsafeBytes(of: value.littleEndian) { [UInt8]($0) }
  }
}

/// The inputs of one inference.
package struct InputCase: Sendable, Hashable {
  /// The data of every input that has none of its own.
  package var common: InputData
  /// The data of inputs by name.
  package var named: [String: InputData]

  package init(_ common: InputData, named: [String: InputData] = [:]) {
    self.common = common
    self.named = named
  }

  package var name: String {
    ([common.name] + named.keys.sorted().map { "\($0)=\(named[$0]!.name)" }).joined(separator: " ")
  }

  /// The bytes of every input of a graph, in its order. Of several inputs each has noise of its own: the seed
  /// grows by one an input.
  package func bytes(for graph: Graph) throws(Diagnostics) -> [[UInt8]] {
    let names = graph.inputs.map { graph.tensors[$0].name }
    let unknown = named.keys.sorted().filter { !names.contains($0) }
    guard unknown.isEmpty else {
      throw Diagnostics(
        unknown.map { Problem.unknown("input", $0, among: names).diagnostic(at: .graph(model: graph.name)) })
    }
    var bytes: [[UInt8]] = []
    for (position, input) in graph.inputs.enumerated() {
      var data = named[graph.tensors[input].name] ?? common
      if case .noise(let seed) = data, named[graph.tensors[input].name] == nil {
        data = .noise(seed &+ UInt32(position))
      }
      bytes.append(try data.bytes(for: graph.tensors[input]))
    }
    return bytes
  }
}
