// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]
let strictC: [CSetting] = [.treatAllWarnings(as: .error)]

let package = Package(
  name: "streamnet",
  products: [
    .library(name: "StreamNet", targets: ["StreamNet"]),
    .executable(name: "streamnet", targets: ["StreamNetCommand"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", .upToNextMinor(from: "1.8.2"))
  ],
  targets: [
    .systemLibrary(name: "CLua", pkgConfig: "lua5.4", providers: [.apt(["liblua5.4-dev"])]),
    .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .target(name: "CLuaBridge", dependencies: ["CLua"], cSettings: strictC),
    .target(name: "CKernels", cSettings: strictC),
    // The text of generated C, embedded; the files themselves are compiled on targets.
    .target(name: "CFirmware", exclude: ["firmware", "emulator"], cSettings: strictC),
    .target(name: "CProcess", cSettings: strictC),
    .target(name: "CLineEditor", cSettings: strictC),
    .target(name: "Support", dependencies: ["CProcess"], swiftSettings: strict),
    .target(name: "YAML", dependencies: ["CYAML", "Support"], swiftSettings: strict),
    .target(name: "Network", dependencies: ["Support", "YAML"], swiftSettings: strict),
    .target(name: "Planning", dependencies: ["Support", "Network"], swiftSettings: strict),
    .target(
      name: "Firmware", dependencies: ["CFirmware", "Support", "Network", "Planning"], swiftSettings: strict),
    .target(
      name: "Execution", dependencies: ["CKernels", "Support", "Network", "Planning", "Firmware"],
      swiftSettings: strict),
    .target(
      name: "Pipeline", dependencies: ["Support", "Network", "Planning", "Firmware", "Execution"],
      swiftSettings: strict),
    .target(
      name: "Scripting",
      dependencies: ["CLuaBridge", "Support", "YAML", "Network", "Planning", "Execution", "Pipeline"],
      swiftSettings: strict),
    .target(
      name: "StreamNet",
      dependencies: [
        "Support", "YAML", "Network", "Planning", "Firmware", "Execution", "Pipeline", "Scripting",
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "StreamNetCommand",
      dependencies: [
        "StreamNet", "CLineEditor", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    .testTarget(name: "SupportTests", dependencies: ["Support"], swiftSettings: strict),
    .testTarget(name: "YAMLTests", dependencies: ["YAML", "Support"], swiftSettings: strict),
    .testTarget(name: "NetworkTests", dependencies: ["Network", "YAML", "Support"], swiftSettings: strict),
    .testTarget(
      name: "ScriptingTests",
      dependencies: ["Scripting", "CLuaBridge", "Support", "Network", "Planning", "Pipeline", "TestSupport"],
      swiftSettings: strict),
    .target(
      name: "TestSupport", dependencies: ["Support", "Network", "Planning", "Execution"],
      path: "Tests/TestSupport", swiftSettings: strict),
    .testTarget(
      name: "PlanningTests", dependencies: ["Support", "Network", "Planning", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "ExecutionTests",
      dependencies: [
        "CKernels", "Support", "Network", "Planning", "Firmware", "Execution", "TestSupport",
      ],
      swiftSettings: strict),
    .testTarget(name: "ScriptsTests", swiftSettings: strict),
    .testTarget(
      name: "PipelineTests", dependencies: ["Support", "Network", "Planning", "Execution", "Pipeline"],
      swiftSettings: strict),
    .testTarget(name: "StreamNetTests", dependencies: ["Support"], swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .c99
)
