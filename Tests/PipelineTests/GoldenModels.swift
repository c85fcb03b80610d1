import Network
import Pipeline
import Support

/// The real models that are checked where they are there, and the figures that belong to them.
enum GoldenModels {
  /// The folder of the models, nil where none is named.
  static let models = Repository.folder("STREAMNET_MODELS")
  /// The folder of the recorded outputs.
  static let golden = Repository.folder("STREAMNET_GOLDEN")

  static let names = [
    "mbv2-w0.35", "mcunet-in0", "mcunet-in1", "mcunet-in2", "mcunet-in3", "mcunet-in4", "mcunet-vww0",
    "mcunet-vww1", "mcunet-vww2", "mlperf_ad01_int8", "mlperf_ic_resnet8_int8", "mlperf_kws_dscnn_int8",
    "mlperf_sww_int8", "mlperf_vww_96_int8", "proxyless-w0.3", "tflm_person_detect",
  ]

  /// The ten networks of the paper: the peak of prototypes that ran layer by layer (PAD folded, nothing
  /// computed in place) in bytes, and the multiply-accumulates of the released files.
  static let figures: [(name: String, layerwise: Int, macs: Int)] = [
    ("mbv2-w0.35", 311_040, 23_499_152), ("proxyless-w0.3", 247_808, 38_282_216),
    ("mcunet-in0", 46_080, 6_364_224), ("mcunet-in1", 92_160, 12_790_096),
    ("mcunet-in2", 332_800, 67_287_200), ("mcunet-in3", 340_736, 81_785_520),
    ("mcunet-in4", 422_400, 125_874_400), ("mcunet-vww0", 61_440, 5_958_400),
    ("mcunet-vww1", 96_000, 11_578_816), ("mcunet-vww2", 269_568, 55_771_280),
  ]

  static func model(_ name: String) throws(Diagnostics) -> Model {
    let bytes = try Files.read(Files.join(models ?? "", "\(name).tflite"), limit: 64 << 20)
    return try Model.tflite(bytes, name: name)
  }

  static func goldenJSON(_ name: String) throws(Diagnostics) -> (path: String, bytes: [UInt8]) {
    let path = Files.join(golden ?? "", "\(name).json")
    return (path, try Files.read(path, limit: 64 << 20))
  }
}

/// The committed hash of one recorded output.
struct OutputHash {
  var data: String
  var hash: String

  /// The three of a model, from the table of all 48.
  static func all(of model: String) throws(Diagnostics) -> [OutputHash] {
    let table = String(decoding: try Repository.read("Tests/Fixtures/outputs.tsv"), as: UTF8.self)
    return table.split(separator: "\n").compactMap { line in
      let cells = line.split(separator: "\t").map(String.init)
      return cells.count == 3 && cells[0] == model ? OutputHash(data: cells[1], hash: cells[2]) : nil
    }
  }
}
