import Network
import Pipeline
import Support

/// Networks as users bring them: not a chain of blocks.
enum OwnNetworks {
  static let all = [
    // Two branches of different depth that are joined.
    "branches": """
    - conv_2d: { name: stem, channels: 8, kernel: 3, stride: 2, padding: half, activation: relu6 }
    - depthwise_conv_2d: { name: wide, kernel: 5, padding: half, activation: relu6 }
    - conv_2d: { name: left, channels: 12, kernel: 1, activation: relu6 }
    - conv_2d: { name: squeeze, inputs: [stem], channels: 4, kernel: 1, activation: relu6 }
    - conv_2d: { name: right, channels: 12, kernel: 3, padding: half, activation: relu6 }
    - concatenation: { name: both, inputs: [left, right], axis: -1 }
    - block: { kernel: 3, expand: 3, channels: 16, stride: 2 }
    - block: { kernel: 3, expand: 3, channels: 16, residual: true }
    - average_pool_2d: { name: pool, kernel: global }
    - conv_2d: { name: classes, channels: 5, kernel: 1 }
    """,
    // Classes and boxes of one trunk.
    "heads": """
    - conv_2d: { name: stem, channels: 8, kernel: 3, stride: 2, padding: half, activation: relu6 }
    - block: { kernel: 3, expand: 4, channels: 8, residual: true }
    - block: { kernel: 5, expand: 4, channels: 12, stride: 2 }
    - average_pool_2d: { name: pool, kernel: global }
    - fully_connected: { name: classes, channels: 6 }
    - depthwise_conv_2d: { name: spread, inputs: [block2.project], kernel: 3, padding: half }
    - conv_2d: { name: boxes, channels: 4, kernel: 1 }
    outputs: [classes, boxes]
    """,
    // A feature pyramid: what is coarse is made larger and joined with what is fine; a head each.
    "pyramid": """
    - conv_2d: { name: stem, channels: 8, kernel: 3, stride: 2, padding: half, activation: relu6 }
    - block: { kernel: 3, expand: 4, channels: 12, stride: 2 }
    - block: { kernel: 3, expand: 4, channels: 12, residual: true }
    - block: { kernel: 5, expand: 4, channels: 16, stride: 2 }
    - block: { kernel: 3, expand: 4, channels: 16, residual: true }
    - conv_2d: { name: lateral, channels: 12, kernel: 1, activation: relu6 }
    - resize_nearest_neighbor: { name: larger, size: [12, 12] }
    - concatenation: { name: joined, inputs: [larger, block2.add], axis: -1 }
    - depthwise_conv_2d: { name: smooth, kernel: 3, padding: half, activation: relu6 }
    - conv_2d: { name: fine, channels: 6, kernel: 1 }
    - depthwise_conv_2d: { name: deep, inputs: [block4.add], kernel: 3, padding: half, activation: relu6 }
    - conv_2d: { name: coarse, channels: 6, kernel: 1 }
    outputs: [fine, coarse]
    """,
    // Down and up again, every size joined with itself.
    "mask": """
    - conv_2d: { name: down1, channels: 6, kernel: 3, padding: half, activation: relu6 }
    - conv_2d: { name: down2, channels: 8, kernel: 3, stride: 2, padding: half, activation: relu6 }
    - conv_2d: { name: down3, channels: 12, kernel: 3, stride: 2, padding: half, activation: relu6 }
    - conv_2d: { name: bottom, channels: 12, kernel: 3, padding: half, activation: relu6 }
    - resize_nearest_neighbor: { name: up2, size: [24, 24] }
    - concatenation: { name: join2, inputs: [up2, down2], axis: -1 }
    - conv_2d: { name: mix2, channels: 8, kernel: 3, padding: half, activation: relu6 }
    - resize_nearest_neighbor: { name: up1, size: [48, 48] }
    - concatenation: { name: join1, inputs: [up1, down1], axis: -1 }
    - conv_2d: { name: mask, channels: 2, kernel: 3, padding: half }
    """,
    // No residuals, no depthwise convolutions.
    "plain": """
    - conv_2d: { name: one, channels: 8, kernel: 3, padding: half, activation: relu6 }
    - conv_2d: { name: two, channels: 8, kernel: 3, padding: half, activation: relu6 }
    - max_pool_2d: { name: half, kernel: 2, stride: 2 }
    - conv_2d: { name: three, channels: 12, kernel: 3, padding: half, activation: relu6 }
    - conv_2d: { name: four, channels: 12, kernel: 3, padding: half, activation: relu6 }
    - max_pool_2d: { name: quarter, kernel: 2, stride: 2 }
    - average_pool_2d: { name: pool, kernel: global }
    - fully_connected: { name: classes, channels: 4 }
    """,
    // The image is read twice, and a result inside is an output too.
    "twice": """
    - conv_2d: { name: left, channels: 8, kernel: 3, stride: 2, padding: half, activation: relu6 }
    - max_pool_2d: { name: small, inputs: [image], kernel: 2, stride: 2 }
    - concatenation: { name: both, inputs: [left, small], axis: -1 }
    - block: { kernel: 3, expand: 2, channels: 8, stride: 2 }
    - block: { kernel: 3, expand: 2, channels: 8, residual: true }
    outputs: [block2.add, both]
    """,
  ]

  static let names = all.keys.sorted()

  static func model(_ name: String) throws -> Model {
    let (layers, outputs) = all[name]!.split(separator: "\n").reduce(into: ("", "")) { parts, line in
      if line.hasPrefix("outputs") { parts.1 += "\(line)\n" } else { parts.0 += "  \(line)\n" }
    }
    let text = """
      network: 1
      name: \(name)
      input: { name: image, shape: [48, 48, 3] }
      layers:
      \(layers)\(outputs)
      """
    let bytes = Array(text.utf8)
    return try Model(
      name: name, hash: SHA256.hash(bytes).hex, format: .description,
      graph: Description.read(bytes, file: "\(name).yaml"))
  }
}
