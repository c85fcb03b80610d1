import Testing

/// `scripts/check-imports` on the project's own tree, and on trees with a planted mistake.
@Suite struct CheckImportsTests {
  func check(_ root: String) throws -> Outcome { try run([projectRoot + "/scripts/check-imports", root]) }

  /// A copy of the project's sources and manifest, to spoil.
  func withCopy(_ body: (String) throws -> Void) throws {
    try withTemporaryFolder { folder in
      let copied = try run(["cp", "-r", projectRoot + "/Sources", projectRoot + "/Package.swift", folder])
      try #require(copied.code == 0)
      try body(folder)
    }
  }

  @Test func theProjectAgreesWithTheTable() throws {
    let outcome = try check(projectRoot)
    #expect(outcome.code == 0)
    #expect(outcome.output == "")
  }

  @Test(arguments: [
    ("import Planning", "Support uses Planning, which does not stand above it"),
    ("import Support", "Support uses Support, which does not stand above it"),
    ("import Foundation", "Support uses Foundation; use FoundationEssentials or Glibc"),
    ("import ArgumentParser", "only StreamNetCommand may use ArgumentParser"),
    ("import Dispatch", "Support uses Dispatch, which is not in the table"),
    ("import CKernels", "Support uses CKernels, which its target in Package.swift does not list"),
    (
      "@preconcurrency package import struct Network.Graph",
      "Support uses Network, which does not stand above"
    ),
  ])
  func aPlantedImportIsReportedAtItsLine(statement: String, finding: String) throws {
    try withCopy { folder in
      try write(
        "// A comment: import Network\nimport Glibc\n\(statement)\n",
        to: folder + "/Sources/Support/Planted.swift")
      let outcome = try check(folder)
      #expect(outcome.code == 1)
      #expect(outcome.lines.count == 1)
      #expect(outcome.output.hasPrefix("Sources/Support/Planted.swift:3: \(finding)"))
    }
  }

  @Test func allFindingsAreReported() throws {
    try withCopy { folder in
      try write("import Planning\nimport Foundation\n", to: folder + "/Sources/Support/Planted.swift")
      try write("import Pipeline\n", to: folder + "/Sources/Network/Planted.swift")
      let outcome = try check(folder)
      #expect(outcome.code == 1)
      let places = outcome.lines.map { $0.prefix { $0 != " " } }
      #expect(
        places == [
          "Sources/Network/Planted.swift:1:", "Sources/Support/Planted.swift:1:",
          "Sources/Support/Planted.swift:2:",
        ])
    }
  }

  @Test func aModuleOutsideTheTableIsReported() throws {
    try withCopy { folder in
      _ = try run(["mkdir", folder + "/Sources/Utilities"])
      try write("import Support\n", to: folder + "/Sources/Utilities/All.swift")
      let outcome = try check(folder)
      #expect(outcome.code == 1)
      #expect(outcome.lines.count == 1)
      #expect(outcome.output.hasPrefix("Sources/Utilities/All.swift:1: Utilities is not in the table"))
    }
  }

  @Test func textThatOnlyLooksLikeAnImportIsNone() throws {
    try withCopy { folder in
      let source = "let help = \"\"\"\n  import Planning\n  \"\"\"\nlet importance = 1\n"
      try write(source, to: folder + "/Sources/Support/Planted.swift")
      #expect(try check(folder).code == 0)
    }
  }

  @Test func theManifestIsHeldToTheTable() throws {
    try withTemporaryFolder { folder in
      let manifest = """
        let package = Package(
          name: "p",
          targets: [
            .target(name: "Support", dependencies: ["Network"]),
            .target(
              name: "YAML",
              dependencies: [
                "Support",  // unused
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
              ]),
            .testTarget(name: "AnyTests", dependencies: ["Pipeline", "YAML"]),
          ])
        """
      try write(manifest, to: folder + "/Package.swift")
      let folders = ["Support", "YAML", "Network"].map { folder + "/Sources/" + $0 }
      for folder in folders {
        _ = try run(["mkdir", "-p", folder])
        try write("let here = true\n", to: folder + "/Here.swift")
      }
      let outcome = try check(folder)
      #expect(outcome.code == 1)
      #expect(
        outcome.lines == [
          "Package.swift:4: Support uses Network, which does not stand above it in the table of scripts/check-imports",
          "Package.swift:9: only StreamNetCommand may use ArgumentParser",
          "Package.swift:1: no target is called Network, but there is a folder Sources/Network",
          "Package.swift:4: Support depends on Network but imports it nowhere",
          "Package.swift:8: YAML depends on Support but imports it nowhere",
          "Package.swift:9: YAML depends on ArgumentParser but imports it nowhere",
        ])
    }
  }
}
