import Planning

/// The peaks that prototypes of the optimal planner reached on the ten networks, at the work of running layer by
/// layer, everything counted: what the project's own planner is held against.
enum MemoryTargets {
  /// Bytes with a streamed and with a resident input, by the names of the zoo.
  private static let bytes: [String: (streamed: Int, resident: Int)] = [
    "mbv2-w0.35": (18864, 64320), "proxyless-w0.3": (36112, 95488), "mcunet-in0": (9904, 13216),
    "mcunet-in1": (15072, 29088), "mcunet-in2": (50240, 79136), "mcunet-in3": (53600, 95488),
    "mcunet-in4": (65760, 99840), "mcunet-vww0": (11072, 13472), "mcunet-vww1": (11760, 20416),
    "mcunet-vww2": (35904, 64320),
  ]

  /// The target of a network; nil where it is none of the ten.
  static func peak(of network: String, _ input: InputMode) -> Int? {
    bytes[network].map { input == .streamed ? $0.streamed : $0.resident }
  }
}
