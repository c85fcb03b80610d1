/// The latencies that the StreamNet paper's poster prints (Zheng, Hsu, Liu, Yeh: "StreamNet: Memory-Efficient
/// Streaming Tiny Deep Learning Inference on the Microcontroller", NeurIPS 2023, Table 3; STM32F767ZI at
/// 216 MHz), in milliseconds.
package struct PublishedTable {
  /// One network of the table.
  package struct Row: Sendable, Hashable {
    /// The poster's name for it.
    package var label: String
    /// The network description of the zoo.
    package var network: String
    /// For each of ``PublishedTable/columns``.
    package var milliseconds: [Int]

    /// How many times faster than the first column each column is.
    package var ratios: [Double] { milliseconds.map { Double(milliseconds[0]) / Double($0) } }
  }

  package static let columns = ["MNv2", "MNv2+", "SN-1D", "SN-2D"]

  package static let rows = [
    Row(label: "MB2", network: "mbv2-w0.35", milliseconds: [1514, 1391, 687, 417]),
    Row(label: "PL", network: "proxyless-w0.3", milliseconds: [6296, 5795, 1610, 676]),
    Row(label: "MI0", network: "mcunet-in0", milliseconds: [238, 219, 131, 99]),
    Row(label: "MI1", network: "mcunet-in1", milliseconds: [449, 413, 258, 188]),
    Row(label: "MI2", network: "mcunet-in2", milliseconds: [16545, 15055, 3281, 1168]),
    Row(label: "MI3", network: "mcunet-in3", milliseconds: [29700, 27331, 4858, 1444]),
    Row(label: "MI4", network: "mcunet-in4", milliseconds: [26816, 24747, 5153, 1762]),
    Row(label: "MV0", network: "mcunet-vww0", milliseconds: [415, 355, 169, 101]),
    Row(label: "MV1", network: "mcunet-vww1", milliseconds: [1817, 1667, 473, 225]),
    Row(label: "MV2", network: "mcunet-vww2", milliseconds: [14106, 13040, 2778, 961]),
  ]

  /// The poster's own geometric means of the ratios; the first column is the base.
  package static let geometricMeans = [1, 1.10, 3.40, 7.28]
}
