import Support
import Testing

/// Input data of every form, for models of every border type.
@Suite struct InputTests {
  /// A fixture with its recorded inputs as files `0`, `1`, …
  func fixture(_ name: String) throws -> (folder: Folder, outputs: [String]) {
    let folder = try Folder()
    let model = try Files.read(
      Files.join(Folder.repository, "Tests/Fixtures/operators/\(name).tflite"), limit: 1 << 20)
    try folder.write(model, to: "\(name).tflite")
    let index = try JSON.parse(
      Array(Folder.text("Tests/Fixtures/operators/index.json").utf8), file: "index.json")
    let entry = index["models"]?.array?.first { $0["name"]?.string == name }
    let example = try #require(entry?["cases"]?.array?.first)
    for (position, text) in (example["inputs"]?.array ?? []).enumerated() {
      try folder.write(decoded(try #require(text.string)), to: String(position))
    }
    let outputs = try (example["outputs"]?.array ?? []).map {
      SHA256.hash(decoded(try #require($0.string))).hex
    }
    return (folder, outputs)
  }

  /// Base64 (RFC 4648).
  func decoded(_ text: String) -> [UInt8] {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var bytes: [UInt8] = []
    var (bits, count) = (0, 0)
    for digit in text.utf8.compactMap(alphabet.firstIndex) {
      bits = (bits << 6 | digit) & 0xFFFF
      count += 6
      if count >= 8 {
        count -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> count))
      }
    }
    return bytes
  }

  @Test(arguments: [
    ("border-two-inputs", ["t0=0", "t1=1"]), ("border-two-inputs", ["t1=1", "0"]),
    ("border-two-inputs-float32", ["t0=0", "t2=1"]), ("border-float32-int8", ["0"]),
    ("border-int8-float32", ["0"]), ("border-uint8", ["0"]), ("border-int16-float32", ["0"]),
    ("border-two-heads", ["0"]), ("border-flat-input", ["0"]),
  ])
  func recordedOutputs(_ name: String, _ data: [String]) throws {
    let (folder, outputs) = try fixture(name)
    let arguments = ["simulate", "\(name).tflite", "--json"] + data.flatMap { ["--data", $0] }
    for mode in [[], ["--guarded"], ["--input", "streamed"], ["--input", "streamed", "--guarded"]] {
      let outcome = try Streamnet.run(arguments + mode, in: folder)
      #expect(outcome.errors == "")
      let hashes = try outcome.json()["outputs"]?.array?.compactMap { $0["sha256"]?.string }
      #expect(hashes == outputs, "\(mode)")
    }
    let verified = try Streamnet.run(
      ["verify", "\(name).tflite"] + data.flatMap { ["--data", $0] }, in: folder)
    #expect(verified.code == 0)
  }

  /// Of several inputs without names each has noise of its own.
  @Test func noiseOfItsOwn() throws {
    let (folder, _) = try fixture("border-two-inputs")
    func hash(_ data: String...) throws -> String? {
      let outcome = try Streamnet.run(
        ["simulate", "border-two-inputs.tflite", "--json"] + data.flatMap { ["--data", $0] }, in: folder)
      return try outcome.json()["outputs"]?.array?[0]["sha256"]?.string
    }
    #expect(try hash("noise:5") == hash("t0=noise:5", "t1=noise:6"))
    #expect(try hash("noise:5") != hash("t0=noise:5", "t1=noise:5"))
    #expect(try hash("t1=smooth") == hash("t0=noise:1", "t1=smooth"))
  }

  @Test func cases() throws {
    let outcome = try Streamnet.run(
      ["verify", "tiny.yaml", "--json", "--data", "smooth", "--data", "noise:4294967295"], in: tinyFolder())
    for link in try outcome.json()["links"]?.array ?? [] {
      let cases = link["cases"]?.array?.compactMap { $0["data"]?.string }
      #expect(cases == ["smooth", "noise:4294967295"])
    }
  }

  @Test func wrongSize() throws {
    let folder = try tinyFolder()
    try folder.write([1, 2, 3, 4, 5], to: "short.bin")
    try expectFailure(
      ["simulate", "tiny.yaml", "--data", "short.bin"], in: folder,
      ["short.bin: it holds 5 bytes; expected 108, for input image of int8 6x6x3"])
  }
}
