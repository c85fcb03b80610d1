import Glibc
import Support
import Testing

/// Published results beside ours.
@Suite struct ReproduceTests {
  static let columns = ["MNv2", "MNv2+", "SN-1D", "SN-2D"]

  /// Every network by every policy takes a while, so it is done once.
  @Test func tableThree() throws {
    let folder = try Folder()
    let report = try Streamnet.run(["reproduce", "table3", "--json"], in: folder).json()
    #expect(
      report.keys == [
        "report", "version", "experiment", "settings", "columns", "hypothesis", "rows", "geometric_means",
      ])
    #expect(report["settings"] == ["split": "auto", "tile": "1"])
    #expect(report["columns"]?.array?.compactMap { $0["name"]?.string } == Self.columns)
    let rows = try #require(report["rows"]?.array)
    #expect(
      rows.compactMap { $0["label"]?.string } == [
        "MB2", "PL", "MI0", "MI1", "MI2", "MI3", "MI4", "MV0", "MV1", "MV2",
      ])
    for row in rows {
      let columns = try #require(row["columns"]?.array)
      let name = row["model"]?.string ?? ""
      #expect(columns.compactMap { $0["column"]?.string } == Self.columns)
      #expect(
        columns.allSatisfy {
          $0.keys == [
            "column", "split", "tile", "tiles", "macs", "valid_macs", "ratio", "published_ms",
            "published_ratio", "residual",
          ]
        })
      #expect(columns.allSatisfy { $0["tile"] == [1, 1] }, "one rule for every row: \(name)")
      #expect(Set(columns.compactMap { $0["split"]?.string }).count == 1, "one split a row: \(name)")
      // Less is computed again from column to column, and nothing by the last.
      let macs = columns.compactMap { $0["macs"]?.integer }
      #expect(macs.count == 4 && macs == macs.sorted(by: >), "\(name)")
      let layerwise = try Streamnet.run(["plan", name, "--json"], in: folder).json()["macs"]
      #expect(columns[3]["macs"] == layerwise, "\(name)")
      for column in columns {
        let ratio = try #require(column["macs"]?.integer.map { Double(macs[0]) / Double($0) })
        #expect(abs(try #require(column["ratio"]?.number) - ratio) < 0.0001)
      }
    }
    let means = try #require(report["geometric_means"]?.array)
    for (position, mean) in means.enumerated() {
      func geometricMean(_ key: String) -> Double {
        exp(
          rows.reduce(0) { $0 + log($1["columns"]?.array?[position][key]?.number ?? .nan) }
            / Double(rows.count))
      }
      // The published means follow from the published latencies, so these were copied right.
      #expect(abs(geometricMean("published_ratio") - (mean["published_ratio"]?.number ?? 0)) < 0.006)
      #expect(abs(geometricMean("ratio") - (mean["ratio"]?.number ?? 0)) < 0.001)
    }
  }

  @Test func unknown() throws {
    let outcome = try Streamnet.run(["reproduce", "table4"], in: Folder())
    #expect(outcome.errors.hasPrefix("Error: The value 'table4' is invalid for '<experiment>'"))
    #expect(outcome.code == 64)
  }
}
